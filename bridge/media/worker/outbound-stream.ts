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

/** @returns whether it has gone: the system still holds a packet that has not */
export type SendPacket = (packet: Buffer, length: number) => boolean;

/** From encoded frames of 20 ms to RTP packets of the length that the far end asked for. */
export class OutboundStream {
  readonly ssrc: number;
  packets: number;
  octets: number;
  /** Of the next packet. */
  sequence: number;
  timestamp: number;
  /** Null where the frames' own packets are sent, the usual case. */
  #packet: Buffer | null = null;
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
    const packetMs = codec.name === 'opus' ? tickMs : media.ptimeMs;
    this.#oneFrame = packetMs === tickMs;
    this.#payloadBytes = codec.name === 'opus' ? maxFrameBytes.opus : packetMs * bytesPerMs;
    this.#ticksPerPacket = (codec.clockRate / 1000) * packetMs;
    this.#payloadType = media.sendPayloadType;
    this.#srtp = srtp;
    const trailer = srtp === null ? 0 : srtpTrailerBytes;
    this.#packet =
      this.#oneFrame && srtp === null
        ? null
        : Buffer.alloc(rtpHeaderBytes + this.#payloadBytes + trailer);
    this.#filledBytes = 0;
    // RFC 3551 §4.1: the start of a talkspurt, here of the stream in its new form.
    this.#marker = true;
  }

  /** Adds a frame and hands over each packet that it completes. */
  add(frame: EncodedFrame, send: SendPacket): void {
    if (this.#packet === null) {
      const { packet, length } = frame;
      if (!this.#finish(packet, length, send)) frame.packet = Buffer.from(packet);
      return;
    }
    let own = this.#packet;
    for (let taken = 0; taken < frame.length;) {
      const count = Math.min(frame.length - taken, this.#payloadBytes - this.#filledBytes);
      const from = rtpHeaderBytes + taken;
      frame.packet.copy(own, rtpHeaderBytes + this.#filledBytes, from, from + count);
      taken += count;
      this.#filledBytes += count;
      if (!this.#oneFrame && this.#filledBytes < this.#payloadBytes) continue;
      if (!this.#finish(own, this.#filledBytes, send)) {
        own = Buffer.alloc(own.length);
        this.#packet = own;
      }
      this.#filledBytes = 0;
    }
  }

  /** Nothing is sent for a frame; time goes on. */
  pause(): void {
    this.timestamp = (this.timestamp + this.#ticksPerPacket) >>> 0;
    this.#filledBytes = 0;
    this.#marker = true;
  }

  #finish(packet: Buffer, payloadBytes: number, send: SendPacket): boolean {
    writeHeader(packet, this.#payloadType, this.#marker, this.sequence, this.timestamp, this.ssrc);
    this.#marker = false;
    this.sequence = (this.sequence + 1) & 0xffff;
    this.timestamp = (this.timestamp + this.#ticksPerPacket) >>> 0;
    this.packets++;
    this.octets += payloadBytes;
    let length = rtpHeaderBytes + payloadBytes;
    if (this.#srtp !== null) length = this.#srtp.protectRtp(packet, length);
    return send(packet, length);
  }
}
