import { createEncoder } from '../codec/create.js';
import { maxFrameBytes, type CodecName, type Encoder } from '../codec/types.js';
import type { Band } from './two-band-mix.js';

/** One 20 ms frame of a codec. */
export interface EncodedFrame {
  readonly bytes: Buffer;
  /** The first 160 of `bytes`, a frame of G.711 or G.722, to be copied four at a time. */
  readonly words160: Int32Array;
  /** The first so many are the frame. */
  length: number;
}

export function newEncodedFrame(): EncodedFrame {
  const bytes = Buffer.alloc(maxFrameBytes);
  return { bytes, words160: new Int32Array(bytes.buffer, bytes.byteOffset, 40), length: 0 };
}

export function bandOf(codec: CodecName): Band {
  return codec === 'G722' || codec === 'opus' ? 'wide' : 'narrow';
}

/** One stream of audio encoded at most once per codec and tick, for all who listen to it. */
export class SharedEncodes {
  readonly #streams = new Map<CodecName, SharedStream>();

  /** A new frame: what was encoded before is no longer it. */
  begin(): void {
    for (const stream of this.#streams.values()) stream.encoded = false;
  }

  /** Listeners keep it, so that none of them has to look it up in a tick. */
  stream(codec: CodecName): SharedStream {
    let stream = this.#streams.get(codec);
    if (stream === undefined) {
      stream = new SharedStream(createEncoder(codec));
      this.#streams.set(codec, stream);
    }
    return stream;
  }

  /** Of the stream in this codec, as of the last frame; undefined before the first. */
  encoder(codec: CodecName): Encoder | undefined {
    return this.#streams.get(codec)?.encoder;
  }

  close(): void {
    for (const { encoder } of this.#streams.values()) encoder.close();
    this.#streams.clear();
  }
}

/** What all hear who listen in one codec. */
export class SharedStream {
  readonly encoder: Encoder;
  /** Whether this tick's frame is there. */
  encoded = false;
  readonly #frame = newEncodedFrame();

  constructor(encoder: Encoder) {
    this.encoder = encoder;
  }

  /** `pcm`: this tick's frame in the codec's band. */
  frame(pcm: Int16Array): EncodedFrame {
    if (!this.encoded) {
      this.#frame.length = this.encoder.encode(pcm, this.#frame.bytes, 0);
      this.encoded = true;
    }
    return this.#frame;
  }
}
