import { describeError } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import type { Clock, Timer } from '../../ports/clock.js';
import type { HistoryStore } from '../../ports/history.js';
import type { RetentionClock } from './retention-clock.js';

const dayMs = 86_400_000;
/** So few that a batch is deleted while nobody waits for the database. */
const batchRows = 500;
const pauseMs = 100;

export interface HistoryRetentionOptions {
  readonly history: Pick<HistoryStore, 'deleteBefore'>;
  readonly keepDays: number;
  /** By what time; null while nothing is deleted. */
  readonly time: Pick<RetentionClock, 'now'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Forgets calls, conferences and their events after their time (M5): when started, and once a day. */
export class HistoryRetention {
  readonly #options: HistoryRetentionOptions;
  #timer: Timer | null = null;
  #deleted = 0;

  constructor(options: HistoryRetentionOptions) {
    this.#options = options;
  }

  start(): void {
    this.#after(0);
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #after(delayMs: number): void {
    this.#timer = this.#options.clock.after(
      delayMs,
      'history: retention',
      () => void this.#sweep(),
    );
  }

  /** One batch; the next follows after a pause, while there is more. */
  async #sweep(): Promise<void> {
    const timer = this.#timer;
    const rows = await this.#deleteBatch();
    this.#deleted += rows;
    // Stopped meanwhile.
    if (this.#timer !== timer) return;
    if (rows > 0) {
      this.#after(pauseMs);
      return;
    }
    if (this.#deleted > 0) {
      this.#options.logger.info({ rows: this.#deleted }, 'history: what is past its time is gone');
    }
    this.#deleted = 0;
    this.#after(dayMs);
  }

  /** A batch that fails is logged, and the next day comes. */
  async #deleteBatch(): Promise<number> {
    const { history, keepDays, time, logger } = this.#options;
    try {
      const now = await time.now();
      return now === null ? 0 : await history.deleteBefore(now - keepDays * dayMs, batchRows);
    } catch (error) {
      logger.error({ error: describeError(error) }, 'history: the sweep failed');
      return 0;
    }
  }
}
