import type { Turn } from '../turn.js';
import type { ConferenceCommand } from '../command.js';
import type { Member } from '../state.js';
import { applyHearing } from './mute.js';

/** A member put on hold by its own phone often sends music: it is not heard until it comes back. */
export function setHold(
  turn: Turn,
  command: Extract<ConferenceCommand, { kind: 'set-hold' }>,
): void {
  const member = turn.member(command.memberId);
  if (member === undefined || member.onHold === command.onHold) return;
  const changed: Member = { ...member, onHold: command.onHold };
  turn.replaceMember(changed);
  turn.emit({ kind: 'hold-changed', memberId: member.id, onHold: command.onHold });
  applyHearing(turn, member, changed);
}
