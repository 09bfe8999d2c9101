import { parseContentLength } from '../message/parse.js';

/** What a stream has brought. After `broken` nothing more can be told apart: close it. */
export type Frame =
  | { readonly kind: 'message'; readonly data: Buffer }
  /** RFC 5626 §3.5.1: a double CRLF between messages, to be answered with a single one. */
  | { readonly kind: 'ping' }
  | {
      readonly kind: 'broken';
      readonly status: number;
      readonly reason: string;
      /** The head of the message that broke the framing, for an answer. */
      readonly head: Buffer;
    };

// Nothing after the colon can fail to match, so that no input makes it slow.
const contentLength = /\r\n(?:content-length|l)[ \t]*:\s*([^\r]*)/gi;

/** Cuts a stream into messages by Content-Length (RFC 3261 §18.3). */
export class StreamFramer {
  #data: Buffer = Buffer.alloc(0);
  /** Octets of `#data` in use, and how many of them hold no end of head. */
  #length = 0;
  #searched = 0;
  /** Octets of the message in progress, head and body, once its head has come; else 0. */
  #expected = 0;
  #emptyLines = 0;
  #broken = false;

  constructor(private readonly maxBytes: number) {}

  /** True while a message has begun and is not whole. */
  get partial(): boolean {
    return this.#length > 0;
  }

  push(chunk: Buffer): Frame[] {
    const frames: Frame[] = [];
    if (this.#broken) return frames;
    this.#append(chunk);
    let from = 0;
    while (!this.#broken) {
      from = this.#skipEmptyLines(from, frames);
      const end = this.#nextMessage(from, frames);
      if (end === -1) break;
      from = end;
    }
    this.#keep(from);
    return frames;
  }

  /** The end of the message that begins at `from`, or -1 when it is not all there. */
  #nextMessage(from: number, frames: Frame[]): number {
    const data = this.#data.subarray(0, this.#length);
    if (from >= data.length || data.length - from < this.#expected) return -1;
    const headEnd = data.indexOf('\r\n\r\n', Math.max(from, this.#searched - 3));
    if (headEnd === -1) {
      if (data.length - from > this.maxBytes) {
        this.#break(frames, 513, 'Message Too Large', data.subarray(from, from + this.maxBytes));
      }
      this.#searched = data.length;
      return -1;
    }
    const bodyStart = headEnd + 4;
    const head = data.subarray(from, bodyStart);
    const length = bodyLength(head);
    if (typeof length === 'string') {
      this.#break(frames, 400, length, head);
      return -1;
    }
    const end = bodyStart + length;
    if (end - from > this.maxBytes) {
      this.#break(frames, 513, 'Message Too Large', head);
      return -1;
    }
    this.#expected = end - from;
    if (end > data.length) return -1;
    // A copy: the buffer it stands in will be written over.
    frames.push({ kind: 'message', data: Buffer.from(data.subarray(from, end)) });
    this.#emptyLines = 0;
    this.#expected = 0;
    this.#searched = end;
    return end;
  }

  #skipEmptyLines(from: number, frames: Frame[]): number {
    let index = from;
    while (
      index + 1 < this.#length &&
      this.#data[index] === 0x0d &&
      this.#data[index + 1] === 0x0a
    ) {
      index += 2;
      this.#emptyLines++;
      if (this.#emptyLines === 2) {
        this.#emptyLines = 0;
        frames.push({ kind: 'ping' });
      }
    }
    return index;
  }

  #append(chunk: Buffer): void {
    const needed = this.#length + chunk.length;
    if (needed > this.#data.length) {
      const grown = Buffer.allocUnsafe(Math.max(needed, this.#data.length * 2));
      this.#data.copy(grown, 0, 0, this.#length);
      this.#data = grown;
    }
    chunk.copy(this.#data, this.#length);
    this.#length = needed;
  }

  /** Moves what is left to the front, and gives a large buffer back once it is empty. */
  #keep(from: number): void {
    this.#data.copyWithin(0, from, this.#length);
    this.#length -= from;
    this.#searched = Math.max(0, this.#searched - from);
    if (this.#length === 0 || this.#broken) {
      this.#data = Buffer.alloc(0);
      this.#length = 0;
      this.#searched = 0;
    }
  }

  #break(frames: Frame[], status: number, reason: string, head: Buffer): void {
    this.#broken = true;
    frames.push({ kind: 'broken', status, reason, head: Buffer.from(head) });
  }
}

/** The length of the body that follows, or what is wrong with Content-Length. */
function bodyLength(head: Buffer): number | string {
  const values = [...head.toString('latin1').matchAll(contentLength)];
  // §18.3: mandatory on streams.
  if (values.length === 0) return 'Missing Content-Length';
  if (values.length > 1) return 'Repeated Content-Length';
  return parseContentLength(values[0]![1]!.trim()) ?? 'Malformed Content-Length';
}
