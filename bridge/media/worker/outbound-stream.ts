import { rtpHeaderBytes, writeHeader } from '../../rtp/packet.js';
import { srtpTrailerBytes, type SrtpContext } from '../../rtp/srtp.js';
import { maxFrameBytes } from '../codec/types.js';
import type { EncodedFrame } from '../mixer/shared-encodes.js';
import type { NegotiatedMedia } from './protocol.js';
import { tickMs } from './tick-clock.js';

/** G.711 and G.722: 64 kbit/s. */
const bytesPerMs = 8;

export interface SenderState {
  readonly ssrc: number;
  readonly sequence: number;
  readonly timestamp: number;
}

/** From encoded frames of 20 ms to RTP packets of the length that the far end asked for. */
export class OutboundStream {
  readonly ssrc: number;
  packets: number;
  octets: number;
  /** Of the next packet. */
  sequence: number;
  timestamp: number;
  #packet: Buffer = Buffer.alloc(0);
  /** The payload's first 160 bytes, where it has as many. */
  #words160: Int32Array = new Int32Array(0);
  #payloadType = 0;
  #payloadBytes = 0;
  #filledBytes = 0;
  #ticksPerPacket = 0;
  /** Opus packets vary in length, and one of them holds one frame. */
  #oneFrame = false;
  #marker = true;
  #srtp: SrtpContext | null = null;

  constructor(state: SenderState, sent: { readonly packets: number; readonly octets: number }) {
    this.ssrc = state.ssrc;
    this.sequence = state.sequence;
    this.timestamp = state.timestamp;
    this.packets = sent.packets;
    this.octets = sent.octets;
  }

  configure(media: NegotiatedMedia, srtp: SrtpContext | null): void {
    const { codec } = media;
    // RFC 7587 §7: ptime is what the receiver prefers for Opus, and 20 ms is the common choice.
    this.#oneFrame = codec.name === 'opus';
    const packetMs = this.#oneFrame ? tickMs : media.ptimeMs;
    this.#payloadBytes = this.#oneFrame ? maxFrameBytes : packetMs * bytesPerMs;
    this.#ticksPerPacket = (codec.clockRate / 1000) * packetMs;
    this.#payloadType = media.sendPayloadType;
    this.#srtp = srtp;
    const trailer = srtp === null ? 0 : srtpTrailerBytes;
    this.#packet = Buffer.alloc(rtpHeaderBytes + this.#payloadBytes + trailer);
    const words = this.#payloadBytes < 160 ? 0 : 40;
    this.#words160 = new Int32Array(this.#packet.buffer, rtpHeaderBytes, words);
    this.#filledBytes = 0;
    // RFC 3551 §4.1: the start of a talkspurt, here of the stream in its new form.
    this.#marker = true;
  }

  /** Adds a frame and hands over each packet that it completes. */
  add(frame: EncodedFrame, send: (packet: Buffer, length: number) => void): void {
    if (this.#oneFrame) {
      frame.bytes.copy(this.#packet, rtpHeaderBytes, 0, frame.length);
      this.#finish(frame.length, send);
      return;
    }
    if (frame.length === 160 && this.#payloadBytes === 160) {
      // The usual case. Copied by words: a call of `set` takes longer than its 160 bytes.
      const { words160 } = frame;
      const to = this.#words160;
      for (let i = 0; i < words160.length; i++) to[i] = words160[i]!;
      this.#finish(160, send);
      return;
    }
    for (let taken = 0; taken < frame.length;) {
      const count = Math.min(frame.length - taken, this.#payloadBytes - this.#filledBytes);
      const to = rtpHeaderBytes + this.#filledBytes;
      frame.bytes.copy(this.#packet, to, taken, taken + count);
      taken += count;
      this.#filledBytes += count;
      if (this.#filledBytes === this.#payloadBytes) {
        this.#filledBytes = 0;
        this.#finish(this.#payloadBytes, send);
      }
    }
  }

  /** Nothing is sent for a frame; time goes on. */
  pause(): void {
    this.timestamp = (this.timestamp + this.#ticksPerPacket) >>> 0;
    this.#filledBytes = 0;
    this.#marker = true;
  }

  #finish(payloadBytes: number, send: (packet: Buffer, length: number) => void): void {
    const packet = this.#packet;
    writeHeader(packet, this.#payloadType, this.#marker, this.sequence, this.timestamp, this.ssrc);
    this.#marker = false;
    this.sequence = (this.sequence + 1) & 0xffff;
    this.timestamp = (this.timestamp + this.#ticksPerPacket) >>> 0;
    this.packets++;
    this.octets += payloadBytes;
    let length = rtpHeaderBytes + payloadBytes;
    if (this.#srtp !== null) length = this.#srtp.protectRtp(packet, length);
    send(packet, length);
  }
}
