import type { Logger } from '../bridge/kernel/logger.js';
import type { Clock, Interval } from '../bridge/ports/clock.js';
import type { RecordingRecord, RecordingStore } from '../bridge/ports/recordings.js';
import type { RecordingCatalogue } from './catalogue.js';

const dayMs = 86_400_000;
/** How many are looked up at once. */
const batch = 100;

export interface RetentionDependencies {
  readonly recordings: RecordingStore;
  readonly catalogue: RecordingCatalogue;
  /** The time by which recordings have expired; null while none is deleted. */
  readonly now: () => Promise<number | null>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface SweepResult {
  /** Expired, and deleted now. */
  readonly deleted: number;
  /** Deleted earlier, their files removed now. */
  readonly removed: number;
}

/** Deletes what has expired: when started, and once a day. */
export class Retention {
  readonly #deps: RetentionDependencies;
  #sweeps: Interval | null = null;
  #stopped = false;

  constructor(deps: RetentionDependencies) {
    this.#deps = deps;
  }

  /** Resolves when the first sweep is over. A sweep that fails is reported, and the next one comes. */
  start(): Promise<void> {
    const { clock, logger } = this.#deps;
    this.#sweeps = clock.every(dayMs, 'retention: sweep', async () => {
      const swept = await this.sweep();
      if (swept.deleted + swept.removed > 0) logger.info({ ...swept }, 'retention: swept');
    });
    return this.#sweeps.now();
  }

  stop(): void {
    this.#stopped = true;
    this.#sweeps?.cancel();
  }

  async sweep(): Promise<SweepResult> {
    const { recordings, catalogue } = this.#deps;
    // First, so that what fails below is not tried twice in one sweep.
    const left = await recordings.list({ deleted: 'unremoved', limit: 10 * batch });
    let removed = 0;
    for (const { id } of left) if (await catalogue.removeFiles(id)) removed++;
    const now = await this.#deps.now();
    if (now === null) return { deleted: 0, removed };
    let deleted = 0;
    let expired: readonly RecordingRecord[];
    do {
      // What is deleted leaves the list, so that each batch is another.
      expired = await recordings.list({ expiredByMs: now, open: false, limit: batch });
      for (const recording of expired) {
        if (this.#stopped) return { deleted, removed };
        if (await catalogue.discard(recording, { kind: 'system' })) deleted++;
      }
    } while (expired.length === batch);
    return { deleted, removed };
  }
}
