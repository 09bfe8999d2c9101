import type { Clock, Interval, Timer } from '../ports/clock.js';

/** Told of what a repeated action threw, with the label of who asked for it. */
export type ReportFailure = (error: unknown, label: string) => void;

/** What `Clock.every` is, on a clock that can do something once. */
export class RepeatedAction implements Interval {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #intervalMs: number;
  readonly #label: string;
  readonly #action: () => void | Promise<void>;
  readonly #report: ReportFailure;
  #timer: Timer | null = null;
  #underWay: Promise<void> | null = null;
  #cancelled = false;

  constructor(
    clock: Pick<Clock, 'after'>,
    [intervalMs, label, action]: Parameters<Clock['every']>,
    report: ReportFailure,
  ) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#label = label;
    this.#action = action;
    this.#report = report;
    this.#wait();
  }

  now(): Promise<void> {
    if (this.#underWay === null && !this.#cancelled) {
      this.#timer?.cancel();
      this.#act();
    }
    return this.#underWay ?? Promise.resolve();
  }

  cancel(): void {
    this.#cancelled = true;
    this.#timer?.cancel();
  }

  #wait(): void {
    if (this.#cancelled) return;
    this.#timer = this.#clock.after(this.#intervalMs, this.#label, () => this.#act());
  }

  /** What ends at once is not waited for: the next time is set before this returns. */
  #act(): void {
    const ended = this.#begin();
    if (ended === undefined) {
      this.#wait();
      return;
    }
    const failed = (error: unknown): void => this.#report(error, this.#label);
    this.#underWay = ended.catch(failed).then(() => {
      this.#underWay = null;
      this.#wait();
    });
  }

  #begin(): void | Promise<void> {
    try {
      return this.#action();
    } catch (error) {
      this.#report(error, this.#label);
    }
  }
}
