import type { Clock } from '../../ports/clock.js';
import type { RateLimit } from './options.js';

interface Bucket {
  tokens: number;
  atMs: number;
}

/** A token bucket per source address, in a bounded table. */
export class RateLimiter {
  readonly #buckets = new Map<string, Bucket>();

  constructor(
    private readonly limit: RateLimit,
    private readonly clock: Clock,
  ) {}

  /** Takes one token of the source; false when it has none left. */
  take(address: string): boolean {
    const source = sourceOf(address);
    const nowMs = this.clock.monotonicMs();
    const bucket = this.#buckets.get(source) ?? { tokens: this.limit.burst, atMs: nowMs };
    // Put back at the end, so that the first of the table is the longest silent.
    this.#buckets.delete(source);
    this.#buckets.set(source, bucket);
    if (this.#buckets.size > this.limit.maxSources) {
      const [longestSilent] = this.#buckets.keys();
      this.#buckets.delete(longestSilent!);
    }
    const gained = ((nowMs - bucket.atMs) / 1000) * this.limit.perSecond;
    bucket.tokens = Math.min(this.limit.burst, bucket.tokens + gained);
    bucket.atMs = nowMs;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  get sources(): number {
    return this.#buckets.size;
  }
}

/** One IPv6 host owns a whole /64, so that is what is limited. */
function sourceOf(address: string): string {
  if (!address.includes(':')) return address;
  const [before, after] = address.split('::') as [string, string | undefined];
  const head = before === '' ? [] : before.split(':');
  if (after !== undefined) {
    const tail = after === '' ? 0 : after.split(':').length;
    while (head.length + tail < 8) head.push('0');
  }
  return head.slice(0, 4).join(':');
}
