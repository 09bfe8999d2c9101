import type { RtpHeader } from './packet.js';
import { SequenceExtender } from './sequence-extender.js';

/** One report block of RFC 3550 §6.4.1, about what we have received. */
export interface ReceptionReport {
  readonly ssrc: number;
  /** Of the interval since the last report, in 1/256. */
  readonly fractionLost: number;
  /** −0x800000..0x7fffff; duplicates make it negative. */
  readonly cumulativeLost: number;
  /** The cycles in the upper, the sequence in the lower 16 bits. */
  readonly highestSequence: number;
  /** In RTP ticks. */
  readonly jitterTicks: number;
}

/**
 * What has come of a stream and what has not (RFC 3550 A.1, A.3, A.8).
 *
 * Unlike A.1, the first packet counts without a second in sequence: who may send has been decided
 * by then (`SourceLatch`).
 */
export class Reception {
  readonly #ticksPerMs: number;
  readonly #numbers = new SequenceExtender();
  /** Of the present source. */
  #ssrc = 0;
  #baseSequence = 0;
  #baseNumber = 0;
  #received = 0;
  /** Of the sources before it. */
  #earlierReceived = 0;
  #earlierLost = 0;

  #transitTicks = NaN;
  #jitterTicks = 0;

  #reportedExpected = 0;
  #reportedReceived = 0;

  /** `clockRate` in Hz. */
  constructor(clockRate: number) {
    this.#ticksPerMs = clockRate / 1000;
  }

  /** Over all sources. Duplicates count, as in RFC 3550. */
  get packetsReceived(): number {
    return this.#earlierReceived + this.#received;
  }

  get packetsLost(): number {
    return this.#earlierLost + Math.max(0, this.#expected() - this.#received);
  }

  /** Interarrival jitter (RFC 3550 §6.4.1). */
  get jitterMs(): number {
    return this.#jitterTicks / this.#ticksPerMs;
  }

  /**
   * Every packet of the stream. `timed` is false where the timestamp does not follow the time of
   * sending (telephone-event), which must not count as jitter.
   */
  receive(header: RtpHeader, arrivalMs: number, timed = true): void {
    const number = this.#numbers.extend(header.ssrc, header.sequence);
    if (this.#numbers.restarted) this.#restart(header, number);
    // A stray packet, far from the others: it counts when the next follows it (A.1, bad_seq).
    if (number < this.#baseNumber) return;
    this.#received++;
    if (timed) this.#measureJitter(header.timestamp, arrivalMs);
  }

  /** For the next RR or SR; starts a new interval. Null when nothing has come yet. */
  report(): ReceptionReport | null {
    if (this.#received === 0) return null;
    const expected = this.#expected();
    const expectedNow = expected - this.#reportedExpected;
    const lostNow = expectedNow - (this.#received - this.#reportedReceived);
    this.#reportedExpected = expected;
    this.#reportedReceived = this.#received;
    return {
      ssrc: this.#ssrc,
      fractionLost:
        expectedNow <= 0 || lostNow <= 0
          ? 0
          : Math.min(255, Math.floor((lostNow * 256) / expectedNow)),
      cumulativeLost: Math.max(-0x800000, Math.min(0x7fffff, expected - this.#received)),
      highestSequence:
        (this.#baseSequence + this.#numbers.highest - this.#baseNumber) % 0x1_0000_0000,
      jitterTicks: Math.floor(this.#jitterTicks),
    };
  }

  #expected(): number {
    return this.#numbers.highest < 0 ? 0 : this.#numbers.highest - this.#baseNumber + 1;
  }

  #restart(header: RtpHeader, number: number): void {
    this.#earlierReceived += this.#received;
    // The number given to this packet is not one that was expected of the source before.
    const expectedBefore = number - this.#baseNumber;
    this.#earlierLost += Math.max(0, expectedBefore - this.#received);
    this.#ssrc = header.ssrc;
    this.#baseSequence = header.sequence;
    this.#baseNumber = number;
    this.#received = 0;
    this.#reportedExpected = 0;
    this.#reportedReceived = 0;
    this.#transitTicks = NaN;
  }

  /** A.8. A step of more than a second is a clock that was set anew, not jitter. */
  #measureJitter(timestamp: number, arrivalMs: number): void {
    const transitTicks = arrivalMs * this.#ticksPerMs - timestamp;
    const step = Math.abs(transitTicks - this.#transitTicks);
    this.#transitTicks = transitTicks;
    if (step < 1000 * this.#ticksPerMs) this.#jitterTicks += (step - this.#jitterTicks) / 16;
  }
}
