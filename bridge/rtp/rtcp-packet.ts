/** RTCP packets, read and written (RFC 3550 §6). */

const senderReportType = 200;
const receiverReportType = 201;
const sourceDescriptionType = 202;
const byeType = 203;

/** One report block (RFC 3550 §6.4.1). */
export interface ReportBlock {
  readonly ssrc: number;
  /** In 1/256. */
  readonly fractionLost: number;
  readonly cumulativeLost: number;
  readonly highestSequence: number;
  readonly jitterTicks: number;
  /** Middle 32 bits of the NTP timestamp of the last SR; 0 for none. */
  readonly lastSr: number;
  /** Since then, in 1/65536 s. */
  readonly delaySinceLastSr: number;
}

/** What a compound packet said, as far as it concerns us. */
export interface RtcpCompound {
  readonly senderReport: { readonly ssrc: number; readonly ntpMiddle: number } | null;
  readonly blocks: readonly ReportBlock[];
  /** Sources that have left. */
  readonly byes: readonly number[];
}

const blockBytes = 24;

/** @returns null when it is no RTCP, by the checks of RFC 3550 A.2 */
export function readCompound(packet: Uint8Array, length: number): RtcpCompound | null {
  if (length < 8 || length > packet.length) return null;
  const view = new DataView(packet.buffer, packet.byteOffset, length);
  let senderReport: RtcpCompound['senderReport'] = null;
  const blocks: ReportBlock[] = [];
  const byes: number[] = [];
  for (let offset = 0; offset < length;) {
    if (offset + 4 > length) return null;
    const first = view.getUint8(offset);
    const type = view.getUint8(offset + 1);
    const end = offset + 4 + view.getUint16(offset + 2) * 4;
    if (first >> 6 !== 2 || end > length) return null;
    // Only the last may be padded.
    if ((first & 0x20) !== 0 && end !== length) return null;
    // RFC 5506 lets others come first than SR and RR.
    if (offset === 0 && (type < 192 || type > 223)) return null;
    const count = first & 0x1f;
    switch (type) {
      case senderReportType:
        if (end < offset + 28) return null;
        senderReport = { ssrc: view.getUint32(offset + 4), ntpMiddle: view.getUint32(offset + 10) };
        if (!readBlocks(view, offset + 28, count, end, blocks)) return null;
        break;
      case receiverReportType:
        if (!readBlocks(view, offset + 8, count, end, blocks)) return null;
        break;
      case byeType:
        if (offset + 4 + count * 4 > end) return null;
        for (let i = 0; i < count; i++) byes.push(view.getUint32(offset + 4 + i * 4));
        break;
      default:
        break;
    }
    offset = end;
  }
  return { senderReport, blocks, byes };
}

function readBlocks(
  view: DataView,
  start: number,
  count: number,
  end: number,
  into: ReportBlock[],
): boolean {
  if (start + count * blockBytes > end) return false;
  for (let offset = start; offset < start + count * blockBytes; offset += blockBytes) {
    into.push({
      ssrc: view.getUint32(offset),
      fractionLost: view.getUint8(offset + 4),
      // 24 bits, signed.
      cumulativeLost: (view.getInt32(offset + 4) << 8) >> 8,
      highestSequence: view.getUint32(offset + 8),
      jitterTicks: view.getUint32(offset + 12),
      lastSr: view.getUint32(offset + 16),
      delaySinceLastSr: view.getUint32(offset + 20),
    });
  }
  return true;
}

/** From 1900, where NTP begins, to 1970 [s]. */
const ntpEpochSeconds = 2_208_988_800;

/** An NTP timestamp in two words, from a time in ms since 1970. */
function ntpOf(timeMs: number): { readonly seconds: number; readonly fraction: number } {
  const seconds = Math.floor(timeMs / 1000);
  const fraction = Math.floor(((timeMs - seconds * 1000) / 1000) * 0x1_0000_0000);
  return { seconds: (seconds + ntpEpochSeconds) >>> 0, fraction };
}

/** The middle 32 bits: 1/65536 s, wrapping after 18 hours. */
export function ntpMiddleOf(timeMs: number): number {
  return Math.floor((timeMs / 1000 + ntpEpochSeconds) * 65_536) % 0x1_0000_0000;
}

/** Builds one compound packet. */
export class RtcpWriter {
  readonly #view = new DataView(new ArrayBuffer(512));
  #length = 0;

  senderReport(
    ssrc: number,
    timeMs: number,
    rtpTimestamp: number,
    packets: number,
    octets: number,
    block: ReportBlock | null,
  ): void {
    const { seconds, fraction } = ntpOf(timeMs);
    this.#head(senderReportType, block === null ? 0 : 1, 6 + (block === null ? 0 : 6));
    for (const word of [ssrc, seconds, fraction, rtpTimestamp, packets, octets]) this.#word(word);
    if (block !== null) this.#block(block);
  }

  receiverReport(ssrc: number, block: ReportBlock | null): void {
    this.#head(receiverReportType, block === null ? 0 : 1, 1 + (block === null ? 0 : 6));
    this.#word(ssrc);
    if (block !== null) this.#block(block);
  }

  /** CNAME alone (RFC 3550 §6.5.1), at most 255 bytes of it. */
  sourceDescription(ssrc: number, cname: string): void {
    const text = new TextEncoder().encode(cname).subarray(0, 255);
    // Type, length, text, and at least one null byte, filled up to a word.
    const words = Math.ceil((2 + text.length + 1) / 4);
    this.#head(sourceDescriptionType, 1, 1 + words);
    this.#word(ssrc);
    const bytes = new Uint8Array(this.#view.buffer, this.#length, words * 4);
    bytes[0] = 1;
    bytes[1] = text.length;
    bytes.set(text, 2);
    this.#length += words * 4;
  }

  bye(ssrc: number): void {
    this.#head(byeType, 1, 1);
    this.#word(ssrc);
  }

  finish(): Uint8Array {
    return new Uint8Array(this.#view.buffer, 0, this.#length);
  }

  /** `words` that follow the head. */
  #head(type: number, count: number, words: number): void {
    this.#view.setUint8(this.#length, 0x80 | count);
    this.#view.setUint8(this.#length + 1, type);
    this.#view.setUint16(this.#length + 2, words);
    this.#length += 4;
  }

  #word(value: number): void {
    this.#view.setUint32(this.#length, value);
    this.#length += 4;
  }

  #block(block: ReportBlock): void {
    this.#word(block.ssrc);
    this.#word((block.fractionLost << 24) | (block.cumulativeLost & 0xff_ffff));
    this.#word(block.highestSequence);
    this.#word(block.jitterTicks);
    this.#word(block.lastSr);
    this.#word(block.delaySinceLastSr);
  }
}
