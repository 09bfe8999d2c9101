import { ReplayWindow } from './replay-window.js';
import {
  AesCounter,
  type SessionKeys,
  authenticate,
  deriveSessionKeys,
  sameTag,
  writeIv,
} from './srtp-cipher.js';

/** RFC 3711 §8.2, RFC 4568 §6.2: same names as in a=crypto. */
export type SrtpSuite = 'AES_CM_128_HMAC_SHA1_80' | 'AES_CM_128_HMAC_SHA1_32';

/** Room that protection needs past the packet: the tag, and for RTCP the index. */
export const srtpTrailerBytes = 14;

/** RFC 4568 §6.2.2: RTCP keeps the long tag in either suite. */
const rtcpTagBytes = 10;
const rtcpIndexBytes = 4;
const encryptedFlag = 0x8000_0000;
/** Sources of one far end whose state is kept. */
const maxStreams = 8;

/** How far a context has come, as plain data; indexes are those of RFC 3711 §3.3.1 and §3.4. */
export interface SrtpProgress {
  readonly rtp: readonly (readonly [ssrc: number, highestIndex: number])[];
  readonly rtcp: readonly (readonly [ssrc: number, highestIndex: number])[];
  /** Of the next RTCP packet that is sent. */
  readonly nextRtcpIndex: number;
}

/**
 * One direction of an SRTP session and its SRTCP (RFC 3711). Keep it as long as the key is the
 * same: starting anew would use a key stream twice, or forget how often the sequence has wrapped.
 */
export class SrtpContext {
  /** Packets that were forged, replayed or cut. */
  rejected = 0;
  readonly #tagBytes: number;
  readonly #rtp: SessionKeys;
  readonly #rtcp: SessionKeys;
  readonly #rtpCipher: AesCounter;
  readonly #rtcpCipher: AesCounter;
  /** By SSRC, in the order of their coming. */
  readonly #rtpStreams = new Map<number, ReplayWindow>();
  readonly #rtcpStreams = new Map<number, ReplayWindow>();
  #rtcpIndex = 0;
  readonly #iv = new Uint8Array(16);
  readonly #word = new Uint8Array(4);

  /**
   * `masterKey`: key and salt, 30 bytes. `progress`: of the context elsewhere that this one
   * continues.
   */
  constructor(suite: SrtpSuite, masterKey: Uint8Array, progress?: SrtpProgress) {
    this.#tagBytes = suite === 'AES_CM_128_HMAC_SHA1_80' ? 10 : 4;
    this.#rtp = deriveSessionKeys(masterKey, 0);
    this.#rtcp = deriveSessionKeys(masterKey, 3);
    this.#rtpCipher = new AesCounter(this.#rtp.encryption);
    this.#rtcpCipher = new AesCounter(this.#rtcp.encryption);
    if (progress === undefined) return;
    this.#rtcpIndex = progress.nextRtcpIndex;
    for (const [ssrc, highest] of progress.rtp) this.#rtpStreams.set(ssrc, windowAt(highest));
    for (const [ssrc, highest] of progress.rtcp) this.#rtcpStreams.set(ssrc, windowAt(highest));
  }

  get progress(): SrtpProgress {
    return {
      rtp: [...this.#rtpStreams].map(([ssrc, { highest }]) => [ssrc, highest] as const),
      rtcp: [...this.#rtcpStreams].map(([ssrc, { highest }]) => [ssrc, highest] as const),
      nextRtcpIndex: this.#rtcpIndex,
    };
  }

  /**
   * In place, for packets in sending order. `packet` has `srtpTrailerBytes` of room past `length`.
   * @returns the new length
   */
  protectRtp(packet: Uint8Array, length: number): number {
    const payload = payloadOffset(packet, length);
    if (payload < 0) throw new RangeError('not an RTP packet');
    const ssrc = wordAt(packet, 8);
    const stream = this.#rtpStreams.get(ssrc) ?? new ReplayWindow();
    const index = estimateIndex(stream.highest, (packet[2]! << 8) | packet[3]!);
    stream.add(index);
    remember(this.#rtpStreams, ssrc, stream);
    writeIv(this.#iv, this.#rtp.salt, ssrc, index);
    this.#rtpCipher.apply(this.#iv, packet, payload, length);
    packet.set(this.#rtpTag(packet, length, index).subarray(0, this.#tagBytes), length);
    return length + this.#tagBytes;
  }

  /** In place. @returns the length of the plain packet, or −1: drop it, it is counted. */
  unprotectRtp(packet: Uint8Array, length: number): number {
    const end = length - this.#tagBytes;
    const payload = payloadOffset(packet, end);
    if (payload < 0) return this.#reject();
    const ssrc = wordAt(packet, 8);
    const stream = this.#rtpStreams.get(ssrc) ?? new ReplayWindow();
    const index = estimateIndex(stream.highest, (packet[2]! << 8) | packet[3]!);
    if (index < 0 || !stream.allows(index)) return this.#reject();
    if (!sameTag(this.#rtpTag(packet, end, index), packet, end, this.#tagBytes)) {
      return this.#reject();
    }
    // Nothing is remembered of a packet that is not authentic (RFC 3711 §3.3.1).
    stream.add(index);
    remember(this.#rtpStreams, ssrc, stream);
    writeIv(this.#iv, this.#rtp.salt, ssrc, index);
    this.#rtpCipher.apply(this.#iv, packet, payload, end);
    return end;
  }

  /** As `protectRtp`, for a compound packet. */
  protectRtcp(packet: Uint8Array, length: number): number {
    const index = this.#rtcpIndex;
    this.#rtcpIndex = (this.#rtcpIndex + 1) % encryptedFlag;
    writeIv(this.#iv, this.#rtcp.salt, wordAt(packet, 4), index);
    // RFC 3711 §3.4: the first head and SSRC stay in the clear.
    this.#rtcpCipher.apply(this.#iv, packet, 8, length);
    setWord(packet, length, index + encryptedFlag);
    const end = length + rtcpIndexBytes;
    const tag = authenticate(this.#rtcp.authentication, packet, end, null);
    packet.set(tag.subarray(0, rtcpTagBytes), end);
    return end + rtcpTagBytes;
  }

  /** As `unprotectRtp`, for a compound packet. */
  unprotectRtcp(packet: Uint8Array, length: number): number {
    const end = length - rtcpTagBytes;
    const plainLength = end - rtcpIndexBytes;
    if (plainLength < 8 || length > packet.length) return this.#reject();
    const tag = authenticate(this.#rtcp.authentication, packet, end, null);
    if (!sameTag(tag, packet, end, rtcpTagBytes)) return this.#reject();
    const ssrc = wordAt(packet, 4);
    const word = wordAt(packet, plainLength);
    const index = word % encryptedFlag;
    const stream = this.#rtcpStreams.get(ssrc) ?? new ReplayWindow();
    if (!stream.allows(index)) return this.#reject();
    stream.add(index);
    remember(this.#rtcpStreams, ssrc, stream);
    if (word >= encryptedFlag) {
      writeIv(this.#iv, this.#rtcp.salt, ssrc, index);
      this.#rtcpCipher.apply(this.#iv, packet, 8, plainLength);
    }
    return plainLength;
  }

  /** Over the packet and the rollover counter (RFC 3711 §4.2). */
  #rtpTag(packet: Uint8Array, length: number, index: number): Uint8Array {
    setWord(this.#word, 0, Math.floor(index / 0x1_0000));
    return authenticate(this.#rtp.authentication, packet, length, this.#word);
  }

  #reject(): -1 {
    this.rejected++;
    return -1;
  }
}

/** Where the encrypted part begins; −1 when it is no RTP packet. Padding is encrypted as well. */
function payloadOffset(packet: Uint8Array, length: number): number {
  if (length < 12 || length > packet.length || packet[0]! >> 6 !== 2) return -1;
  let offset = 12 + (packet[0]! & 0x0f) * 4;
  if ((packet[0]! & 0x10) !== 0) {
    if (offset + 4 > length) return -1;
    offset += 4 + ((packet[offset + 2]! << 8) | packet[offset + 3]!) * 4;
  }
  return offset > length ? -1 : offset;
}

/** RFC 3711 §3.3.1, appendix A: the index nearest to the highest one. Below 0: before the start. */
function estimateIndex(highest: number, sequence: number): number {
  if (highest < 0) return sequence;
  return highest + (((sequence - (highest % 0x1_0000)) << 16) >> 16);
}

function remember(streams: Map<number, ReplayWindow>, ssrc: number, stream: ReplayWindow): void {
  if (streams.has(ssrc)) return;
  streams.set(ssrc, stream);
  if (streams.size <= maxStreams) return;
  for (const oldest of streams.keys()) {
    streams.delete(oldest);
    return;
  }
}

function windowAt(highest: number): ReplayWindow {
  const window = new ReplayWindow();
  window.add(highest);
  return window;
}

function wordAt(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
  );
}

function setWord(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}
