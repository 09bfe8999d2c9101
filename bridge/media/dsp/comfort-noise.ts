import { toInt16 } from './int16.js';

const mostCoefficients = 12;
/** RFC 3389 §3.2: a quantized reflection coefficient is 258 · (N − 127) / 32768. */
const coefficientStep = 258 / 32768;

/** Background noise as a far end describes it in comfort-noise packets (RFC 3389). */
export class ComfortNoise {
  readonly #reflections = new Float64Array(mostCoefficients);
  readonly #lattice = new Float64Array(mostCoefficients + 1);
  #order = 0;
  #rms = 0;
  #random = 0x1234567;

  /** Takes a comfort-noise payload: the level in −dBov, then reflection coefficients if any. */
  describe(payload: Uint8Array): void {
    if (payload.length === 0) return;
    // RFC 3389 §3.1: the highest bit is always zero.
    const levelDbov = -(payload[0]! & 0x7f);
    this.#order = Math.min(payload.length - 1, mostCoefficients);
    let predicted = 1;
    for (let i = 0; i < this.#order; i++) {
      const reflection = Math.max(-0.99, Math.min(0.99, (payload[i + 1]! - 127) * coefficientStep));
      this.#reflections[i] = reflection;
      predicted *= 1 - reflection * reflection;
    }
    this.#lattice.fill(0);
    // The filter raises the power of its excitation by 1 / Π(1 − k²).
    this.#rms = 32768 * 10 ** (levelDbov / 20) * Math.sqrt(predicted);
  }

  generate(out: Int16Array, samples: number): void {
    // A uniform excitation of variance 1 reaches ±√3.
    const scale = this.#rms * Math.sqrt(3);
    for (let n = 0; n < samples; n++) out[n] = toInt16(this.#filter(scale * this.#uniform()));
  }

  /** One step of the all-pole lattice. */
  #filter(excitation: number): number {
    const lattice = this.#lattice;
    let forward = excitation;
    for (let i = this.#order - 1; i >= 0; i--) {
      const reflection = this.#reflections[i]!;
      forward -= reflection * lattice[i]!;
      lattice[i + 1] = lattice[i]! + reflection * forward;
    }
    lattice[0] = forward;
    return forward;
  }

  /** −1..1; noise need not be unpredictable, only flat (xorshift32). */
  #uniform(): number {
    let x = this.#random;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#random = x;
    return x / 2 ** 31;
  }
}
