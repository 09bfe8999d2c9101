import type { Turn } from './turn.js';
import type { Absence, ConferenceState, Member } from './state.js';
import type { LeaveReason, Role } from './words.js';

/** How long the place of a member that was lost is kept. */
const absenceMs = 120_000;

/** Reasons that the far end did not choose. */
const lossReasons: ReadonlySet<LeaveReason> = new Set(['call-failed', 'media-timeout']);

/**
 * Who was lost without hanging up may call again from the same number and come back as it was:
 * name, mutes, and place in the floor queue. Whoever hung up has left, and a withheld number could
 * be anyone's. Call it before the member is removed.
 */
export function keepPlace(turn: Turn, member: Member, reason: LeaveReason): void {
  const { id, number, recordedName } = member;
  if (number === null || !lossReasons.has(reason)) {
    letGoOfName(turn, id, recordedName);
    return;
  }
  const { hands } = turn.state.floor;
  const place = hands.findIndex(({ memberId }) => memberId === member.id);
  const raised = hands[place];
  const absence: Absence = {
    memberId: id,
    number,
    role: member.role,
    name: member.name,
    recordedName,
    muteReasons: member.muteReasons.filter((held) => held !== 'lecture'),
    hand:
      raised === undefined
        ? null
        : {
            behind: hands.slice(0, place).map(({ memberId }) => memberId),
            raisedAtMs: raised.raisedAtMs,
          },
    untilMs: turn.nowMs + absenceMs,
  };
  turn.change({ absent: [...turn.state.absent, absence] });
}

/** The place kept for a caller, or undefined. The role counts: an organizer has keyed the PIN. */
export function placeKeptFor(
  turn: Turn,
  caller: { readonly number: string | null; readonly role: Role },
): Absence | undefined {
  return turn.state.absent.find(
    ({ number, role, untilMs }) =>
      number === caller.number && role === caller.role && untilMs > turn.nowMs,
  );
}

/** The place is taken again. */
export function endAbsence(turn: Turn, absence: Absence): void {
  turn.change({ absent: turn.state.absent.filter((kept) => kept !== absence) });
}

/** Behind those who were ahead of it and still wait. */
export function returnHand(turn: Turn, memberId: string, { hand }: Absence): void {
  const { floor, lecture } = turn.state;
  if (hand === null || lecture === 'off') return;
  const behind = floor.hands.findLastIndex((one) => hand.behind.includes(one.memberId)) + 1;
  const own = { memberId, raisedAtMs: hand.raisedAtMs };
  const hands = [...floor.hands.slice(0, behind), own, ...floor.hands.slice(behind)];
  turn.change({ floor: { ...floor, hands } });
  turn.emit({
    kind: 'hand-changed',
    memberId,
    raised: true,
    by: { kind: 'member', memberId },
  });
}

export function absencesEndAtMs({ absent }: ConferenceState): number {
  return Math.min(Infinity, ...absent.map(({ untilMs }) => untilMs));
}

export function expireAbsences(turn: Turn): void {
  const { absent } = turn.state;
  const over = absent.filter(({ untilMs }) => untilMs <= turn.nowMs);
  for (const absence of over) {
    endAbsence(turn, absence);
    letGoOfName(turn, absence.memberId, absence.recordedName);
  }
}

/** Nobody is waited for any more. */
export function endAbsences(turn: Turn): void {
  for (const { memberId, recordedName } of turn.state.absent) {
    letGoOfName(turn, memberId, recordedName);
  }
  if (turn.state.absent.length > 0) turn.change({ absent: [] });
}

/** Nobody in the conference goes by it any more; the room may want it kept. */
function letGoOfName(turn: Turn, memberId: string, recordedName: string | null): void {
  if (recordedName === null) return;
  const { keepNamesDays } = turn.state.options;
  if (keepNamesDays === 0) {
    turn.effect({ kind: 'forget-name', recordedName });
    return;
  }
  turn.emit({ kind: 'name-kept', memberId, recording: recordedName });
  turn.effect({ kind: 'keep-name', recordedName, days: keepNamesDays });
}
