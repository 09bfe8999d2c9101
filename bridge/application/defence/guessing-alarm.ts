import { RecentMap } from './recent-map.js';

/** Wrong tries are counted over about this time, and an alert is not repeated within it. */
const spanMs = 3_600_000;
const mostKeys = 20_000;

interface Guessed {
  readonly level: number;
  readonly atMs: number;
  readonly alertedAtMs: number | null;
}

/**
 * Decides when wrong tries are worth an alert: at so many within about an hour, whoever made them,
 * and then at most once an hour.
 */
export class GuessingAlarm {
  readonly #alertAfter: number;
  readonly #guessed = new RecentMap<Guessed>(mostKeys);

  constructor(alertAfter: number) {
    this.#alertAfter = alertAfter;
  }

  /** One more was wrong. @returns how many there were, when it is time for an alert; else null */
  wrong(key: string, nowMs: number): number | null {
    const before = this.#guessed.get(key) ?? { level: 0, atMs: nowMs, alertedAtMs: null };
    const forgotten = ((nowMs - before.atMs) / spanMs) * this.#alertAfter;
    const level = Math.max(0, before.level - forgotten) + 1;
    const rested = before.alertedAtMs === null || nowMs - before.alertedAtMs >= spanMs;
    const due = rested && level > this.#alertAfter - 1;
    const alertedAtMs = due ? nowMs : before.alertedAtMs;
    this.#guessed.set(key, { level, atMs: nowMs, alertedAtMs });
    return due ? Math.ceil(level) : null;
  }
}
