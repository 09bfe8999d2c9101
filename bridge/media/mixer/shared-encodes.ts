import { rtpHeaderBytes } from '../../rtp/packet.js';
import { createEncoder } from '../codec/create.js';
import { maxFrameBytes, type CodecName, type Encoder } from '../codec/types.js';
import type { Band } from './two-band-mix.js';

/**
 * One 20 ms frame of a codec, where its RTP packet will be: with room for the header before it. Who
 * sends it writes a header there, so that one frame serves all its listeners without a copy.
 */
export interface EncodedFrame {
  /** Anew where a socket has kept the last one. */
  packet: Buffer;
  /** Of the frame, without the header [bytes]. */
  length: number;
}

export function newEncodedFrame(codec: CodecName): EncodedFrame {
  return { packet: Buffer.alloc(rtpHeaderBytes + maxFrameBytes[codec]), length: 0 };
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
      stream = new SharedStream(codec);
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
  readonly #frame: EncodedFrame;

  constructor(codec: CodecName) {
    this.encoder = createEncoder(codec);
    this.#frame = newEncodedFrame(codec);
  }

  /** `pcm`: this tick's frame in the codec's band. */
  frame(pcm: Int16Array): EncodedFrame {
    if (!this.encoded) {
      this.#frame.length = this.encoder.encode(pcm, this.#frame.packet, rtpHeaderBytes);
      this.encoded = true;
    }
    return this.#frame;
  }
}
