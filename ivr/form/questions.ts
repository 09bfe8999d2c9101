import { unreachable } from '../../bridge/conference/unreachable.js';
import { emptyCollector, entryOf, type DigitCollector } from '../digit-collector.js';
import type { PromptName } from '../prompt-names.js';
import type { Secret } from '../secret.js';
import { putChoice } from './choice.js';
import { inviteName } from './name.js';
import type { FormTurn } from './turn.js';
import type { CodeCheck, FormQuestion } from './types.js';

type Miss = 'no-entry-heard' | 'entry-not-valid' | 'wrong-security-code';

/** Shortest entries; the longest is the collector's. */
const shortestCode = 4;
const shortestBillingCode = 2;

/** Puts the first question that is left, `before` being said first. */
export function putQuestion(turn: FormTurn, ...before: readonly PromptName[]): void {
  const { question } = turn;
  if (question === undefined) {
    turn.done(...before);
    return;
  }
  if (question.kind === 'name') {
    inviteName(turn, ...before);
    return;
  }
  if (question.kind === 'choice') {
    putChoice(turn, question);
    return;
  }
  turn.enterStage({ kind: 'digits', entry: emptyCollector, starred: false });
  turn.say(...before, ...promptsOf(question));
}

function promptsOf(
  question: Exclude<FormQuestion, { kind: 'name' | 'choice' }>,
): readonly PromptName[] {
  switch (question.kind) {
    case 'security-code':
      return ['enter-security-code'];
    case 'new-security-code':
      return question.hasLast
        ? ['choose-security-code', 'or-press-pound-for-last']
        : ['choose-security-code'];
    case 'billing-code':
      if (question.hasDefault) return ['enter-billing-code', 'or-press-pound-for-default'];
      return question.required ? ['enter-billing-code'] : ['enter-billing-code', 'or-press-pound'];
    case 'phone-number':
      return ['enter-phone-number'];
    default:
      return unreachable(question);
  }
}

/** The caller has ended an entry, by `#` or by a pause after some digits. */
export function endEntry(turn: FormTurn, entry: DigitCollector): void {
  const { question } = turn;
  const entered = entryOf(entry);
  switch (question?.kind) {
    case 'security-code':
      if (entered.kind === 'digits') checkCode(turn, entered.digits);
      else miss(turn, entered.kind === 'empty' ? 'no-entry-heard' : 'wrong-security-code');
      return;
    case 'new-security-code':
      if (entered.kind === 'empty' && question.hasLast) {
        turn.answer({ newSecurityCode: null }, 'security-code-set');
      } else if (entered.kind === 'digits' && lengthOf(entered.digits) >= shortestCode) {
        turn.answer({ newSecurityCode: entered.digits }, 'security-code-set');
      } else {
        miss(turn, 'entry-not-valid');
      }
      return;
    case 'billing-code':
      if (entered.kind === 'empty' && (question.hasDefault || !question.required)) {
        turn.answer({ billingCode: null });
      } else if (entered.kind === 'digits' && lengthOf(entered.digits) >= shortestBillingCode) {
        turn.answer({ billingCode: entered.digits.reveal() });
      } else {
        miss(turn, 'entry-not-valid');
      }
      return;
    case 'phone-number':
      if (entered.kind === 'digits') turn.answer({ phoneNumber: entered.digits.reveal() });
      else miss(turn, entered.kind === 'empty' ? 'no-entry-heard' : 'entry-not-valid');
      return;
    case 'name':
    case 'choice':
    case undefined:
      return;
    default:
      unreachable(question);
  }
}

export function codeChecked(turn: FormTurn, result: CodeCheck): void {
  const { stage, settings } = turn.state;
  // An answer that comes while the check is put off belongs to no entry of ours.
  if (stage.kind !== 'checking' || turn.state.deadlineMs !== null) return;
  switch (result.kind) {
    case 'ok':
      turn.answer({ securityCodeKeyed: true });
      return;
    case 'wrong':
      miss(turn, 'wrong-security-code');
      return;
    case 'wait':
      if (stage.waits === settings.waits) {
        turn.giveUp('wrong-code', 'too-many-attempts', 'goodbye');
        return;
      }
      turn.enterStage({ ...stage, waits: stage.waits + 1 });
      turn.say('please-wait');
      turn.setDeadlineIn(result.delayMs);
      return;
    case 'failed':
      turn.giveUp('directory-failed', 'technical-problem', 'goodbye');
      return;
    default:
      unreachable(result);
  }
}

/** Counts a wrong or missing entry, and puts the question again, or gives up. */
export function miss(turn: FormTurn, why: Miss): void {
  const { question } = turn;
  turn.change({ misses: turn.state.misses + 1 });
  if (turn.state.misses < turn.state.settings.tries) {
    putQuestion(turn, why);
  } else if (question?.kind === 'billing-code' && !question.required) {
    // Nobody is kept out for a label that is not required.
    turn.answer({ billingCode: null });
  } else if (why === 'no-entry-heard') {
    turn.giveUp('no-entry', why, 'goodbye');
  } else {
    turn.giveUp('wrong-code', why, 'too-many-attempts', 'goodbye');
  }
}

function checkCode(turn: FormTurn, code: Secret): void {
  turn.enterStage({ kind: 'checking', code, waits: 0 });
  turn.effect({ kind: 'check-code', code });
}

function lengthOf(digits: Secret): number {
  return digits.reveal().length;
}
