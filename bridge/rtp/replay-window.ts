const windowPackets = 64;

/** Which packets of a stream have come (RFC 3711 §3.3.2): the last 64, older ones are refused. */
export class ReplayWindow {
  highest = -1;
  readonly #seen = new Float64Array(windowPackets).fill(-1);

  /** Whether `index` is new. */
  allows(index: number): boolean {
    return index > this.highest - windowPackets && this.#seen[index % windowPackets] !== index;
  }

  /** Only after the packet has been authenticated. */
  add(index: number): void {
    this.#seen[index % windowPackets] = index;
    if (index > this.highest) this.highest = index;
  }
}
