import { refusalOf } from './admission.js';
import { isOpen } from './members.js';
import type { ConferencePrompt } from './phrase.js';
import type { Turn } from './turn.js';
import type { ConferenceState, DialOut, Member } from './state.js';
import type { DialOutEnd } from './words.js';

/** Why nobody can be called now, as the one who asks hears it; null when one can. */
export function dialOutRefusal(state: ConferenceState): ConferencePrompt | null {
  if (!state.options.dialOut || !isOpen(state)) return 'command-not-available';
  // Whom we call comes in by the same door as any participant.
  return refusalOf(state, 'participant');
}

/** The call that this member is making, which another `*3` cancels; one at a time by telephone. */
export function callBeingMadeBy(state: ConferenceState, { id }: Member): DialOut | undefined {
  return state.dialOuts.find(
    ({ by, stage }) => by.kind === 'member' && by.memberId === id && stage !== 'accepted',
  );
}

export function dialOutOf(state: ConferenceState, dialOutId: string): DialOut | undefined {
  return state.dialOuts.find(({ id }) => id === dialOutId);
}

/** It is no call being made any more: a member, or nothing. */
export function endDialOut(turn: Turn, dialOut: DialOut, reason: DialOutEnd): void {
  turn.change({ dialOuts: turn.state.dialOuts.filter(({ id }) => id !== dialOut.id) });
  turn.emit({ kind: 'dial-out-ended', dialOutId: dialOut.id, number: dialOut.number, reason });
}

/** Those who were being called have nothing to join any more. */
export function endDialOuts(turn: Turn): void {
  for (const dialOut of turn.state.dialOuts) {
    endDialOut(turn, dialOut, 'conference-ended');
    turn.effect({
      kind: 'end-dial-out',
      dialOutId: dialOut.id,
      phrases: [{ prompt: 'conference-has-ended' }, { prompt: 'goodbye' }],
    });
  }
}
