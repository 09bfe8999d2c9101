export interface Timer {
  cancel(): void;
}

/** Time as a dependency, so that tests own it. */
export interface Clock {
  /** Wall time, in ms since 1970-01-01T00:00Z. It may jump; never measure a duration with it. */
  now(): number;
  /** Time that only goes forward, in ms from an arbitrary start. */
  monotonicMs(): number;
  /** Runs `action` once after `delayMs`. `label` names who asked, for the list of survivors. */
  after(delayMs: number, label: string, action: () => void): Timer;
}
