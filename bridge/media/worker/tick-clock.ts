/** The media worker's time. Nothing else in `bridge/media` reads a clock or sets a timer. */

export const tickMs = 20;

/** Later than this, the frames missed are given up: played all at once they would only be noise. */
const catchUpTicks = 10;

const latenessWindowTicks = 500;

/** As the legs of a worker read it. */
export interface WorkerTime {
  monotonicMs(): number;
  /** Since 1970, for the NTP time of sender reports. */
  wallMs(): number;
}

export const workerTime: WorkerTime = {
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now(),
};

export interface TickCounts {
  /** Ticks that began more than 5 ms after they were due. */
  late: number;
  /** Ticks given up. */
  skipped: number;
}

/**
 * Calls `onTick` every 20 ms of the monotonic clock while it is started. Ticks are counted, not
 * trusted: one that comes late is followed at once by those that became due meanwhile.
 */
export class TickClock {
  readonly counts: TickCounts = { late: 0, skipped: 0 };
  readonly #onTick: (dueMs: number) => void;
  readonly #lateness = new Float64Array(latenessWindowTicks);
  #latenessCount = 0;
  #startMs = 0;
  #ticks = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(onTick: (dueMs: number) => void) {
    this.#onTick = onTick;
  }

  get running(): boolean {
    return this.#timer !== null;
  }

  start(): void {
    if (this.#timer !== null) return;
    this.#startMs = workerTime.monotonicMs();
    this.#ticks = 0;
    this.#schedule();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Over the last 10 s of ticking. */
  latenessP99Ms(): number {
    const count = Math.min(this.#latenessCount, latenessWindowTicks);
    if (count === 0) return 0;
    const sorted = this.#lateness.slice(0, count).sort();
    return sorted[Math.min(count - 1, Math.floor(count * 0.99))]!;
  }

  #schedule(): void {
    const nextMs = this.#startMs + (this.#ticks + 1) * tickMs;
    // Node rounds down to whole ms of a clock that is up to 1 ms old; rounding up keeps a timer
    // from firing just before its tick is due.
    const delayMs = Math.max(1, Math.ceil(nextMs - workerTime.monotonicMs()));
    this.#timer = setTimeout(this.#fire, delayMs);
  }

  readonly #fire = (): void => {
    let due = Math.floor((workerTime.monotonicMs() - this.#startMs) / tickMs) - this.#ticks;
    if (due > catchUpTicks) {
      const skipped = due - catchUpTicks;
      this.counts.skipped += skipped;
      this.#ticks += skipped;
      due = catchUpTicks;
    }
    for (; due > 0 && this.#timer !== null; due--) {
      this.#ticks++;
      const dueMs = this.#startMs + this.#ticks * tickMs;
      const lateMs = workerTime.monotonicMs() - dueMs;
      if (lateMs > 5) this.counts.late++;
      this.#lateness[this.#latenessCount++ % latenessWindowTicks] = lateMs;
      this.#onTick(dueMs);
    }
    if (this.#timer !== null) this.#schedule();
  };
}
