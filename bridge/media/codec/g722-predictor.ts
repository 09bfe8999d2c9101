import { antilog } from './g722-tables.js';

export function saturate16(value: number): number {
  return value > 32767 ? 32767 : value < -32768 ? -32768 : value;
}

export interface BandScale {
  /** Quantizer scale factor at rest. */
  readonly initial: number;
  /** Upper limit of the logarithmic scale factor. */
  readonly logLimit: number;
  /** Shift of the antilogarithm. */
  readonly shift: number;
}

export const lowBandScale: BandScale = { initial: 32, logLimit: 18432, shift: 8 };
export const highBandScale: BandScale = { initial: 8, logLimit: 22528, shift: 10 };

/**
 * What both bands of both directions share: the scale factor's adaptation and the predictor with
 * two poles and six zeros (G.722 §3.6, §6.2.1.4). All values are 16-bit integers.
 */
export class G722Predictor {
  /** Quantizer scale factor. */
  scale: number;
  /** The next sample as predicted. */
  estimate = 0;

  readonly #band: BandScale;
  #logScale = 0;
  #zeroEstimate = 0;
  #pole1 = 0;
  #pole2 = 0;
  #partial1 = 0;
  #partial2 = 0;
  #reconstructed1 = 0;
  readonly #zeros = new Int32Array(6);
  readonly #differences = new Int32Array(6);

  constructor(band: BandScale) {
    this.#band = band;
    this.scale = band.initial;
  }

  /** Becomes what `other`, of the same band, is. */
  copy(other: G722Predictor): void {
    this.scale = other.scale;
    this.estimate = other.estimate;
    this.#logScale = other.#logScale;
    this.#zeroEstimate = other.#zeroEstimate;
    this.#pole1 = other.#pole1;
    this.#pole2 = other.#pole2;
    this.#partial1 = other.#partial1;
    this.#partial2 = other.#partial2;
    this.#reconstructed1 = other.#reconstructed1;
    this.#zeros.set(other.#zeros);
    this.#differences.set(other.#differences);
  }

  /** Takes the quantized difference of a sample and the step its code word stands for. */
  adapt(difference: number, logStep: number): void {
    this.#adaptScale(logStep);
    const reconstructed = saturate16(this.estimate + difference);
    this.#adaptPoles(saturate16(this.#zeroEstimate + difference));
    this.#adaptZeros(difference);
    const wd1 = (this.#pole1 * saturate16(2 * reconstructed)) >> 15;
    const wd2 = (this.#pole2 * saturate16(2 * this.#reconstructed1)) >> 15;
    this.#reconstructed1 = reconstructed;
    this.estimate = saturate16(saturate16(wd1 + wd2) + this.#zeroEstimate);
  }

  /** LOGSCL, SCALEL and their twins of the upper band. */
  #adaptScale(logStep: number): void {
    const { logLimit, shift } = this.#band;
    const leaked = ((this.#logScale * 127) >> 7) + logStep;
    const log = leaked < 0 ? 0 : leaked > logLimit ? logLimit : leaked;
    this.#logScale = log;
    const down = shift - (log >> 11);
    const mantissa = antilog[(log >> 6) & 31]!;
    this.scale = (down < 0 ? mantissa << -down : mantissa >> down) << 2;
  }

  /** UPPOL2 and UPPOL1. */
  #adaptPoles(partial: number): void {
    const like1 = (partial ^ this.#partial1) >= 0;
    const like2 = (partial ^ this.#partial2) >= 0;
    const wd1 = saturate16(4 * this.#pole1);
    const wd2 = like1 ? saturate16(-wd1) : wd1;
    const raised2 = (like2 ? 128 : -128) + (wd2 >> 7) + ((this.#pole2 * 32512) >> 15);
    this.#pole2 = raised2 > 12288 ? 12288 : raised2 < -12288 ? -12288 : raised2;
    const raised1 = saturate16((like1 ? 192 : -192) + ((this.#pole1 * 32640) >> 15));
    const limit = saturate16(15360 - this.#pole2);
    this.#pole1 = raised1 > limit ? limit : raised1 < -limit ? -limit : raised1;
    this.#partial2 = this.#partial1;
    this.#partial1 = partial;
  }

  /** UPZERO, DELAYA and FILTEZ in one pass from the oldest to the newest. */
  #adaptZeros(difference: number): void {
    const zeros = this.#zeros;
    const differences = this.#differences;
    const step = difference === 0 ? 0 : 128;
    let sum = 0;
    for (let i = 5; i >= 0; i--) {
      const like = (difference ^ differences[i]!) >= 0;
      const zero = saturate16((like ? step : -step) + ((zeros[i]! * 32640) >> 15));
      zeros[i] = zero;
      const newer = i === 0 ? difference : differences[i - 1]!;
      differences[i] = newer;
      sum += (zero * saturate16(2 * newer)) >> 15;
    }
    this.#zeroEstimate = saturate16(sum);
  }
}
