import type { UsageTotals } from '../../ports/usage.js';
import { toMillionths } from './prices.js';

/** Sums for each of a number of keys. */
export class Tally {
  readonly size: number;
  readonly #conferences: Float64Array;
  readonly #calls: Float64Array;
  readonly #seconds: Float64Array;
  readonly #cost: Float64Array;
  readonly #peak: Float64Array;

  constructor(size: number) {
    this.size = size;
    this.#conferences = new Float64Array(size);
    this.#calls = new Float64Array(size);
    this.#seconds = new Float64Array(size);
    this.#cost = new Float64Array(size);
    this.#peak = new Float64Array(size);
  }

  add(key: number, calls: number, seconds: number, cost: number, peak: number): void {
    this.#conferences[key]! += 1;
    this.#calls[key]! += calls;
    this.#seconds[key]! += seconds;
    this.#cost[key]! += cost;
    if (peak > this.#peak[key]!) this.#peak[key] = peak;
  }

  totals(key: number): UsageTotals {
    return {
      conferences: this.#conferences[key]!,
      calls: this.#calls[key]!,
      seconds: this.#seconds[key]!,
      costMillionths: toMillionths(this.#cost[key]!),
      peak: this.#peak[key]!,
    };
  }

  /** The keys that anything was added to, the longest total first; of equals, as `compare` says. */
  ranked(compare: (a: number, b: number) => number): readonly number[] {
    const keys: number[] = [];
    for (let key = 0; key < this.size; key++) if (this.#conferences[key]! > 0) keys.push(key);
    return keys.sort((a, b) => this.#seconds[b]! - this.#seconds[a]! || compare(a, b));
  }

  /** Some keys as one. */
  together(keys: readonly number[]): UsageTotals {
    const one = new Tally(1);
    for (const key of keys) {
      one.#conferences[0]! += this.#conferences[key]!;
      one.#calls[0]! += this.#calls[key]!;
      one.#seconds[0]! += this.#seconds[key]!;
      one.#cost[0]! += this.#cost[key]!;
      one.#peak[0] = Math.max(one.#peak[0]!, this.#peak[key]!);
    }
    return one.totals(0);
  }
}
