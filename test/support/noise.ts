/** A seeded source of signals for tests (mulberry32). */
export class NoiseSource {
  #state: number;

  constructor(readonly seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 ≤ x < 1 */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let x = this.#state;
    x = Math.imul(x ^ (x >>> 15), x | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer, 0 ≤ n < bound. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256));
  }

  /** Zero mean, unit variance, near enough to Gaussian. */
  gaussian(): number {
    let sum = 0;
    for (let i = 0; i < 12; i++) sum += this.next();
    return sum - 6;
  }
}

/** White noise at a level in dBov. */
export function whiteNoise(random: NoiseSource, levelDbov: number, samples: number): Int16Array {
  const rms = 32768 * 10 ** (levelDbov / 20);
  return Int16Array.from({ length: samples }, () =>
    Math.max(-32768, Math.min(32767, Math.round(rms * random.gaussian()))),
  );
}
