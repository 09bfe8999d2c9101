import { LossConcealer } from '../dsp/loss-concealer.js';
import { companding, type CompandedCodec } from './g711-tables.js';
import type { Decoder, Encoder } from './types.js';

const frameSamples = 160;

export class G711Decoder implements Decoder {
  readonly sampleRate = 8000;
  readonly #linear: Int16Array;
  readonly #concealer = new LossConcealer(8000);

  constructor(codec: CompandedCodec) {
    this.#linear = companding[codec].linear;
  }

  decode(data: Uint8Array, out: Int16Array): number {
    const linear = this.#linear;
    const samples = Math.min(data.length, out.length);
    for (let i = 0; i < samples; i++) out[i] = linear[data[i]!]!;
    this.#concealer.receive(out, samples);
    return samples;
  }

  conceal(out: Int16Array, samples: number): void {
    this.#concealer.conceal(out, samples);
  }

  close(): void {
    // Nothing outside the heap.
  }
}

export class G711Encoder implements Encoder {
  readonly sampleRate = 8000;
  readonly #code: Uint8Array;

  constructor(codec: CompandedCodec) {
    this.#code = companding[codec].code;
  }

  encode(pcm: Int16Array, out: Uint8Array, outOffset: number): number {
    const code = this.#code;
    const samples = Math.min(pcm.length, frameSamples);
    for (let i = 0; i < samples; i++) out[outOffset + i] = code[pcm[i]! & 0xffff]!;
    return samples;
  }

  continueFrom(): void {
    // Every octet stands for itself.
  }

  close(): void {
    // Nothing outside the heap.
  }
}
