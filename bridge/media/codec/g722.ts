import { LossConcealer } from '../dsp/loss-concealer.js';
import { highBandScale, G722Predictor, lowBandScale, saturate16 } from './g722-predictor.js';
import {
  highDecisionLevel,
  highLevels2,
  highLogSteps,
  lowDecisionLevels,
  lowLevels4,
  lowLevels6,
  lowLogSteps,
  mirrorTaps,
} from './g722-tables.js';
import type { Decoder, Encoder } from './types.js';

/** One octet carries two samples at 16 kHz: one of each band. */
const frameOctets = 160;
/** The mirror filters span 24 samples, of which the last two are new. */
const filterPast = 22;

/** G.722 at 64 kbit/s, decoding (§4). */
export class G722Decoder implements Decoder {
  readonly sampleRate = 16000;
  readonly #low = new G722Predictor(lowBandScale);
  readonly #high = new G722Predictor(highBandScale);
  readonly #line = new Int32Array(filterPast + 2 * frameOctets);
  readonly #concealer = new LossConcealer(16000);

  decode(data: Uint8Array, out: Int16Array): number {
    const octets = Math.min(data.length, out.length >> 1);
    for (let start = 0; start < octets; start += frameOctets) {
      this.#piece(data, out, start, Math.min(frameOctets, octets - start));
    }
    this.#concealer.receive(out, 2 * octets);
    return 2 * octets;
  }

  conceal(out: Int16Array, samples: number): void {
    this.#concealer.conceal(out, samples);
  }

  close(): void {
    // Nothing outside the heap.
  }

  #piece(data: Uint8Array, out: Int16Array, start: number, octets: number): void {
    const line = this.#line;
    for (let n = 0; n < octets; n++) {
      const octet = data[start + n]!;
      const low = this.#decodeLow(octet & 63);
      const high = this.#decodeHigh(octet >> 6);
      line[filterPast + 2 * n] = low + high;
      line[filterPast + 2 * n + 1] = low - high;
    }
    for (let n = 0; n < octets; n++) {
      let first = 0;
      let second = 0;
      for (let k = 0, at = 2 * n; k < 12; k++, at += 2) {
        second += line[at]! * mirrorTaps[k]!;
        first += line[at + 1]! * mirrorTaps[11 - k]!;
      }
      out[2 * (start + n)] = saturate16(first >> 11);
      out[2 * (start + n) + 1] = saturate16(second >> 11);
    }
    line.copyWithin(0, 2 * octets, 2 * octets + filterPast);
  }

  #decodeLow(code: number): number {
    const low = this.#low;
    const sample = limit15(low.estimate + ((low.scale * lowLevels6[code]!) >> 15));
    adaptLow(low, code);
    return sample;
  }

  #decodeHigh(code: number): number {
    const high = this.#high;
    const difference = (high.scale * highLevels2[code]!) >> 15;
    const sample = limit15(high.estimate + difference);
    high.adapt(difference, highLogSteps[code]!);
    return sample;
  }
}

/** G.722 at 64 kbit/s, encoding (§3). */
export class G722Encoder implements Encoder {
  readonly sampleRate = 16000;
  readonly #low = new G722Predictor(lowBandScale);
  readonly #high = new G722Predictor(highBandScale);
  readonly #line = new Int32Array(filterPast + 2 * frameOctets);

  encode(pcm: Int16Array, out: Uint8Array, outOffset: number): number {
    const line = this.#line;
    const octets = Math.min(pcm.length >> 1, frameOctets);
    for (let n = 0; n < 2 * octets; n++) line[filterPast + n] = pcm[n]!;
    for (let n = 0; n < octets; n++) {
      let odd = 0;
      let even = 0;
      for (let k = 0, at = 2 * n; k < 12; k++, at += 2) {
        odd += line[at]! * mirrorTaps[k]!;
        even += line[at + 1]! * mirrorTaps[11 - k]!;
      }
      const low = this.#encodeLow((even + odd) >> 14);
      const high = this.#encodeHigh((even - odd) >> 14);
      out[outOffset + n] = (high << 6) | low;
    }
    line.copyWithin(0, 2 * octets, 2 * octets + filterPast);
    return octets;
  }

  continueFrom(other: Encoder): void {
    if (!(other instanceof G722Encoder)) return;
    this.#low.copy(other.#low);
    this.#high.copy(other.#high);
    this.#line.set(other.#line);
  }

  close(): void {
    // Nothing outside the heap.
  }

  #encodeLow(sample: number): number {
    const low = this.#low;
    const error = saturate16(sample - low.estimate);
    const level = lowQuantizerLevel(error < 0 ? -(error + 1) : error, low.scale);
    const code = lowCode(level, error < 0);
    adaptLow(low, code);
    return code;
  }

  #encodeHigh(sample: number): number {
    const high = this.#high;
    const error = saturate16(sample - high.estimate);
    const magnitude = error < 0 ? -(error + 1) : error;
    const outer = magnitude >= (highDecisionLevel * high.scale) >> 12;
    const code = (error < 0 ? 0 : 2) + (outer ? 0 : 1);
    high.adapt((high.scale * highLevels2[code]!) >> 15, highLogSteps[code]!);
    return code;
  }
}

/** Which of the levels 1..30 a magnitude falls into, by bisection of the scaled decision levels. */
function lowQuantizerLevel(magnitude: number, scale: number): number {
  let below = 0;
  let above = 30;
  while (above - below > 1) {
    const middle = (below + above) >> 1;
    if (magnitude < (lowDecisionLevels[middle]! * scale) >> 12) above = middle;
    else below = middle;
  }
  return above;
}

/** Table 15: positive levels count down from 61, negative from 31 but for the two lowest. */
function lowCode(level: number, negative: boolean): number {
  if (!negative) return 62 - level;
  return level <= 2 ? 64 - level : 34 - level;
}

/** The four upper bits of the lower band's code drive the adaptation, as the lower modes need. */
function adaptLow(low: G722Predictor, code: number): void {
  const coarse = code >> 2;
  low.adapt((low.scale * lowLevels4[coarse]!) >> 15, lowLogSteps[coarse]!);
}

function limit15(value: number): number {
  return value > 16383 ? 16383 : value < -16384 ? -16384 : value;
}
