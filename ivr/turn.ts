import type { Phrase } from '../bridge/conference/phrase.js';
import type { PromptName } from './prompt-names.js';
import type { SpeechEffect } from './speech.js';

/** What every dialogue keeps: where it is, what it says, and until when it waits. */
export interface SpokenState<Stage> {
  readonly stage: Stage;
  readonly deadlineMs: number | null;
  /** The playback that is heard now, or null. */
  readonly playing: number | null;
  /** Number of the last playback. */
  readonly lastPlayback: number;
}

/** One input of a dialogue being handled: the state as it becomes, with the effects so far. */
export class Turn<State extends SpokenState<unknown>, Effect> {
  readonly nowMs: number;
  #state: State;
  readonly #effects: (Effect | SpeechEffect)[] = [];

  constructor(state: State, nowMs: number) {
    this.nowMs = nowMs;
    this.#state = state;
  }

  get state(): State {
    return this.#state;
  }

  change(part: Partial<State>): void {
    this.#state = { ...this.#state, ...part };
  }

  /** A new stage starts with no deadline of the old one. */
  enterStage(stage: State['stage']): void {
    this.#state = { ...this.#state, stage, deadlineMs: null };
  }

  effect(effect: Effect | SpeechEffect): void {
    this.#effects.push(effect);
  }

  setDeadlineIn(delayMs: number): void {
    this.#state = { ...this.#state, deadlineMs: this.nowMs + delayMs };
  }

  /** In place of what is playing. */
  play(...phrases: readonly Phrase<PromptName>[]): void {
    this.stopPlaying();
    const playback = this.#state.lastPlayback + 1;
    this.#state = { ...this.#state, playing: playback, lastPlayback: playback, deadlineMs: null };
    this.effect({ kind: 'play', playback, phrases });
  }

  say(...prompts: readonly PromptName[]): void {
    this.play(...phrasesOf(prompts));
  }

  stopPlaying(): void {
    if (this.#state.playing === null) return;
    this.#state = { ...this.#state, playing: null };
    this.effect({ kind: 'stop-playing' });
  }

  step(): { readonly state: State; readonly effects: readonly (Effect | SpeechEffect)[] } {
    return { state: this.#state, effects: this.#effects };
  }
}

export function phrasesOf(prompts: readonly PromptName[]): readonly Phrase<PromptName>[] {
  return prompts.map((prompt) => ({ prompt }));
}
