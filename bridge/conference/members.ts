import type { ConferenceState, Member } from './state.js';

export function isHeard(member: Member): boolean {
  return member.muteReasons.length === 0 && !member.onHold;
}

export function isOrganizer(member: Member): boolean {
  return member.role === 'organizer';
}

export function hasOrganizer(state: ConferenceState): boolean {
  return state.members.some(isOrganizer);
}

/** Whether there is a mix. */
export function isOpen(state: ConferenceState): boolean {
  return state.phase.kind === 'active' || state.phase.kind === 'grace';
}

/** Whether this member hears the others and may be heard by them. */
export function isInMix(state: ConferenceState, member: Member): boolean {
  return isOpen(state) && !member.held;
}

/** In a crowd and during a lecture, tones, names and counts are not played by themselves. */
export function isQuiet(state: ConferenceState): boolean {
  return state.lecture !== 'off' || state.members.length > state.options.quietThreshold;
}
