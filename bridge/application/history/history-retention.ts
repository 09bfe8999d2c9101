import type { Logger } from '../../kernel/logger.js';
import type { Clock, Interval } from '../../ports/clock.js';
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
  #sweeps: Interval | null = null;
  #stopped = false;

  constructor(options: HistoryRetentionOptions) {
    this.#options = options;
  }

  start(): void {
    const { clock } = this.#options;
    this.#sweeps = clock.every(dayMs, 'history: retention', () => this.#sweep());
    void this.#sweeps.now();
  }

  stop(): void {
    this.#stopped = true;
    this.#sweeps?.cancel();
  }

  /** One batch after another, with a pause between them, while there is more. */
  async #sweep(): Promise<void> {
    const { clock, logger } = this.#options;
    let deleted = 0;
    for (let rows = await this.#deleteBatch(); rows > 0; rows = await this.#deleteBatch()) {
      deleted += rows;
      await new Promise<void>((resolve) => clock.after(pauseMs, 'history: retention', resolve));
      if (this.#stopped) return;
    }
    if (deleted > 0) logger.info({ rows: deleted }, 'history: what is past its time is gone');
  }

  async #deleteBatch(): Promise<number> {
    const { history, keepDays, time } = this.#options;
    const now = await time.now();
    return now === null ? 0 : history.deleteBefore(now - keepDays * dayMs, batchRows);
  }
}
