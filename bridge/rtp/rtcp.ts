import type { Reception } from './reception.js';
import { type ReportBlock, RtcpWriter, ntpMiddleOf, readCompound } from './rtcp-packet.js';

/** What the far end's RTCP said. */
export interface RtcpReceived {
  /** The far end says that a stream of its ends. */
  readonly bye: boolean;
  /** What it reports on our stream; null when this packet held no such block. */
  readonly aboutUs: {
    /** 0..1 over its last interval. */
    readonly lossFraction: number;
    readonly cumulativeLost: number;
    readonly jitterTicks: number;
  } | null;
}

export interface RtcpSessionOptions {
  /** Of what we send. */
  readonly ssrc: number;
  /** Canonical name (RFC 7022), the same for all that we send in the session. */
  readonly cname: string;
}

/** What we have sent, for the sender report. */
export interface SenderCounts {
  readonly packets: number;
  /** Of payload. */
  readonly octets: number;
  /** RTP timestamp that corresponds to now. */
  readonly rtpTimestamp: number;
}

/** Longer round trips are clocks gone wrong, or lies. */
const maxRoundTripMs = 10_000;

/**
 * RTCP of one leg. All times are of one clock, in ms since 1970. Where it is set anew, at most one
 * round trip is measured wrong.
 */
export class RtcpSession {
  /** Packets that were no RTCP. */
  garbage = 0;
  readonly #ssrc: number;
  readonly #cname: string;
  #roundTripMs: number | null = null;
  #lastSr: { readonly ssrc: number; readonly ntpMiddle: number; readonly atMs: number } | null =
    null;

  constructor(options: RtcpSessionOptions) {
    this.#ssrc = options.ssrc;
    this.#cname = options.cname;
  }

  /** Smoothed; null until the far end has answered a sender report of ours. */
  get roundTripMs(): number | null {
    return this.#roundTripMs;
  }

  /** One datagram. Null when it is no valid RTCP; it is then counted as garbage. */
  receive(packet: Uint8Array, length: number, nowMs: number): RtcpReceived | null {
    const compound = readCompound(packet, length);
    if (compound === null) {
      this.garbage++;
      return null;
    }
    if (compound.senderReport !== null) this.#lastSr = { ...compound.senderReport, atMs: nowMs };
    const block = compound.blocks.find(({ ssrc }) => ssrc === this.#ssrc);
    if (block !== undefined) this.#measureRoundTrip(block, nowMs);
    return {
      bye: compound.byes.length > 0,
      aboutUs:
        block === undefined
          ? null
          : {
              lossFraction: block.fractionLost / 256,
              cumulativeLost: block.cumulativeLost,
              jitterTicks: block.jitterTicks,
            },
    };
  }

  /** A compound packet: SR, or RR when nothing was `sent` since the last one, and SDES. */
  report(sent: SenderCounts | null, reception: Reception, nowMs: number): Uint8Array {
    const writer = new RtcpWriter();
    const block = this.#block(reception, nowMs);
    if (sent === null) writer.receiverReport(this.#ssrc, block);
    else {
      const { rtpTimestamp, packets, octets } = sent;
      writer.senderReport(this.#ssrc, nowMs, rtpTimestamp, packets, octets, block);
    }
    writer.sourceDescription(this.#ssrc, this.#cname);
    return writer.finish();
  }

  /** The last packet of the session: RR, SDES and BYE (RFC 3550 §6.1 and §6.6). */
  bye(): Uint8Array {
    const writer = new RtcpWriter();
    writer.receiverReport(this.#ssrc, null);
    writer.sourceDescription(this.#ssrc, this.#cname);
    writer.bye(this.#ssrc);
    return writer.finish();
  }

  #block(reception: Reception, nowMs: number): ReportBlock | null {
    const report = reception.report();
    if (report === null) return null;
    const sr = this.#lastSr?.ssrc === report.ssrc ? this.#lastSr : null;
    return {
      ...report,
      lastSr: sr?.ntpMiddle ?? 0,
      delaySinceLastSr: sr === null ? 0 : Math.round((nowMs - sr.atMs) * 65.536) % 0x1_0000_0000,
    };
  }

  /** RFC 3550 §6.4.1: now − LSR − DLSR. */
  #measureRoundTrip(block: ReportBlock, nowMs: number): void {
    if (block.lastSr === 0) return;
    const units = (ntpMiddleOf(nowMs) - block.lastSr - block.delaySinceLastSr) | 0;
    const roundTripMs = units / 65.536;
    // A far end that rounds DLSR up can make it slightly negative.
    if (roundTripMs < -10 || roundTripMs > maxRoundTripMs) return;
    const sample = Math.max(0, roundTripMs);
    this.#roundTripMs =
      this.#roundTripMs === null ? sample : this.#roundTripMs + (sample - this.#roundTripMs) / 4;
  }
}

/**
 * Time to the next report: 5 s × 0.5..1.5 (RFC 3550 §6.2 for two members).
 * `randomUnit` is uniform in 0..1.
 */
export function rtcpIntervalMs(randomUnit: number): number {
  return 5000 * (0.5 + randomUnit);
}
