import { isIP } from 'node:net';
import { isRtcp } from '../../rtp/packet.js';
import { srtpTrailerBytes } from '../../rtp/srtp.js';
import type { Counters } from './counters.js';
import type { LegReceiver } from './leg-receiver.js';
import { LegReports } from './leg-reports.js';
import type { LegSrtp } from './leg-srtp.js';
import type { OutboundStream } from './outbound-stream.js';
import type { EndpointSetup, NegotiatedMedia } from './protocol.js';
import { RtpSockets, type PacketSource } from './rtp-sockets.js';
import { SourceKeeper } from './source-keeper.js';
import type { WorkerTime } from './tick-clock.js';

/** The sockets of one leg: RTP goes to where audio comes from, and RTCP is kept beside it. */
export class LegTransport {
  readonly #setup: EndpointSetup;
  readonly #counters: Counters;
  readonly #receiver: LegReceiver;
  readonly #reports: LegReports;
  readonly #time: WorkerTime;
  #sockets: RtpSockets | null = null;
  #keeper: SourceKeeper | null = null;
  #media: NegotiatedMedia | null = null;
  #srtp: LegSrtp | null = null;
  /** Since before the last upkeep: what had been queued from others before is gone. */
  #wasKept = false;

  constructor(setup: EndpointSetup, counters: Counters, receiver: LegReceiver, time: WorkerTime) {
    this.#setup = setup;
    this.#counters = counters;
    this.#receiver = receiver;
    this.#time = time;
    this.#reports = new LegReports(setup, time);
  }

  /** @throws the system's error when the ports cannot be bound */
  async bind(): Promise<void> {
    this.#sockets = await RtpSockets.bind(this.#setup.bindHost, this.#setup.rtpPort, {
      onRtp: this.#onRtp,
      onRtcp: this.#onRtcp,
      onError: () => this.#counters['socket-errors']++,
    });
    this.#keeper = new SourceKeeper(this.#sockets);
  }

  get roundTripMs(): number | null {
    return this.#reports.roundTripMs;
  }

  configure(media: NegotiatedMedia, srtp: LegSrtp | null, nowMs: number): void {
    this.#media = media;
    this.#srtp = srtp;
    this.#keeper?.renegotiated(nowMs);
    this.#wasKept = false;
  }

  /**
   * Several times a second: keeps to the source, and sends a report when it is time. `sending` is
   * null while we only receive.
   */
  upkeep(sending: OutboundStream | null, nowMs: number): void {
    const { latch, lastPacketMs, reception } = this.#receiver;
    this.#wasKept = this.#sockets?.kept === true;
    if (latch !== null) this.#keeper?.update(latch, lastPacketMs, nowMs);
    this.#wasKept &&= this.#sockets?.kept === true;
    if (reception === null || !this.#reports.due(nowMs)) return;
    this.#sendRtcp(this.#reports.next(sending, reception));
  }

  readonly sendRtp = (packet: Buffer, length: number): boolean => {
    const { latch } = this.#receiver;
    const sockets = this.#sockets;
    if (latch === null || sockets === null) return true;
    if (!sockets.kept && (latch.port === 0 || isIP(latch.address) === 0)) return true;
    return sockets.sendRtp(packet, length, latch.address, latch.port);
  };

  sendBye(): void {
    this.#sendRtcp(this.#reports.bye());
  }

  async close(): Promise<void> {
    const sockets = this.#sockets;
    this.#sockets = null;
    this.#keeper = null;
    await sockets?.close();
  }

  readonly #onRtp = (packet: Buffer, source: PacketSource): void => {
    if (isRtcp(packet, packet.length)) this.#onRtcp(packet, source);
    else this.#receiver.receive(packet, source, this.#wasKept, this.#time.monotonicMs());
  };

  readonly #onRtcp = (packet: Buffer, { address, port }: PacketSource): void => {
    const { latch } = this.#receiver;
    if (latch === null || !latch.acceptsRtcp(address)) return;
    const { length } = packet;
    const plain = this.#srtp?.receiving.unprotectRtcp(packet, length) ?? length;
    if (plain < 0) this.#counters['srtp-rejected']++;
    else if (!this.#reports.receive(packet, plain, port)) this.#counters['rtcp-garbage']++;
  };

  #sendRtcp(report: Uint8Array): void {
    const { latch } = this.#receiver;
    if (latch === null || this.#media === null || isIP(latch.address) === 0) return;
    const port = this.#reports.portOf(this.#media.remote, latch);
    if (port === 0) return;
    let packet = report;
    if (this.#srtp !== null) {
      packet = new Uint8Array(report.length + srtpTrailerBytes);
      packet.set(report);
      packet = packet.subarray(0, this.#srtp.sending.protectRtcp(packet, report.length));
    }
    this.#sockets?.sendRtcp(packet, latch.address, port, this.#media.remote.rtcpMux);
  }
}
