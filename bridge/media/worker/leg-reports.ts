import type { Reception } from '../../rtp/reception.js';
import { RtcpSession, rtcpIntervalMs } from '../../rtp/rtcp.js';
import type { RemoteMedia } from '../../sdp/types.js';
import type { EndpointSetup } from './protocol.js';
import type { WorkerTime } from './tick-clock.js';

interface Sent {
  readonly packets: number;
  readonly octets: number;
  readonly timestamp: number;
}

/** The RTCP of one leg: when reports go out, where to, and what comes back. */
export class LegReports {
  readonly #session: RtcpSession;
  /** Where the far end's RTCP came from; 0 before the first. */
  #learnedPort = 0;
  readonly #time: WorkerTime;
  #nextMs: number;
  #random: number;

  constructor({ ssrc, cname }: EndpointSetup, time: WorkerTime) {
    this.#time = time;
    this.#session = new RtcpSession({ ssrc, cname });
    this.#random = ssrc;
    this.#nextMs = time.monotonicMs() + this.#interval();
  }

  get roundTripMs(): number | null {
    return this.#session.roundTripMs;
  }

  due(nowMs: number): boolean {
    return nowMs >= this.#nextMs;
  }

  /** A report. `sent` is null when we only receive. */
  next(sent: Sent | null, reception: Reception): Uint8Array {
    this.#nextMs += this.#interval();
    const counts =
      sent === null
        ? null
        : { packets: sent.packets, octets: sent.octets, rtpTimestamp: sent.timestamp };
    return this.#session.report(counts, reception, this.#time.wallMs());
  }

  bye(): Uint8Array {
    return this.#session.bye();
  }

  /** @returns false when it is no RTCP */
  receive(packet: Uint8Array, length: number, port: number): boolean {
    if (this.#session.receive(packet, length, this.#time.wallMs()) === null) return false;
    this.#learnedPort = port;
    return true;
  }

  /** Behind NAT only what was learned can be right; before that, what was signalled may be. */
  portOf(remote: RemoteMedia, latch: { readonly port: number }): number {
    if (remote.rtcpMux) return latch.port;
    return this.#learnedPort === 0 ? remote.rtcpPort : this.#learnedPort;
  }

  /** RFC 3550 §6.2: spread, so that legs opened together do not report together. */
  #interval(): number {
    // A linear congruential generator; the SSRC, which is random, is its seed.
    this.#random = (Math.imul(this.#random, 1664525) + 1013904223) >>> 0;
    return rtcpIntervalMs(this.#random / 2 ** 32);
  }
}
