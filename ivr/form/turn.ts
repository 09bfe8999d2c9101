import type { PromptName } from '../prompt-names.js';
import { Turn, phrasesOf } from '../turn.js';
import type { FormAnswers, FormEffect, FormEndReason, FormQuestion, FormState } from './types.js';

export class FormTurn extends Turn<FormState, FormEffect> {
  /** The question being put; none when the form is over. */
  get question(): FormQuestion | undefined {
    return this.state.questions[0];
  }

  /** The question being put is answered; `first` is said before the next. */
  answer(answers: FormAnswers, ...first: readonly PromptName[]): void {
    this.stopPlaying();
    this.change({
      answers: { ...this.state.answers, ...answers },
      questions: this.state.questions.slice(1),
      misses: 0,
    });
    this.enterStage({ kind: 'between', first });
  }

  done(...lastWords: readonly PromptName[]): void {
    const { answers } = this.state;
    this.#over();
    this.effect({ kind: 'done', answers, phrases: phrasesOf(lastWords) });
  }

  giveUp(reason: FormEndReason, ...prompts: readonly PromptName[]): void {
    this.#over();
    this.effect({ kind: 'give-up', reason, phrases: phrasesOf(prompts) });
  }

  /** Nothing that was keyed is left in the state. */
  #over(): void {
    this.stopPlaying();
    this.change({ questions: [], answers: {}, lateHashUntilMs: null });
    this.enterStage({ kind: 'over' });
  }
}
