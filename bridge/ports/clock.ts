export interface Timer {
  cancel(): void;
}

/** What is done again and again. */
export interface Interval extends Timer {
  /**
   * Does it now, and counts the interval anew from its end; where it is being done, waits for that.
   * Never rejects.
   */
  now(): Promise<void>;
}

/** Time as a dependency, so that tests own it. */
export interface Clock {
  /** Wall time, in ms since 1970-01-01T00:00Z. It may jump; never measure a duration with it. */
  now(): number;
  /** Time that only goes forward, in ms from an arbitrary start. */
  monotonicMs(): number;
  /** Runs `action` once after `delayMs`. `label` names who asked, for the list of survivors. */
  after(delayMs: number, label: string, action: () => void): Timer;
  /**
   * Runs `action` after `intervalMs`, and again so long after each time that it has ended, until it
   * is cancelled: never beside itself. What it throws the clock reports, and the next time comes.
   */
  every(intervalMs: number, label: string, action: () => void | Promise<void>): Interval;
}
