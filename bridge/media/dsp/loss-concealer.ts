import { pitchHistoryMs, pitchPeriod } from './pitch.js';
import { toInt16 } from './int16.js';

/** Synthetic sound is kept at full level this long, then led to silence (G.711 I.2.7). */
const fullLevelMs = 10;
const silentAfterMs = 80;
/** Eight frames are remembered between two moves of the history; no packet is longer. */
const roomMs = 160;
/** The first sound after a loss is blended in: longer after longer losses (G.711 I.2.8). */
const shortestBlendMs = 4;
const longestBlendMs = 10;

/**
 * Fills gaps by repeating the last pitch period, in the spirit of ITU-T G.711 appendix I, but
 * without its 3.75 ms of delay: what is already out is not touched, the seam is smoothed after it.
 */
export class LossConcealer {
  readonly #perMs: number;
  /** Of what went out the last 35 ms are needed; the extra 5 ms are for the blend at the cycle's end. */
  readonly #historySamples: number;
  /** It ends at `#end`; room for some frames after it saves moving it for each. */
  readonly #heard: Int16Array;
  #end: number;
  readonly #cycle: Float64Array;
  #period = 0;
  /** Where in the cycle the next synthetic sample is. */
  #phase = 0;
  /** Samples made up since the last received one. */
  #lost = 0;
  /** Added to the first synthetic samples so that they begin where the sound broke off. */
  #step = 0;

  constructor(sampleRate: 8000 | 16000) {
    this.#perMs = sampleRate / 1000;
    this.#historySamples = (pitchHistoryMs + 5) * this.#perMs;
    this.#heard = new Int16Array(this.#historySamples + roomMs * this.#perMs);
    this.#end = this.#historySamples;
    this.#cycle = new Float64Array(15 * this.#perMs);
  }

  /** Takes sound that arrived; after a loss its beginning is blended, in place. */
  receive(pcm: Int16Array, samples: number): void {
    if (samples === 0) return;
    if (this.#lost > 0) this.#blend(pcm, samples);
    this.#lost = 0;
    this.#remember(pcm, samples);
  }

  /** Makes up `samples` samples for lost ones. */
  conceal(out: Int16Array, samples: number): void {
    if (this.#lost === 0) this.#begin();
    for (let n = 0; n < samples; n++) out[n] = toInt16(this.#next());
    this.#remember(out, samples);
  }

  #begin(): void {
    const history = this.#heard.subarray(this.#end - this.#historySamples, this.#end);
    const period = pitchPeriod(history, this.#perMs * 1000);
    const end = history.length;
    const seam = period >> 2;
    for (let n = 0; n < period; n++) this.#cycle[n] = history[end - period + n]!;
    // The cycle's last quarter turns into what came before its start, so that it closes on itself.
    for (let n = 0; n < seam; n++) {
      const weight = (n + 1) / (seam + 1);
      const at = period - seam + n;
      this.#cycle[at] =
        (1 - weight) * this.#cycle[at]! + weight * history[end - period - seam + n]!;
    }
    this.#period = period;
    this.#phase = 0;
    this.#step = history[end - 1]! - history[end - 1 - period]!;
  }

  #next(): number {
    const seam = this.#period >> 2;
    const joined = this.#lost < seam ? this.#step * (1 - (this.#lost + 1) / (seam + 1)) : 0;
    const sample = (this.#cycle[this.#phase]! + joined) * this.#level();
    this.#phase = this.#phase + 1 === this.#period ? 0 : this.#phase + 1;
    this.#lost++;
    return sample;
  }

  #level(): number {
    const ms = this.#lost / this.#perMs;
    if (ms <= fullLevelMs) return 1;
    return Math.max(0, (silentAfterMs - ms) / (silentAfterMs - fullLevelMs));
  }

  #blend(pcm: Int16Array, samples: number): void {
    const lostMs = this.#lost / this.#perMs;
    const blendMs = Math.min(longestBlendMs, shortestBlendMs + 0.4 * Math.max(0, lostMs - 10));
    const length = Math.min(samples, blendMs * this.#perMs);
    for (let n = 0; n < length; n++) {
      const weight = (n + 1) / (length + 1);
      pcm[n] = toInt16(weight * pcm[n]! + (1 - weight) * this.#next());
    }
  }

  #remember(pcm: Int16Array, samples: number): void {
    const heard = this.#heard;
    const count = Math.min(samples, this.#historySamples);
    if (this.#end + count > heard.length) {
      heard.copyWithin(0, this.#end - this.#historySamples, this.#end);
      this.#end = this.#historySamples;
    }
    // The usual frame fills its array, and is copied at once.
    if (count === pcm.length) heard.set(pcm, this.#end);
    else for (let n = 0; n < count; n++) heard[this.#end + n] = pcm[samples - count + n]!;
    this.#end += count;
  }
}
