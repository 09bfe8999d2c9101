import type { FormTurn } from './turn.js';
import type { FormQuestion } from './types.js';

type Choice = Extract<FormQuestion, { kind: 'choice' }>;

/** Says what is to be chosen between: one is yes, two is no. */
export function putChoice(turn: FormTurn, { phrases }: Choice): void {
  turn.enterStage({ kind: 'choice' });
  turn.play(...phrases);
}

/** Any other key answers nothing: an answering machine may send what it likes. */
export function choose(turn: FormTurn, key: string): void {
  if (key === '1' || key === '2') turn.answer({ accepted: key === '1' });
}

/** No key in time. */
export function choiceMissed(turn: FormTurn): void {
  const { question } = turn;
  if (question?.kind !== 'choice') return;
  if (question.silenceAccepts) {
    turn.answer({ accepted: true });
    return;
  }
  turn.change({ misses: turn.state.misses + 1 });
  if (turn.state.misses < turn.state.settings.tries) putChoice(turn, question);
  else turn.giveUp('no-entry', 'goodbye');
}
