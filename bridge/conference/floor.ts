import type { Phrase } from './phrase.js';
import type { ConferenceState, Floor, Member } from './state.js';

export const noFloor: Floor = { hands: [], speaker: null };

export function handIsUp(state: ConferenceState, member: Member): boolean {
  return placeInQueue(state, member) > 0;
}

/** Where a member stands in the queue, from 1; 0 when its hand is not raised. */
function placeInQueue(state: ConferenceState, member: Member): number {
  return state.floor.hands.findIndex(({ memberId }) => memberId === member.id) + 1;
}

/** What is kept of the floor when members are gone. */
export function floorWithout(floor: Floor, memberIds: ReadonlySet<string>): Floor {
  const { hands, speaker } = floor;
  const speakerGone = speaker !== null && memberIds.has(speaker.memberId);
  if (!speakerGone && !hands.some(({ memberId }) => memberIds.has(memberId))) return floor;
  return {
    hands: hands.filter(({ memberId }) => !memberIds.has(memberId)),
    speaker: speakerGone ? null : speaker,
  };
}

/** K9 for an organizer. */
export function raisedHands(state: ConferenceState): readonly Phrase[] {
  const count = state.floor.hands.length;
  return count === 0
    ? [{ prompt: 'no-hands-raised' }]
    : [{ prompt: 'hands-raised' }, { number: count }];
}

/** K4 for a participant. */
export function ownPlace(state: ConferenceState, member: Member): readonly Phrase[] {
  return [{ prompt: 'your-place-in-the-queue' }, { number: placeInQueue(state, member) }];
}
