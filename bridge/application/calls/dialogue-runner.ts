import type { SpeechEffect, SpeechInput } from '../../../ivr/speech.js';
import type { Clock } from '../../ports/clock.js';
import type { Playback } from '../../ports/media-server.js';
import { Deadline } from '../deadline.js';
import type { AnsweredLeg } from './answered-leg.js';
import { SerialQueue } from '../../kernel/serial-queue.js';
import { steadyTime } from '../steady-time.js';

export interface RunnerOptions<State, Input, Effect extends { readonly kind: string }> {
  readonly leg: AnsweredLeg;
  readonly clock: Clock;
  /** Names the deadline's timer. */
  readonly label: string;
  readonly initial: State;
  readonly step: (
    state: State,
    input: Input | SpeechInput,
    nowMs: number,
  ) => { readonly state: State; readonly effects: readonly (Effect | SpeechEffect)[] };
  /** What the dialogue asks for besides speech. */
  readonly carryOut: (effect: Effect) => void;
}

/** Runs a dialogue on one leg, one input at a time: says what it says, and keeps its time. */
export class DialogueRunner<State, Input, Effect extends { readonly kind: string }> {
  readonly #options: RunnerOptions<State, Input, Effect>;
  readonly #now: () => number;
  readonly #deadline: Deadline;
  readonly #queue = new SerialQueue();
  #state: State;
  #playback: Playback | null = null;
  #closed = false;

  constructor(options: RunnerOptions<State, Input, Effect>) {
    const { clock, label, initial } = options;
    this.#options = options;
    this.#state = initial;
    this.#now = steadyTime(clock);
    this.#deadline = new Deadline(clock, this.#now, label, () => this.input({ kind: 'deadline' }));
  }

  input(input: Input | SpeechInput): void {
    this.#queue.run(() => {
      if (this.#closed) return;
      const { state, effects } = this.#options.step(this.#state, input, this.#now());
      this.#state = state;
      for (const effect of effects) this.#carryOut(effect);
    });
  }

  /** The caller has gone, or the dialogue is over. */
  close(): void {
    this.#closed = true;
    this.#deadline.set(null);
  }

  #carryOut(effect: Effect | SpeechEffect): void {
    if (!isSpeech(effect)) {
      this.#options.carryOut(effect);
      return;
    }
    switch (effect.kind) {
      case 'play': {
        const { playback } = effect;
        this.#playback = this.#options.leg.say(effect.phrases);
        void this.#playback.ended.then(() => this.input({ kind: 'prompt-ended', playback }));
        return;
      }
      case 'stop-playing':
        this.#playback?.stop();
        return;
      case 'set-deadline':
        this.#deadline.set(effect.atMs);
    }
  }
}

const speechKinds: ReadonlySet<string> = new Set<SpeechEffect['kind']>([
  'play',
  'stop-playing',
  'set-deadline',
]);

function isSpeech(effect: { readonly kind: string }): effect is SpeechEffect {
  return speechKinds.has(effect.kind);
}
