/** The fixed RTP header (RFC 3550 §5.1), read and written in place: nothing is allocated. */
export interface RtpHeader {
  marker: boolean;
  payloadType: number;
  /** 0..65535. */
  sequence: number;
  /** In ticks of the payload's clock, 0..2^32 − 1. */
  timestamp: number;
  ssrc: number;
  payloadOffset: number;
  /** Without the padding. */
  payloadLength: number;
}

export const rtpHeaderBytes = 12;

export function newRtpHeader(): RtpHeader {
  return {
    marker: false,
    payloadType: 0,
    sequence: 0,
    timestamp: 0,
    ssrc: 0,
    payloadOffset: 0,
    payloadLength: 0,
  };
}

/**
 * Reads the header of the packet in the first `length` bytes of `packet`.
 * @returns false when it is no RTP packet; `into` is then in an undefined state.
 */
export function readHeader(packet: Uint8Array, length: number, into: RtpHeader): boolean {
  if (length < rtpHeaderBytes || length > packet.length) return false;
  const first = packet[0]!;
  if (first >> 6 !== 2) return false;
  const second = packet[1]!;
  // RFC 5761 §4: with the marker these payload types are RTCP packet types.
  if (second >= 192 && second <= 223) return false;

  let offset = rtpHeaderBytes + (first & 0x0f) * 4;
  if ((first & 0x10) !== 0) {
    // RFC 3550 §5.3.1: the extension counts its own length in 32-bit words, without its first.
    if (offset + 4 > length) return false;
    offset += 4 + ((packet[offset + 2]! << 8) | packet[offset + 3]!) * 4;
  }
  let end = length;
  if ((first & 0x20) !== 0) {
    // The last byte counts the padding, itself included.
    const padding = packet[length - 1]!;
    if (padding === 0) return false;
    end -= padding;
  }
  if (offset > end) return false;

  into.marker = second >= 0x80;
  into.payloadType = second & 0x7f;
  into.sequence = (packet[2]! << 8) | packet[3]!;
  into.timestamp = ((packet[4]! << 24) | (packet[5]! << 16) | (packet[6]! << 8) | packet[7]!) >>> 0;
  into.ssrc = ((packet[8]! << 24) | (packet[9]! << 16) | (packet[10]! << 8) | packet[11]!) >>> 0;
  into.payloadOffset = offset;
  into.payloadLength = end - offset;
  return true;
}

/** Writes a header of 12 bytes, without CSRC, extension or padding, to the start of `into`. */
export function writeHeader(
  into: Uint8Array,
  payloadType: number,
  marker: boolean,
  sequence: number,
  timestamp: number,
  ssrc: number,
): void {
  into[0] = 0x80;
  into[1] = marker ? payloadType | 0x80 : payloadType;
  into[2] = sequence >>> 8;
  into[3] = sequence;
  into[4] = timestamp >>> 24;
  into[5] = timestamp >>> 16;
  into[6] = timestamp >>> 8;
  into[7] = timestamp;
  into[8] = ssrc >>> 24;
  into[9] = ssrc >>> 16;
  into[10] = ssrc >>> 8;
  into[11] = ssrc;
}

/** Whether a packet that came to a port shared by RTP and RTCP is RTCP (RFC 5761 §4). */
export function isRtcp(packet: Uint8Array, length: number): boolean {
  return length >= 4 && packet[0]! >> 6 === 2 && packet[1]! >= 192 && packet[1]! <= 223;
}
