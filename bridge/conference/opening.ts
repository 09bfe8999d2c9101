import { hasOrganizer, isHeard } from './members.js';
import type { Turn } from './turn.js';
import type { Actor } from './words.js';

/** An organizer is there: those who waited go into the mix, and are told. */
export function openForWaiting(turn: Turn): void {
  turn.change({ phase: { kind: 'active' } });
  turn.emit({ kind: 'conference-opened' });
  sendToDoor(turn);
  if (turn.state.members.length === 0) return;
  for (const member of turn.state.members) {
    if (member.held) continue;
    turn.effect({ kind: 'hold-music', memberId: member.id, on: false });
    turn.effect({ kind: 'admit', memberId: member.id, muted: !isHeard(member) });
    turn.emit({ kind: 'member-admitted', memberId: member.id });
  }
  // One announcement that all share, rather than one each: there may be hundreds.
  turn.effect({
    kind: 'announce-to-all',
    phrases: turn.state.options.enterMuted
      ? [{ prompt: 'organizer-has-arrived' }, { prompt: 'muted-press-star-two' }]
      : [{ prompt: 'organizer-has-arrived' }],
  });
}

/** Who waited while there was no security code must key it now. */
function sendToDoor(turn: Turn): void {
  if (turn.state.securityCodeHash === null) return;
  const participants = turn.state.members.filter(({ role }) => role === 'participant');
  turn.removeMembers(participants);
  for (const member of participants) {
    turn.effect({ kind: 'hold-music', memberId: member.id, on: false });
    turn.emit({
      kind: 'member-left',
      memberId: member.id,
      role: member.role,
      joinedAtMs: member.joinedAtMs,
      reason: 'security-code-asked',
    });
    turn.effect({
      kind: 'ask-at-door',
      memberId: member.id,
      questions: [{ kind: 'security-code' }],
    });
  }
}

export function cancelGrace(turn: Turn, by: Actor): void {
  turn.change({ phase: { kind: 'active' } });
  turn.emit({ kind: 'grace-cancelled', by });
  const returned = hasOrganizer(turn.state) || by.kind === 'member';
  turn.effect({
    kind: 'announce-to-all',
    phrases: [{ prompt: returned ? 'organizer-has-returned' : 'conference-continues' }],
  });
}
