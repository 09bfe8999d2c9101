import { peaksPerSecond } from './peaks-file.js';

/** Finds the peaks of a recording while it is made. Memory does not grow with its length. */
export class PeakMeter {
  readonly #samplesPerPoint: number;
  #counted = 0;
  #lowest = 0;
  #highest = 0;

  constructor(sampleRate: number) {
    this.#samplesPerPoint = sampleRate / peaksPerSecond;
  }

  /** The points that these samples complete, ready to be appended to the file. */
  push(samples: Int16Array): Uint8Array {
    const pairs: number[] = [];
    for (const sample of samples) {
      if (sample < this.#lowest) this.#lowest = sample;
      if (sample > this.#highest) this.#highest = sample;
      this.#counted++;
      if (this.#counted === this.#samplesPerPoint) pairs.push(...this.#take());
    }
    return asBytes(pairs);
  }

  /** The last point, of what is left; none where nothing is. */
  end(): Uint8Array {
    return asBytes(this.#counted === 0 ? [] : this.#take());
  }

  /** Rounded away from zero, so that a whisper shows. */
  #take(): [number, number] {
    const pair: [number, number] = [
      Math.floor(this.#lowest / 256),
      Math.min(127, Math.ceil(this.#highest / 256)),
    ];
    [this.#counted, this.#lowest, this.#highest] = [0, 0, 0];
    return pair;
  }
}

function asBytes(pairs: readonly number[]): Uint8Array {
  return new Uint8Array(Int8Array.from(pairs).buffer);
}
