/**
 * When do packets come, compared with when they were sent? Lays RTP timestamps on one continuous
 * media timeline [ms], and derives from the arrivals how long playout must wait.
 *
 * transit = arrival − media time. The fastest packets of late mark the base; what a packet takes
 * beyond it is its jitter. The target delay covers almost all of the jitter seen lately.
 */

const bucketMs = 5;
const bucketCount = 48;
/** A packet weighs half of a new one after about 140 packets (3 s of 20 ms packets). */
const forgetting = 0.995;
const coveredShare = 0.99;
/** Beyond the jitter seen, so that a playout tick that falls badly still finds its packet. */
const marginMs = 10;
const baseWindowMs = 5_000;
/** A transit that changes by more at once is no jitter: the sender has set its clock anew. */
const discontinuityMs = 500;
const targetEveryPackets = 8;
const rescaleAbove = 1e9;

export class ArrivalModel {
  readonly #msPerTick: number;
  readonly #weights = new Float64Array(bucketCount);
  #totalWeight = 0;
  /** Weight of the next packet: it grows, which is cheaper than letting all others shrink. */
  #weight = 1;
  #jitterMs = 0;
  #sinceTarget = 0;

  #started = false;
  #lastTimestamp = 0;
  #lastMediaMs = 0;
  #lastTransitMs = 0;
  #windowStartMs = 0;
  #windowMinMs = 0;
  #previousMinMs = 0;

  constructor(clockRate: number) {
    this.#msPerTick = 1000 / clockRate;
  }

  /** Transit of the fastest packets of the last 5 to 10 s. */
  get baseMs(): number {
    return Math.min(this.#windowMinMs, this.#previousMinMs);
  }

  /** The delay that playout needs, beyond the fastest packet. Not bounded. */
  get neededMs(): number {
    return this.#jitterMs + marginMs;
  }

  /**
   * A packet that is newer than all before it. `restarted`: of a new source, so that its timestamp
   * says nothing beside the earlier ones.
   * @returns its place on the media timeline [ms]
   */
  newest(timestamp: number, arrivalMs: number, restarted: boolean): number {
    let mediaMs = this.#place(timestamp);
    let transitMs = arrivalMs - mediaMs;
    if (!this.#started) {
      this.#started = true;
      mediaMs = arrivalMs;
      transitMs = 0;
      this.#windowStartMs = arrivalMs;
    } else if (restarted || Math.abs(transitMs - this.#lastTransitMs) > discontinuityMs) {
      // Continue the timeline as if this packet had been among the fastest; if it was not, faster
      // ones will lower the base at once.
      mediaMs = arrivalMs - this.baseMs;
      transitMs = this.baseMs;
    }
    this.#lastTimestamp = timestamp;
    this.#lastMediaMs = mediaMs;
    this.#lastTransitMs = transitMs;
    this.#learn(transitMs, arrivalMs);
    return mediaMs;
  }

  /**
   * A packet that was overtaken by newer ones, or came too late.
   * @returns its place on the media timeline [ms], or NaN when its timestamp belongs elsewhere
   */
  reordered(timestamp: number, arrivalMs: number): number {
    const mediaMs = this.#place(timestamp);
    const transitMs = arrivalMs - mediaMs;
    if (Math.abs(transitMs - this.#lastTransitMs) > discontinuityMs) return NaN;
    this.#learn(transitMs, arrivalMs);
    return mediaMs;
  }

  #place(timestamp: number): number {
    return this.#lastMediaMs + ((timestamp - this.#lastTimestamp) | 0) * this.#msPerTick;
  }

  #learn(transitMs: number, arrivalMs: number): void {
    if (arrivalMs - this.#windowStartMs > baseWindowMs) {
      this.#previousMinMs = this.#windowMinMs;
      this.#windowMinMs = transitMs;
      this.#windowStartMs = arrivalMs;
    } else if (transitMs < this.#windowMinMs) {
      this.#windowMinMs = transitMs;
    }
    const late = Math.max(0, transitMs - this.baseMs);
    const bucket = Math.min(bucketCount - 1, Math.floor(late / bucketMs));
    this.#weights[bucket]! += this.#weight;
    this.#totalWeight += this.#weight;
    this.#weight /= forgetting;
    if (this.#weight > rescaleAbove) this.#rescale();
    if (++this.#sinceTarget >= targetEveryPackets) {
      this.#sinceTarget = 0;
      this.#jitterMs = this.#quantileMs();
    }
  }

  /** Upper edge of the bucket below which the covered share lies; 0 for the first bucket. */
  #quantileMs(): number {
    let above = this.#totalWeight * (1 - coveredShare);
    for (let bucket = bucketCount - 1; bucket > 0; bucket--) {
      above -= this.#weights[bucket]!;
      if (above < 0) return (bucket + 1) * bucketMs;
    }
    return 0;
  }

  #rescale(): void {
    let total = 0;
    for (let bucket = 0; bucket < bucketCount; bucket++) {
      this.#weights[bucket]! /= this.#weight;
      total += this.#weights[bucket]!;
    }
    this.#totalWeight = total;
    this.#weight = 1;
  }
}
