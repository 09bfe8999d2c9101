import { describeError } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import type { Clock, Timer } from '../ports/clock.js';
import type { HistoryWrite } from './repositories/history-write.js';

/** How long a write may wait for others to share its transaction with. */
const gatherMs = 50;
/** Bounds how long one commit holds the main thread: about 7 ms at 15,000 writes a second. */
const mostPerCommit = 100;
const firstRetryMs = 100;
const longestRetryMs = 5_000;
/** About 40 MB: at 100 calls/s, minutes of a full disk. */
const mostQueued = 50_000;
/** Above this, plain events and tallies are refused so that calls and conferences still fit. */
const mostQueuedForEvents = 40_000;

export interface WriteQueueDependencies {
  /** Writes all in one transaction, or none. */
  readonly commit: (writes: readonly HistoryWrite[]) => Promise<void>;
  /** True when the same write would fail again: it is at fault, not the disk. */
  readonly isHopeless: (error: unknown) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Gathers writes and commits them in order, in batches, never blocking the caller. While the
 * database fails, what is queued is kept and tried again; past a bound, new writes are counted and
 * lost, since calls go on.
 */
export class WriteQueue {
  readonly #deps: WriteQueueDependencies;
  readonly #queued: HistoryWrite[] = [];
  #lost = 0;
  #problem: string | null = null;
  #retryMs = firstRetryMs;
  #timer: Timer | null = null;
  /** The commit under way. */
  #committing: Promise<void> | null = null;
  /** After a hopeless write, batches of one find which it is. */
  #single = 0;
  #closed = false;

  constructor(deps: WriteQueueDependencies) {
    this.#deps = deps;
  }

  push(write: HistoryWrite): void {
    const least = write.kind === 'event' || write.kind === 'tally';
    const most = least ? mostQueuedForEvents : mostQueued;
    if (this.#closed || this.#queued.length >= most) {
      this.#lose(1);
      return;
    }
    this.#queued.push(write);
    this.#wake(this.#problem === null ? gatherMs : this.#retryMs);
  }

  get problem(): string | null {
    return this.#problem;
  }

  /** Writes waiting, and writes given up on since the start. */
  get counters(): { readonly queued: number; readonly lost: number } {
    return { queued: this.#queued.length, lost: this.#lost };
  }

  /** Resolves when all that was queued is written; tries at once, and goes on until it succeeds. */
  async flush(): Promise<void> {
    while (this.#queued.length > 0) {
      const problem = await this.#attempt();
      // Between batches the loop turns, so that calls are answered meanwhile.
      if (this.#queued.length > 0) await this.#pause(problem === null ? 0 : this.#retryMs);
    }
  }

  /** Tries once more, then gives up on what is left. */
  async close(): Promise<void> {
    this.#timer?.cancel();
    while (this.#queued.length > 0 && (await this.#attempt()) === null);
    this.#closed = true;
    this.#timer?.cancel();
    this.#timer = null;
    this.#lose(this.#queued.splice(0).length);
  }

  #wake(delayMs: number): void {
    if (this.#timer !== null || this.#committing !== null || this.#closed) return;
    this.#timer = this.#deps.clock.after(delayMs, 'store: commit history', () => {
      this.#timer = null;
      void this.#attempt();
    });
  }

  /** Commits the next batch, or waits for the commit under way. Returns the problem, if any. */
  async #attempt(): Promise<string | null> {
    this.#timer?.cancel();
    this.#timer = null;
    this.#committing ??= this.#commitBatch().finally(() => {
      this.#committing = null;
      if (this.#queued.length > 0) this.#wake(this.#problem === null ? 0 : this.#retryMs);
    });
    await this.#committing;
    return this.#problem;
  }

  async #commitBatch(): Promise<void> {
    const batch = this.#queued.slice(0, this.#single > 0 ? 1 : mostPerCommit);
    if (batch.length === 0) return;
    try {
      await this.#deps.commit(batch);
      this.#queued.splice(0, batch.length);
      this.#single = Math.max(0, this.#single - 1);
      if (this.#problem !== null) {
        this.#deps.logger.info({ queued: this.#queued.length }, 'history is written again');
      }
      this.#problem = null;
      this.#retryMs = firstRetryMs;
    } catch (error) {
      if (this.#deps.isHopeless(error)) this.#setAside(batch, error);
      else this.#failed(error);
    }
  }

  #setAside(batch: readonly HistoryWrite[], error: unknown): void {
    if (batch.length > 1) {
      this.#single = batch.length;
      return;
    }
    this.#queued.shift();
    this.#single = Math.max(0, this.#single - 1);
    this.#lose(1);
    const fields = { kind: batch[0]?.kind, error: describeError(error) };
    this.#deps.logger.error(fields, 'a line of history cannot be written and is left out');
  }

  #failed(error: unknown): void {
    if (this.#problem === null) {
      const fields = { error: describeError(error), queued: this.#queued.length };
      this.#deps.logger.error(fields, 'history cannot be written; calls go on');
    } else {
      this.#retryMs = Math.min(longestRetryMs, this.#retryMs * 2);
    }
    this.#problem = describeError(error);
  }

  #lose(count: number): void {
    if (count === 0) return;
    if (this.#lost === 0 || this.#closed) {
      this.#deps.logger.error({ count }, 'history is lost: the queue of writes is full or closed');
    }
    this.#lost += count;
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#deps.clock.after(delayMs, 'store: flush history', resolve);
    });
  }
}
