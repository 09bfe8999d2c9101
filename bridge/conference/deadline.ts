import { absencesEndAtMs, expireAbsences } from './absence.js';
import { endConference, endWait, warnOfEnd } from './ending.js';
import { msPerMinute } from './minutes.js';
import { expireRecording, recordingEndsAtMs } from './recording.js';
import type { Turn } from './turn.js';
import type { ConferenceState, Member } from './state.js';
import { unreachable } from './unreachable.js';

/** The one time at which something is due next, in ms; null when nothing is. */
export function deadlineOf(state: ConferenceState): number | null {
  const earliestMs = Math.min(
    phaseDeadlineMs(state),
    absencesEndAtMs(state),
    recordingEndsAtMs(state),
  );
  return earliestMs === Infinity ? null : earliestMs;
}

function phaseDeadlineMs(state: ConferenceState): number {
  switch (state.phase.kind) {
    case 'waiting':
      return Math.min(...state.members.map((member) => waitEndsAtMs(state, member)));
    case 'grace':
      return state.phase.warnAtMs ?? state.phase.endsAtMs;
    case 'idle':
    case 'active':
    case 'ended':
      return Infinity;
    default:
      return unreachable(state.phase);
  }
}

/** Lets everything happen that is due by now. */
export function expire(turn: Turn): void {
  expireAbsences(turn);
  expireRecording(turn);
  const { state, nowMs } = turn;
  switch (state.phase.kind) {
    case 'waiting': {
      const due = state.members.filter((member) => waitEndsAtMs(state, member) <= nowMs);
      if (due.length > 0) endWait(turn, due);
      return;
    }
    case 'grace':
      if (state.phase.endsAtMs <= nowMs) endConference(turn, 'organizer-left');
      else if ((state.phase.warnAtMs ?? Infinity) <= nowMs) warnOfEnd(turn, state.phase.endsAtMs);
      return;
    case 'idle':
    case 'active':
    case 'ended':
      return;
    default:
      unreachable(state.phase);
  }
}

/** Each member has its own full wait; a limit of 0 means none. */
function waitEndsAtMs(state: ConferenceState, member: Member): number {
  const { waitLimitMinutes } = state.options;
  return waitLimitMinutes === 0 ? Infinity : member.joinedAtMs + waitLimitMinutes * msPerMinute;
}
