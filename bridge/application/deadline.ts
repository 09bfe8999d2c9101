import type { Clock, Timer } from '../ports/clock.js';

/** The one time at which a pure state machine wants to be asked again; setting it replaces it. */
export class Deadline {
  readonly #clock: Clock;
  readonly #now: () => number;
  readonly #label: string;
  readonly #reached: () => void;
  #timer: Timer | null = null;

  /** `now` is the time line that the machine's times are on. */
  constructor(clock: Clock, now: () => number, label: string, reached: () => void) {
    this.#clock = clock;
    this.#now = now;
    this.#label = label;
    this.#reached = reached;
  }

  /** Null when nothing is due. */
  set(atMs: number | null): void {
    this.#timer?.cancel();
    this.#timer = null;
    if (atMs === null) return;
    const delayMs = Math.max(0, atMs - this.#now());
    this.#timer = this.#clock.after(delayMs, this.#label, this.#reached);
  }
}
