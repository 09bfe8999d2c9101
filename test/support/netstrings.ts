/** Netstrings, `5:hello,`: what baresip's control port speaks. */
export function netstring(text: string): string {
  return `${Buffer.byteLength(text)}:${text},`;
}

export class NetstringReader {
  #rest = Buffer.alloc(0);

  /** Every string that is now whole. @throws Error when the stream is not of netstrings */
  push(bytes: Buffer): string[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    const whole: string[] = [];
    for (;;) {
      const colon = this.#rest.indexOf(':');
      if (colon < 0) return whole;
      const length = Number(this.#rest.toString('latin1', 0, colon));
      if (!Number.isInteger(length)) throw new Error('not a netstring');
      const end = colon + 1 + length;
      if (this.#rest.length <= end) return whole;
      whole.push(this.#rest.toString('utf8', colon + 1, end));
      this.#rest = this.#rest.subarray(end + 1);
    }
  }
}
