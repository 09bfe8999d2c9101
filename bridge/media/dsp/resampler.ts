import { halfBandDelay, halfBandHistory, halfBandTaps } from './half-band.js';
import { toInt16 } from './int16.js';

/** Input is taken in pieces of at most this, so that any packet length fits the fixed buffers. */
const pieceSamples = 320;

/** One stream's 8 → 16 kHz. */
export class Upsampler {
  readonly #line = new Float64Array(halfBandHistory + pieceSamples);

  /**
   * Writes two samples to `out` for each of the first `samples` of `input`.
   * @returns samples written
   */
  process(input: Int16Array, out: Int16Array, samples = input.length): number {
    for (let start = 0; start < samples; start += pieceSamples) {
      this.#piece(input, out, start, Math.min(pieceSamples, samples - start));
    }
    return 2 * samples;
  }

  #piece(input: Int16Array, out: Int16Array, start: number, count: number): void {
    const line = this.#line;
    for (let n = 0; n < count; n++) line[halfBandHistory + n] = input[start + n]!;
    for (let n = 0; n < count; n++) {
      out[2 * (start + n)] = line[n + halfBandDelay]!;
      out[2 * (start + n) + 1] = toInt16(betweenTaps(line, n));
    }
    line.copyWithin(0, count, count + halfBandHistory);
  }
}

/** One stream's 16 → 8 kHz. */
export class Downsampler {
  readonly #line = new Float64Array(halfBandHistory + pieceSamples);
  readonly #pure = new Float64Array(halfBandHistory + pieceSamples);

  /**
   * Writes one sample to `out` for each two of the first `samples` of `input`; an odd one at the
   * end is dropped.
   * @returns samples written
   */
  process(input: Int16Array, out: Int16Array, samples = input.length): number {
    const written = samples >> 1;
    for (let start = 0; start < written; start += pieceSamples) {
      this.#piece(input, out, start, Math.min(pieceSamples, written - start));
    }
    return written;
  }

  #piece(input: Int16Array, out: Int16Array, start: number, count: number): void {
    const line = this.#line;
    const pure = this.#pure;
    for (let n = 0; n < count; n++) {
      pure[halfBandHistory + n] = input[2 * (start + n)]!;
      line[halfBandHistory + n] = input[2 * (start + n) + 1]!;
    }
    for (let n = 0; n < count; n++) {
      out[start + n] = toInt16(0.5 * (pure[n + halfBandDelay + 1]! + betweenTaps(line, n)));
    }
    line.copyWithin(0, count, count + halfBandHistory);
    pure.copyWithin(0, count, count + halfBandHistory);
  }
}

/** The value half a sample after `line[at + halfBandDelay]`, from 24 samples around it. */
function betweenTaps(line: Float64Array, at: number): number {
  let sum = 0;
  for (let k = 0, end = at + halfBandHistory; k < halfBandTaps.length; k++) {
    sum += halfBandTaps[k]! * (line[at + k]! + line[end - k]!);
  }
  return sum;
}
