export interface PortPoolOptions {
  readonly firstPort: number;
  /** Included. */
  readonly lastPort: number;
  /**
   * How long a released pair rests, so that late packets of the old call do not reach a new one.
   * Default 2000: far ends stop within a round trip of the BYE, or retransmit it for so long.
   */
  readonly cooldownMs?: number;
}

/**
 * Even RTP ports, each with the odd RTCP port above it (RFC 3550 §11). The pair that has rested
 * longest is given first. Pure: it binds nothing.
 */
export class PortPool {
  /** Pairs in all. */
  readonly size: number;
  readonly #cooldownMs: number;
  /** A ring of the pairs that are not in use, the longest unused first. */
  readonly #ports: Uint16Array;
  readonly #usableFromMs: Float64Array;
  #oldest = 0;
  #unused: number;
  readonly #inUse = new Set<number>();

  constructor(options: PortPoolOptions) {
    const first = options.firstPort + (options.firstPort % 2);
    this.size = Math.max(0, Math.floor((options.lastPort - first + 1) / 2));
    this.#cooldownMs = options.cooldownMs ?? 2000;
    this.#ports = Uint16Array.from({ length: this.size }, (_, index) => first + 2 * index);
    this.#usableFromMs = new Float64Array(this.size).fill(-Infinity);
    this.#unused = this.size;
  }

  /** Pairs that could be taken at `nowMs`. */
  free(nowMs: number): number {
    let free = 0;
    for (let i = 0; i < this.#unused; i++) {
      if (this.#usableFromMs[(this.#oldest + i) % this.size]! <= nowMs) free++;
    }
    return free;
  }

  /** The even port of a pair; null when none is free. `nowMs` is monotonic. */
  acquire(nowMs: number): number | null {
    if (this.#unused === 0 || this.#usableFromMs[this.#oldest]! > nowMs) return null;
    const port = this.#ports[this.#oldest]!;
    this.#oldest = (this.#oldest + 1) % this.size;
    this.#unused--;
    this.#inUse.add(port);
    return port;
  }

  /** Gives a pair back, also one that turned out to be taken by another program. Idempotent. */
  release(port: number, nowMs: number): void {
    if (!this.#inUse.delete(port)) return;
    const index = (this.#oldest + this.#unused) % this.size;
    this.#ports[index] = port;
    this.#usableFromMs[index] = nowMs + this.#cooldownMs;
    this.#unused++;
  }
}
