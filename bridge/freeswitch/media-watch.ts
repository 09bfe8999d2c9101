import type { Clock, Timer } from '../ports/clock.js';

export interface MediaWatchOptions {
  readonly clock: Clock;
  /** No RTP for so long, where some is awaited, is told of. */
  readonly timeoutMs: number;
  /** Not on hold, and not before the far end has answered. */
  readonly awaited: () => boolean;
  /** RTP packets so far, by the channel that the leg has now; null where that cannot be known. */
  readonly received: () => Promise<number | null>;
  /** Once. */
  readonly onTimeout: () => void;
}

const [soonestMs, latestMs] = [200, 10_000];

/**
 * Whether a leg still sends. FreeSWITCH's own `media_timeout` sees that only for some seconds: its
 * jitter buffer then makes up for what is missing, frame by frame, and that passes for media.
 */
export class MediaWatch {
  readonly #options: MediaWatchOptions;
  #count: number | null = null;
  #sinceMs: number;
  #timer: Timer | null = null;
  #stopped = false;

  constructor(options: MediaWatchOptions) {
    this.#options = options;
    this.#sinceMs = options.clock.monotonicMs();
    this.#askLater();
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  #askLater(): void {
    const { clock, timeoutMs } = this.#options;
    const inMs = Math.min(latestMs, Math.max(soonestMs, timeoutMs / 4));
    this.#timer = clock.after(inMs, 'freeswitch media', () => {
      this.#options.received().then(
        (count) => this.#heard(count),
        () => this.#heard(null),
      );
    });
  }

  #heard(count: number | null): void {
    if (this.#stopped) return;
    const { clock, timeoutMs, awaited, onTimeout } = this.#options;
    const nowMs = clock.monotonicMs();
    if (count === null || count !== this.#count || !awaited()) this.#sinceMs = nowMs;
    this.#count = count;
    if (nowMs - this.#sinceMs >= timeoutMs) onTimeout();
    else this.#askLater();
  }
}
