import { FrameRingWriter } from '../../kernel/frame-ring.js';
import { tickMs } from './tick-clock.js';

/** One way out of a conference's mix: a frame for each tick, numbered by when it was due. */
export class MixTap {
  readonly #ring: FrameRingWriter;
  #firstDueMs: number | null = null;
  #nextTick = 0;

  constructor(ring: SharedArrayBuffer) {
    this.#ring = new FrameRingWriter(ring);
  }

  /** `wide`: the mix of the tick that was due at `dueMs`. */
  write(dueMs: number, wide: Int16Array): void {
    this.#firstDueMs ??= dueMs;
    // The clock gives up ticks that are far too late; they are missing in the numbers, and so known.
    const tick = Math.round((dueMs - this.#firstDueMs) / tickMs);
    this.#ring.write(tick, wide);
    this.#nextTick = tick + 1;
  }

  stop(): void {
    this.#ring.stop(this.#nextTick);
  }
}
