import type { Phrase } from '../../bridge/conference/phrase.js';
import type { PromptName } from '../prompt-names.js';
import { Secret } from '../secret.js';
import type {
  DialogueEffect,
  DialogueEndReason,
  DialogueStage,
  DialogueState,
  DialogueStep,
} from './types.js';

/** More keys than the longest room number, PIN and their ends together have. */
const longestKeyAhead = 64;

/** One input being handled: the state as it becomes, with the effects so far. */
export class DialogueTurn {
  readonly nowMs: number;
  #state: DialogueState;
  readonly #effects: DialogueEffect[] = [];

  constructor(state: DialogueState, nowMs: number) {
    this.nowMs = nowMs;
    this.#state = state;
  }

  get state(): DialogueState {
    return this.#state;
  }

  change(part: Partial<DialogueState>): void {
    this.#state = { ...this.#state, ...part };
  }

  /** A new stage starts with no deadline of the old one. */
  enterStage(stage: DialogueStage): void {
    this.change({ stage, deadlineMs: null });
  }

  effect(effect: DialogueEffect): void {
    this.#effects.push(effect);
  }

  setDeadlineIn(delayMs: number): void {
    this.change({ deadlineMs: this.nowMs + delayMs });
  }

  play(...prompts: readonly PromptName[]): void {
    this.stopPlaying();
    const playback = this.#state.lastPlayback + 1;
    this.change({ playing: playback, lastPlayback: playback, deadlineMs: null });
    this.effect({ kind: 'play', playback, phrases: phrasesOf(prompts) });
  }

  stopPlaying(): void {
    if (this.#state.playing === null) return;
    this.change({ playing: null });
    this.effect({ kind: 'stop-playing' });
  }

  keepKey(key: string): void {
    const kept = this.#state.keyAhead.reveal();
    if (kept.length < longestKeyAhead) this.change({ keyAhead: new Secret(kept + key) });
  }

  nextKeptKey(): string | undefined {
    const kept = this.#state.keyAhead.reveal();
    if (kept !== '') this.change({ keyAhead: new Secret(kept.slice(1)) });
    return kept[0];
  }

  forgetKeys(): void {
    this.change({ keyAhead: new Secret('') });
  }

  /** Ends the dialogue; nothing that was keyed is left in it. */
  over(): void {
    this.stopPlaying();
    this.forgetKeys();
    this.change({ lateHashUntilMs: null });
    this.enterStage({ kind: 'over' });
  }

  hangUp(reason: DialogueEndReason, ...prompts: readonly PromptName[]): void {
    this.over();
    this.effect({ kind: 'hang-up', reason, phrases: phrasesOf(prompts) });
  }

  step(): DialogueStep {
    return { state: this.#state, effects: this.#effects };
  }
}

function phrasesOf(prompts: readonly PromptName[]): readonly Phrase<PromptName>[] {
  return prompts.map((prompt) => ({ prompt }));
}
