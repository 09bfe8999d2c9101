import { describeError, unreachable } from '../bridge/kernel/errors.js';
import type { Logger } from '../bridge/kernel/logger.js';
import type { Clock, Interval } from '../bridge/ports/clock.js';
import type { RecordingSink } from '../bridge/ports/recordings.js';

export interface DiskSpaceOptions {
  readonly sink: Pick<RecordingSink, 'freeBytes'>;
  readonly warnBelowBytes: number;
  readonly stopBelowBytes: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** `low`: warned of. `floor`: no recording starts. */
export type DiskLevel = 'ample' | 'low' | 'floor' | 'unknown';

const checkEveryMs = 30_000;

/** Watches the disk of the recordings, and warns before it is full. */
export class DiskSpace {
  readonly #options: DiskSpaceOptions;
  #freeBytes = 0;
  #level: DiskLevel | null = null;
  #problem: string | null = null;
  #checks: Interval | null = null;

  constructor(options: DiskSpaceOptions) {
    this.#options = options;
  }

  /** Checks now, then every 30 s until `stop`. */
  start(): Promise<void> {
    const { clock } = this.#options;
    this.#checks = clock.every(checkEveryMs, 'recordings: check the disk', () => this.#check());
    return this.#checks.now();
  }

  stop(): void {
    this.#checks?.cancel();
  }

  /** As of the last check. */
  get status(): { readonly freeBytes: number; readonly level: DiskLevel } {
    return { freeBytes: this.#freeBytes, level: this.#level ?? 'unknown' };
  }

  /** What operators should know, or null. */
  warning(): string | null {
    return this.#problem;
  }

  async #check(): Promise<void> {
    const { sink, warnBelowBytes, stopBelowBytes } = this.#options;
    try {
      const free = await sink.freeBytes();
      this.#freeBytes = free;
      this.#enter(free < stopBelowBytes ? 'floor' : free < warnBelowBytes ? 'low' : 'ample', '');
    } catch (error) {
      this.#enter('unknown', describeError(error));
    }
  }

  #enter(level: DiskLevel, error: string): void {
    this.#problem = this.#text(level, error);
    if (level === this.#level) return;
    const before = this.#level;
    this.#level = level;
    const { logger } = this.#options;
    const fields = { level, freeBytes: this.#freeBytes };
    if (this.#problem !== null) logger.warn(fields, this.#problem);
    else if (before !== null) logger.info(fields, 'recordings: the disk has room again');
  }

  #text(level: DiskLevel, error: string): string | null {
    const left = `${Math.floor(this.#freeBytes / 1e6)} MB are left on the disk of the recordings`;
    const floorMb = Math.floor(this.#options.stopBelowBytes / 1e6);
    switch (level) {
      case 'ample':
        return null;
      case 'low':
        return `${left}; below ${floorMb} MB none can start`;
      case 'floor':
        return `${left}, less than ${floorMb} MB: no recording can start`;
      case 'unknown':
        return `the disk of the recordings cannot be asked for its space: ${error}`;
      default:
        return unreachable(level);
    }
  }
}
