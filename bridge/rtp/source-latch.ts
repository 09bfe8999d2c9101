import type { RtpHeader } from './packet.js';
import { maxDropout, maxMisorder } from './sequence-extender.js';

/**
 * - `accepted`: of the source that is known.
 * - `learned`: the first of a source that is known from now on; `moved`: the same, after NAT has
 *   given the far end another address.
 * - `probation`: not proven yet by a packet before it in sequence. Drop it.
 * - `foreign`: of someone else. Drop it; it is counted.
 */
export type LatchVerdict = 'accepted' | 'learned' | 'moved' | 'probation' | 'foreign';

/** A source may have moved when the old one has been silent for this long. */
const quietMs = 500;
const candidateCount = 4;
/** Packets of the known source after which a renegotiation no longer opens the way for another. */
const relearnPackets = 50;

interface Candidate {
  address: string;
  port: number;
  ssrc: number;
  nextSequence: number;
}

/**
 * Symmetric RTP (RFC 4961) that cannot be hijacked: audio goes to where audio comes from, learned
 * once after each offer/answer. From then on other sources are refused, unless one continues the
 * SSRC and the sequence of a source that has fallen silent.
 *
 * The signalled source is believed at once. Any other, and any change of SSRC, must show two
 * packets in sequence: a stray packet proves nothing.
 */
export class SourceLatch {
  /** Where audio goes to: the signalled address until a source is learned. */
  address: string;
  port: number;
  foreignPackets = 0;
  moves = 0;

  #signalledAddress: string;
  #signalledPort: number;
  #learned = false;
  /** Counts down to the end of learning after a renegotiation that named no new address. */
  #relearning = 0;
  #ssrc = 0;
  #sequence = 0;
  #lastPacketMs = -Infinity;
  readonly #candidates: Candidate[] = [];
  #nextCandidate = 0;

  constructor(signalledAddress: string, signalledPort: number) {
    this.address = signalledAddress;
    this.port = signalledPort;
    this.#signalledAddress = signalledAddress;
    this.#signalledPort = signalledPort;
    for (let i = 0; i < candidateCount; i++) {
      this.#candidates.push({ address: '', port: 0, ssrc: 0, nextSequence: -1 });
    }
  }

  get learned(): boolean {
    return this.#learned;
  }

  /**
   * After a new offer/answer. When it names another address, audio goes there until a source is
   * learned anew. When it does not, the source stays known; but if it falls silent now, another
   * may take its place, also with a new SSRC.
   */
  renegotiated(signalledAddress: string, signalledPort: number): void {
    const changed =
      signalledAddress !== this.#signalledAddress || signalledPort !== this.#signalledPort;
    this.#signalledAddress = signalledAddress;
    this.#signalledPort = signalledPort;
    this.#relearning = relearnPackets;
    if (!changed) return;
    this.#learned = false;
    this.address = signalledAddress;
    this.port = signalledPort;
    for (const candidate of this.#candidates) candidate.nextSequence = -1;
  }

  /** For every RTP packet, before anything else is done with it. `nowMs` is monotonic. */
  accept(address: string, port: number, header: RtpHeader, nowMs: number): LatchVerdict {
    if (!this.#learned) {
      const signalled = port === this.#signalledPort && address === this.#signalledAddress;
      if (!signalled && !this.#proven(address, port, header)) return 'probation';
      this.#learn(address, port, header, nowMs);
      return 'learned';
    }
    if (port === this.port && address === this.address) return this.acceptKept(header, nowMs);
    return this.#other(address, port, header, nowMs);
  }

  /** The same for a packet that can only have come from the known source. */
  acceptKept(header: RtpHeader, nowMs: number): LatchVerdict {
    if (!this.#learned) return this.accept(this.address, this.port, header, nowMs);
    if (!this.#continues(header) && !this.#proven(this.address, this.port, header)) {
      return 'probation';
    }
    this.#follow(header, nowMs);
    return 'accepted';
  }

  /** Whether RTCP from this host may be believed. */
  acceptsRtcp(address: string): boolean {
    return address === this.address || address === this.#signalledAddress;
  }

  #other(address: string, port: number, header: RtpHeader, nowMs: number): LatchVerdict {
    const silent = nowMs - this.#lastPacketMs >= quietMs;
    const signalled = port === this.#signalledPort && address === this.#signalledAddress;
    const mayFollow = signalled || (silent && this.#relearning > 0);
    if ((silent && this.#continues(header)) || (mayFollow && this.#proven(address, port, header))) {
      this.moves++;
      this.#learn(address, port, header, nowMs);
      return 'moved';
    }
    if (mayFollow) return 'probation';
    this.foreignPackets++;
    return 'foreign';
  }

  /** RFC 3550 A.1: the same source, a plausible step from its last packet. */
  #continues(header: RtpHeader): boolean {
    if (header.ssrc !== this.#ssrc) return false;
    const step = ((header.sequence - this.#sequence) << 16) >> 16;
    return step <= maxDropout && step >= -maxMisorder;
  }

  /** Whether this packet follows, in sequence, one of the same source and SSRC. */
  #proven(address: string, port: number, header: RtpHeader): boolean {
    const nextSequence = (header.sequence + 1) & 0xffff;
    for (const candidate of this.#candidates) {
      const same =
        candidate.nextSequence >= 0 &&
        candidate.port === port &&
        candidate.ssrc === header.ssrc &&
        candidate.address === address;
      if (!same) continue;
      const proven = candidate.nextSequence === header.sequence;
      candidate.nextSequence = proven ? -1 : nextSequence;
      return proven;
    }
    const candidate = this.#candidates[this.#nextCandidate]!;
    this.#nextCandidate = (this.#nextCandidate + 1) % candidateCount;
    candidate.address = address;
    candidate.port = port;
    candidate.ssrc = header.ssrc;
    candidate.nextSequence = nextSequence;
    return false;
  }

  #learn(address: string, port: number, header: RtpHeader, nowMs: number): void {
    this.address = address;
    this.port = port;
    this.#learned = true;
    this.#relearning = 0;
    this.#ssrc = header.ssrc;
    this.#sequence = header.sequence;
    this.#lastPacketMs = nowMs;
  }

  #follow(header: RtpHeader, nowMs: number): void {
    const step = ((header.sequence - this.#sequence) << 16) >> 16;
    if (header.ssrc !== this.#ssrc || step > 0 || step < -maxMisorder) {
      this.#sequence = header.sequence;
    }
    this.#ssrc = header.ssrc;
    this.#lastPacketMs = nowMs;
    if (this.#relearning > 0) this.#relearning--;
  }
}
