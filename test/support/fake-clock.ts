import type { Clock, Interval, Timer } from '../../bridge/ports/clock.js';
import { RepeatedAction } from '../../bridge/system/repeated-action.js';

interface Pending {
  readonly dueMs: number;
  readonly label: string;
  readonly action: () => void;
}

/** More timers than any test starts: one that re-arms itself with no delay would never end. */
const mostTimersInOneAdvance = 1_000_000;

/** Time that moves only when a test says so. */
export class FakeClock implements Clock {
  /** What repeated actions threw, with their labels. */
  readonly failures: { readonly error: unknown; readonly label: string }[] = [];
  #monotonicMs = 0;
  #wallOffsetMs: number;
  readonly #pending = new Set<Pending>();

  constructor(nowMs = Date.UTC(2026, 0, 1)) {
    this.#wallOffsetMs = nowMs;
  }

  now(): number {
    return this.#wallOffsetMs + this.#monotonicMs;
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  after(delayMs: number, label: string, action: () => void): Timer {
    const timer = { dueMs: this.#monotonicMs + Math.max(0, delayMs), label, action };
    this.#pending.add(timer);
    return {
      cancel: () => {
        this.#pending.delete(timer);
      },
    };
  }

  every(...asked: Parameters<Clock['every']>): Interval {
    return new RepeatedAction(this, asked, (error, label) => this.failures.push({ error, label }));
  }

  /** Runs, in order, every timer that falls due; those they start count too. */
  advance(byMs: number): void {
    const untilMs = this.#monotonicMs + byMs;
    for (let ran = 0; this.#runNext(untilMs); ran++) {
      if (ran > mostTimersInOneAdvance) throw new Error('timers without end');
    }
    this.#monotonicMs = untilMs;
  }

  /** As `advance`, and lets promises settle before the first timer and after each. */
  async settle(byMs = 0): Promise<void> {
    const untilMs = this.#monotonicMs + byMs;
    do await turnOfTheLoop();
    while (this.#runNext(untilMs));
    this.#monotonicMs = untilMs;
  }

  /** Wall time jumps, as by an operator or NTP; monotonic time does not. */
  jumpWall(byMs: number): void {
    this.#wallOffsetMs += byMs;
  }

  /** Labels of the timers that are still waiting: at the end of a test there should be none. */
  survivors(): string[] {
    return [...this.#pending].map((timer) => timer.label).sort();
  }

  #runNext(untilMs: number): boolean {
    let next: Pending | undefined;
    for (const timer of this.#pending) {
      // Insertion order breaks ties, as it does for real timers.
      if (next === undefined || timer.dueMs < next.dueMs) next = timer;
    }
    if (next === undefined || next.dueMs > untilMs) return false;
    this.#pending.delete(next);
    this.#monotonicMs = Math.max(this.#monotonicMs, next.dueMs);
    next.action();
    return true;
  }
}

function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
