import type { Phrase } from '../phrase.js';
import type { Turn } from '../turn.js';
import type { Actor } from '../words.js';

/**
 * Whether the actor may act on others. A member who may not is told so; users were authorized
 * before the command was given.
 */
export function mayGovern(turn: Turn, by: Actor): boolean {
  if (by.kind !== 'member') return true;
  const actor = turn.member(by.memberId);
  if (actor?.role === 'organizer') return true;
  if (actor !== undefined) tell(turn, actor.id, { prompt: 'command-not-available' });
  return false;
}

/** Says something to one member alone. */
export function tell(turn: Turn, memberId: string, ...phrases: readonly Phrase[]): void {
  turn.effect({ kind: 'announce', memberId, phrases });
}

/** Says something to the one who asked, where that is a telephone. */
export function tellActor(turn: Turn, by: Actor, ...phrases: readonly Phrase[]): void {
  if (by.kind === 'member') tell(turn, by.memberId, ...phrases);
}

export function isOwn(by: Actor, memberId: string): boolean {
  return by.kind === 'member' && by.memberId === memberId;
}
