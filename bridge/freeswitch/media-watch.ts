import type { Clock, Timer } from '../ports/clock.js';

export interface MediaWatchMeans {
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
  readonly #means: MediaWatchMeans;
  #count: number | null = null;
  #sinceMs: number;
  #timer: Timer | null = null;
  #stopped = false;

  constructor(means: MediaWatchMeans) {
    this.#means = means;
    this.#sinceMs = means.clock.monotonicMs();
    this.#askLater();
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  #askLater(): void {
    const { clock, timeoutMs } = this.#means;
    const inMs = Math.min(latestMs, Math.max(soonestMs, timeoutMs / 4));
    this.#timer = clock.after(inMs, 'freeswitch media', () => {
      this.#means.received().then(
        (count) => this.#heard(count),
        () => this.#heard(null),
      );
    });
  }

  #heard(count: number | null): void {
    if (this.#stopped) return;
    const { clock, timeoutMs, awaited, onTimeout } = this.#means;
    const nowMs = clock.monotonicMs();
    if (count === null || count !== this.#count || !awaited()) this.#sinceMs = nowMs;
    this.#count = count;
    if (nowMs - this.#sinceMs >= timeoutMs) onTimeout();
    else this.#askLater();
  }
}
