import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { parseSound } from './listen.js';
import { matchRate, thinned } from './voice-match.js';

const headerBytes = 44;

/**
 * A WAV file (mono, 16 bit) that is still being written, thinned to `matchRate`. Each byte is read
 * once: phones starve beside a test that reads minutes of sound again and again.
 */
export class GrowingRecording {
  readonly #step: number;
  readonly #sampleRate: number;
  #samples = new Float64Array(matchRate * 60);
  #length = 0;
  #readBytes = headerBytes;

  /** @throws Error while its header is not all there */
  constructor(readonly file: string) {
    const header = readFrom(file, 0, headerBytes);
    if (header.toString('latin1', 36, 40) !== 'data') throw new Error(`${file}: odd WAV header`);
    this.#sampleRate = parseSound(header).sampleRate;
    this.#step = this.#sampleRate / matchRate;
  }

  /** All until now; the same memory as before, as long as it has room. */
  read(): Float64Array {
    const bytes = readFrom(this.file, this.#readBytes);
    const whole = bytes.length - (bytes.length % (2 * this.#step));
    const fresh = new Float64Array(whole / 2);
    for (let i = 0; i < fresh.length; i++) fresh[i] = bytes.readInt16LE(2 * i) / 32768;
    this.#append(thinned(fresh, this.#sampleRate));
    this.#readBytes += whole;
    return this.#samples.subarray(0, this.#length);
  }

  #append(fresh: Float64Array): void {
    const length = this.#length + fresh.length;
    if (length > this.#samples.length) {
      const larger = new Float64Array(2 * length);
      larger.set(this.#samples.subarray(0, this.#length));
      this.#samples = larger;
    }
    this.#samples.set(fresh, this.#length);
    this.#length = length;
  }
}

function readFrom(file: string, position: number, length?: number): Buffer {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(length ?? Math.max(0, fstatSync(handle).size - position));
    return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, position));
  } finally {
    closeSync(handle);
  }
}
