import type { Phrase } from '../../bridge/conference/phrase.js';
import type { PromptName } from '../prompt-names.js';
import type {
  FormAnswers,
  FormEffect,
  FormEndReason,
  FormQuestion,
  FormStage,
  FormState,
  FormStep,
} from './types.js';

/** One input being handled: the state as it becomes, with the effects so far. */
export class FormTurn {
  readonly nowMs: number;
  #state: FormState;
  readonly #effects: FormEffect[] = [];

  constructor(state: FormState, nowMs: number) {
    this.nowMs = nowMs;
    this.#state = state;
  }

  get state(): FormState {
    return this.#state;
  }

  /** The question being put; none when the form is over. */
  get question(): FormQuestion | undefined {
    return this.#state.questions[0];
  }

  change(part: Partial<FormState>): void {
    this.#state = { ...this.#state, ...part };
  }

  /** A new stage starts with no deadline of the old one. */
  enterStage(stage: FormStage): void {
    this.change({ stage, deadlineMs: null });
  }

  effect(effect: FormEffect): void {
    this.#effects.push(effect);
  }

  setDeadlineIn(delayMs: number): void {
    this.change({ deadlineMs: this.nowMs + delayMs });
  }

  play(...phrases: readonly Phrase<PromptName>[]): void {
    this.stopPlaying();
    const playback = this.#state.lastPlayback + 1;
    this.change({ playing: playback, lastPlayback: playback, deadlineMs: null });
    this.effect({ kind: 'play', playback, phrases });
  }

  stopPlaying(): void {
    if (this.#state.playing === null) return;
    this.change({ playing: null });
    this.effect({ kind: 'stop-playing' });
  }

  /** The question being put is answered; `first` is said before the next. */
  answer(answers: FormAnswers, ...first: readonly PromptName[]): void {
    this.stopPlaying();
    this.change({
      answers: { ...this.#state.answers, ...answers },
      questions: this.#state.questions.slice(1),
      misses: 0,
    });
    this.enterStage({ kind: 'between', first });
  }

  done(...lastWords: readonly PromptName[]): void {
    const { answers } = this.#state;
    this.#over();
    this.effect({ kind: 'done', answers, phrases: lastWords.map((prompt) => ({ prompt })) });
  }

  giveUp(reason: FormEndReason, ...prompts: readonly PromptName[]): void {
    this.#over();
    this.effect({ kind: 'give-up', reason, phrases: prompts.map((prompt) => ({ prompt })) });
  }

  step(): FormStep {
    return { state: this.#state, effects: this.#effects };
  }

  /** Nothing that was keyed is left in the state. */
  #over(): void {
    this.stopPlaying();
    this.change({ questions: [], answers: {}, lateHashUntilMs: null });
    this.enterStage({ kind: 'over' });
  }
}
