import { ringFrameSamples as frameSamples } from '../../bridge/kernel/frame-ring.js';

/** One second. */
const batchSamples = 50 * frameSamples;
const fullScale = 32768;

/** Gathers frames for the encoder, which takes them as floating point, and many at once best. */
export class SampleBatch {
  readonly #samples = new Float32Array(batchSamples);
  readonly #out: (samples: Float32Array) => void;
  #count = 0;

  constructor(out: (samples: Float32Array) => void) {
    this.#out = out;
  }

  add(frame: Int16Array): void {
    for (const sample of frame) this.#samples[this.#count++] = sample / fullScale;
    if (this.#count === batchSamples) this.flush();
  }

  flush(): void {
    const count = this.#count;
    this.#count = 0;
    if (count > 0) this.#out(this.#samples.subarray(0, count));
  }
}
