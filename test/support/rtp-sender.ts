import { type RtpHeader, newRtpHeader, readHeader, writeHeader } from '../../bridge/rtp/packet.js';

export interface SentPacket {
  readonly header: RtpHeader;
  readonly packet: Uint8Array;
}

/** Makes the packets of one RTP source, 8000 Hz; each payload begins with its count, 16 bits. */
export class RtpSender {
  sequence: number;
  timestamp: number;
  ssrc: number;
  count = 0;
  readonly #payloadBytes: number;

  constructor(
    options: Partial<{ sequence: number; timestamp: number; ssrc: number; ptimeMs: number }> = {},
  ) {
    this.sequence = options.sequence ?? 65_500;
    this.timestamp = options.timestamp ?? 0xffff_f000;
    this.ssrc = options.ssrc ?? 0x1234;
    this.#payloadBytes = (options.ptimeMs ?? 20) * 8;
  }

  next(payloadType = 0, marker = false): SentPacket {
    const packet = new Uint8Array(12 + this.#payloadBytes);
    writeHeader(packet, payloadType, marker, this.sequence, this.timestamp, this.ssrc);
    packet[12] = this.count >>> 8;
    packet[13] = this.count;
    this.count++;
    this.sequence = (this.sequence + 1) & 0xffff;
    this.timestamp = (this.timestamp + this.#payloadBytes) >>> 0;
    const header = newRtpHeader();
    readHeader(packet, packet.length, header);
    return { header, packet };
  }

  /** A pause: time goes on, packets do not. */
  pause(durationMs: number): void {
    this.timestamp = (this.timestamp + durationMs * 8) >>> 0;
  }
}

/** A header alone, for what looks at nothing else. */
export function rtpHeader(fields: Partial<RtpHeader> = {}): RtpHeader {
  return { ...newRtpHeader(), payloadOffset: 12, payloadLength: 160, ssrc: 0x1234, ...fields };
}
