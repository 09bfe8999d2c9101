/** The owner of a jitter buffer pops on a 20 ms tick, so a packet is up to 10 ms early or late. */
export const halfTickMs = 10;
/** Beyond what a packet left out sets right, so that the delay does not swing around its target. */
const hysteresisMs = 3;
/** While someone talks, a packet is left out only for a delay that stays, and not often. */
const excessLastsMs = 1_000;
const leaveOutEveryMs = 200;
/** While nobody talks, at every third packet. */
const quietAdjustEveryPops = 3;

/** - `shorten`: leave a packet out, if there is one. - `lengthen`: play nothing for a packet. */
export type DelayAdvice = 'keep' | 'shorten' | 'lengthen';

/**
 * How long the packets of a stream wait, beyond the fastest, and when to change that between
 * packets that play back to back: in silence at once, while someone talks slowly.
 */
export class PlayoutDelay {
  #ms = 0;
  #popsSinceChange = 0;
  #excessSinceMs = NaN;
  #leftOutAtMs = -Infinity;

  /** Smoothed. */
  get ms(): number {
    return this.#ms;
  }

  /** At a start of talk, or a gap, where any delay can be taken. */
  set(delayMs: number): void {
    this.#ms = delayMs;
    this.#excessSinceMs = NaN;
  }

  /** A packet that follows the one before it plays now, after this delay. */
  advise(
    delayMs: number,
    targetMs: number,
    packetMs: number,
    quiet: boolean,
    nowMs: number,
  ): DelayAdvice {
    this.#ms += (delayMs - this.#ms) / 8;
    this.#popsSinceChange++;
    const excessMs = this.#ms - targetMs;
    const quietTurn = quiet && this.#popsSinceChange >= quietAdjustEveryPops;
    // Half a packet too much is as near to the target as half a packet too little.
    if (excessMs <= Math.max(packetMs / 2, halfTickMs) + hysteresisMs) {
      this.#excessSinceMs = NaN;
      return quietTurn && excessMs < -Math.max(packetMs, 15) ? 'lengthen' : 'keep';
    }
    if (Number.isNaN(this.#excessSinceMs)) this.#excessSinceMs = nowMs;
    if (quietTurn) return 'shorten';
    const lasts = nowMs - this.#excessSinceMs >= excessLastsMs;
    return lasts && nowMs - this.#leftOutAtMs >= leaveOutEveryMs ? 'shorten' : 'keep';
  }

  /** The advice was followed. */
  lengthened(byMs: number): void {
    this.#popsSinceChange = 0;
    this.#ms += byMs;
  }

  shortened(byMs: number, nowMs: number): void {
    this.#popsSinceChange = 0;
    this.#leftOutAtMs = nowMs;
    this.#ms -= byMs;
  }
}
