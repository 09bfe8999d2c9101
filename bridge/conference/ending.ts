import { endAbsences, keepPlace } from './absence.js';
import { timeLeft } from './announcements.js';
import { endDialOuts } from './dial-out.js';
import { msPerMinute } from './minutes.js';
import type { Phrase } from './phrase.js';
import { endRecording } from './recording.js';
import type { Turn } from './turn.js';
import type { Member } from './state.js';
import type { EndReason, LeaveReason, LegEndReason } from './words.js';
import { unreachable } from './unreachable.js';

/** The last organizer has left: the grace period, or the end where there is none. */
export function organizersGone(turn: Turn): void {
  const { graceMinutes } = turn.state.options;
  if (graceMinutes === 0) {
    endConference(turn, 'organizer-left', [{ prompt: 'organizer-has-left' }]);
    return;
  }
  const graceMs = graceMinutes * msPerMinute;
  const endsAtMs = turn.nowMs + graceMs;
  const warnAtMs = graceMinutes > 1 ? endsAtMs - msPerMinute : null;
  turn.change({ phase: { kind: 'grace', endsAtMs, warnAtMs } });
  turn.emit({ kind: 'grace-started', endsAtMs });
  turn.effect({
    kind: 'announce-to-all',
    phrases: [{ prompt: 'organizer-has-left' }, ...timeLeft(graceMs)],
  });
}

/** The last minute of the grace period. */
export function warnOfEnd(turn: Turn, endsAtMs: number): void {
  turn.change({ phase: { kind: 'grace', endsAtMs, warnAtMs: null } });
  turn.effect({ kind: 'announce-to-all', phrases: timeLeft(endsAtMs - turn.nowMs) });
}

/** Ends every leg and the conference. `first` is heard before the usual last words. */
export function endConference(turn: Turn, reason: EndReason, first: readonly Phrase[] = []): void {
  const { startedAtMs, members } = turn.state;
  if (startedAtMs === null) return;
  const lastWords = lastWordsOf(reason);
  for (const member of members) {
    endLeg(turn, member, lastWords.legReason, [...first, ...lastWords.phrases]);
  }
  turn.removeMembers(members);
  endDialOuts(turn);
  endAbsences(turn);
  endRecording(turn);
  turn.change({ phase: { kind: 'ended', reason } });
  turn.emit({ kind: 'conference-ended', startedAtMs, reason });
  turn.effect({ kind: 'end-conference', reason });
}

/** Ends the wait of members whose limit has come. */
export function endWait(turn: Turn, due: readonly Member[]): void {
  for (const member of due) {
    endLeg(turn, member, 'wait-limit', [{ prompt: 'wait-limit-reached' }, { prompt: 'goodbye' }]);
  }
  turn.removeMembers(due);
  if (turn.state.members.length === 0) endConference(turn, 'wait-limit');
}

/** Ends the call of one who is no member any more. */
export function endLeg(
  turn: Turn,
  member: Member,
  reason: LegEndReason & LeaveReason,
  phrases: readonly Phrase[],
): void {
  turn.effect({ kind: 'end-leg', memberId: member.id, reason, phrases });
  memberLeft(turn, member, reason);
}

/** Before it is removed: what is kept of it is its place. */
export function memberLeft(turn: Turn, member: Member, reason: LeaveReason): void {
  keepPlace(turn, member, reason);
  turn.emit({
    kind: 'member-left',
    memberId: member.id,
    role: member.role,
    joinedAtMs: member.joinedAtMs,
    reason,
  });
}

function lastWordsOf(reason: EndReason): {
  readonly legReason: LegEndReason & LeaveReason;
  readonly phrases: readonly Phrase[];
} {
  switch (reason) {
    case 'all-left':
    case 'wait-limit':
    case 'organizer-left':
    case 'ended-by-organizer':
      return {
        legReason: 'conference-ended',
        phrases: [{ prompt: 'conference-has-ended' }, { prompt: 'goodbye' }],
      };
    case 'ended-by-system':
      return {
        legReason: 'system-closing',
        phrases: [{ prompt: 'system-closing' }, { prompt: 'goodbye' }],
      };
    case 'media-lost':
      // Nothing can be played on a leg whose media is gone.
      return { legReason: 'media-lost', phrases: [] };
    default:
      return unreachable(reason);
  }
}
