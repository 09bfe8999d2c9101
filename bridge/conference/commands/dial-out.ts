import { callBeingMadeBy, dialOutOf, dialOutRefusal, endDialOut } from '../dial-out.js';
import type { DialOutRefusal } from '../dial-plan.js';
import type { ConferencePrompt } from '../phrase.js';
import type { Turn } from '../turn.js';
import type { ConferenceCommand } from '../command.js';
import type { DialOut, Member } from '../state.js';
import type { DialOutFailure } from '../words.js';
import { mayGovern, tellActor } from './authority.js';

type Command<Kind extends ConferenceCommand['kind']> = Extract<ConferenceCommand, { kind: Kind }>;

const refusalPrompts: Readonly<Record<DialOutRefusal, ConferencePrompt>> = {
  'not-a-number': 'dial-out-not-a-number',
  'short-number': 'dial-out-not-allowed',
  'prefix-not-allowed': 'dial-out-not-allowed',
  'costly-prefix': 'dial-out-not-allowed',
  'own-number': 'dial-out-not-allowed',
  limit: 'dial-out-limit',
};

const failurePrompts: Readonly<Record<DialOutFailure, ConferencePrompt>> = {
  busy: 'dial-out-busy',
  'no-answer': 'dial-out-no-answer',
  refused: 'dial-out-refused',
  unreachable: 'dial-out-unreachable',
  'not-accepted': 'dial-out-not-accepted',
};

/** K3: calls somebody, as far as the account allows that number. */
export function dialOut(turn: Turn, command: Command<'dial-out'>): void {
  const { dialOutId, decision, name, by } = command;
  const taken = dialOutOf(turn.state, dialOutId) ?? turn.member(dialOutId);
  if (taken !== undefined || !mayGovern(turn, by)) return;
  const refusal = dialOutRefusal(turn.state);
  if (refusal !== null) {
    tellActor(turn, by, { prompt: refusal });
    return;
  }
  if (!decision.allowed) {
    const { number, reason } = decision;
    turn.emit({ kind: 'dial-out-refused', number, reason, by });
    tellActor(turn, by, { prompt: refusalPrompts[reason] });
    return;
  }
  const { number, priceClass } = decision;
  const made: DialOut = { id: dialOutId, number, name, priceClass, by, stage: 'calling' };
  turn.change({ dialOuts: [...turn.state.dialOuts, made] });
  turn.emit({ kind: 'dial-out-started', dialOutId, number, name, priceClass, by });
  const inviter = by.kind === 'member' ? turn.member(by.memberId) : undefined;
  const inviterRecordedName = inviter?.recordedName ?? null;
  turn.effect({ kind: 'start-dial-out', dialOutId, number, name, priceClass, inviterRecordedName });
  tellActor(turn, by, { prompt: 'dial-out-calling' });
}

/** Who has accepted is brought in or dropped by the inviter, where that one can be asked. */
export function dialOutProgress(turn: Turn, command: Command<'dial-out-progress'>): void {
  const { dialOutId, stage } = command;
  const before = dialOutOf(turn.state, dialOutId);
  if (before === undefined || before.stage === stage) return;
  turn.change({
    dialOuts: turn.state.dialOuts.map((one) => (one.id === dialOutId ? { ...one, stage } : one)),
  });
  turn.emit({ kind: 'dial-out-progressed', dialOutId, number: before.number, stage });
  const { by } = before;
  if (stage === 'ringing') tellActor(turn, by, { prompt: 'dial-out-ringing' });
  if (stage !== 'accepted') return;
  const inviter = by.kind === 'member' ? turn.member(by.memberId) : undefined;
  if (inviter === undefined) {
    turn.effect({ kind: 'bring-in', dialOutId });
  } else {
    const question = { kind: 'callee', dialOutId } as const;
    turn.effect({ kind: 'ask-member', memberId: inviter.id, question });
  }
}

export function bringIn(turn: Turn, { dialOutId, by }: Command<'bring-in'>): void {
  if (dialOutOf(turn.state, dialOutId)?.stage !== 'accepted' || !mayGovern(turn, by)) return;
  turn.effect({ kind: 'bring-in', dialOutId });
}

export function dialOutFailed(turn: Turn, command: Command<'dial-out-failed'>): void {
  const failed = dialOutOf(turn.state, command.dialOutId);
  if (failed === undefined) return;
  endDialOut(turn, failed, command.reason);
  tellActor(turn, failed.by, { prompt: failurePrompts[command.reason] });
}

export function cancelDialOut(turn: Turn, { dialOutId, by }: Command<'cancel-dial-out'>): void {
  const cancelled = dialOutOf(turn.state, dialOutId);
  if (cancelled === undefined || !mayGovern(turn, by)) return;
  endDialOut(turn, cancelled, 'cancelled');
  turn.effect({
    kind: 'end-dial-out',
    dialOutId,
    phrases: [{ prompt: 'dropped-by-organizer' }, { prompt: 'goodbye' }],
  });
  tellActor(turn, by, { prompt: 'dial-out-cancelled' });
}

/** `*3` (K3): asks whom to call; while a call is being made, cancels it. */
export function pressDialOut(turn: Turn, member: Member): void {
  const made = callBeingMadeBy(turn.state, member);
  if (made === undefined) {
    const question = { kind: 'phone-number' } as const;
    turn.effect({ kind: 'ask-member', memberId: member.id, question });
    return;
  }
  const by = { kind: 'member', memberId: member.id } as const;
  cancelDialOut(turn, { kind: 'cancel-dial-out', dialOutId: made.id, by });
}
