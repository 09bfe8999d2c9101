import { ArrivalModel } from './arrival-model.js';
import type { RtpHeader } from './packet.js';
import {
  type BufferedPayload,
  PacketRing,
  audio,
  notAudio,
  played,
  ringSlots,
} from './packet-ring.js';
import { halfTickMs, PlayoutDelay } from './playout-delay.js';
import { SequenceExtender } from './sequence-extender.js';

export interface JitterBufferOptions {
  /** RTP clock of the payload [Hz]: 8000 for G.711 and G.722, 48000 for Opus. */
  readonly clockRate: number;
  /** Bounds of the adaptive delay. Default 20 and 200. */
  readonly minDelayMs?: number;
  readonly maxDelayMs?: number;
  /** Larger payloads are refused. Default 1280 (an Opus frame has 1275 bytes at most). */
  readonly maxPayloadBytes?: number;
}

export type { BufferedPayload };

/** `passed`: of a silent talker, and taken for silence that was never sent. */
export type PushResult = 'buffered' | 'passed' | 'duplicate' | 'late' | 'oversize';

/**
 * - `payload`: play it.
 * - `lost`: conceal one packet's worth (`packetMs`); the packet is lost, or late and talk goes on.
 * - `empty`: nothing is due: the talker is silent, or nothing comes.
 */
export type PopResult = 'payload' | 'lost' | 'empty';

export function newBufferedPayload(): BufferedPayload {
  return { payloadType: 0, timestamp: 0, marker: false, levelDbov: NaN, data: new Uint8Array(0) };
}

/** When packets fail to come, how long talk is taken to go on. */
const concealMs = 60;
/** RFC 3389: comfort noise says that the talker is silent. The number is static (RFC 3551 §6). */
const comfortNoisePt = 13;

/**
 * Adaptive jitter buffer for one stream: reorders, hides jitter by a delay that follows it up and
 * down (`ArrivalModel`), and tells loss from the silence of a sender that suppresses it.
 *
 * Packets play back to back; the delay is set anew at every start of talk. In between it grows
 * when packets come too late, and shrinks by leaving out a packet, in silence if there is any. What
 * a silent talker sends is passed over, as if the sender had suppressed it.
 * Nothing is allocated per packet while payload sizes stay the same.
 */
export class JitterBuffer {
  /** Set by the owner while the talker is silent: the delay may then change unheard. */
  quiet = false;
  /** Packets that came after their time, and packets left out to shorten the delay. */
  latePackets = 0;
  leftOutPackets = 0;

  readonly #minDelayMs: number;
  readonly #maxDelayMs: number;
  readonly #maxPayloadBytes: number;
  readonly #clockRate: number;
  readonly #numbers = new SequenceExtender();
  #arrivals: ArrivalModel;

  readonly #ring: PacketRing;
  /** The clock of the source changed since the last audio packet. */
  #restarted = false;
  /** Number and media time of the packet that plays next. */
  #next = 0;
  #nextMediaMs = 0;
  /** Number of the newest packet that may be heard; −1 for none. */
  #newestHeard = -1;
  /** The last unbroken run of packets that were passed over. */
  #passedFirst = -1;
  #passedLast = -1;
  #playing = false;
  #concealedMs = concealMs;
  readonly #delay = new PlayoutDelay();

  #lastTimestamp = 0;
  #lastStepTicks = 0;
  #packetMs = 20;

  constructor(options: JitterBufferOptions) {
    this.#clockRate = options.clockRate;
    this.#minDelayMs = options.minDelayMs ?? 20;
    this.#maxDelayMs = options.maxDelayMs ?? 200;
    this.#maxPayloadBytes = options.maxPayloadBytes ?? 1280;
    this.#ring = new PacketRing(this.#maxPayloadBytes);
    this.#arrivals = new ArrivalModel(options.clockRate);
  }

  /** Playout delay beyond the fastest packet, smoothed [ms]. */
  get delayMs(): number {
    return Math.max(0, this.#delay.ms);
  }

  /** The delay that the jitter asks for [ms]. */
  get targetMs(): number {
    return Math.min(this.#maxDelayMs, Math.max(this.#minDelayMs, this.#arrivals.neededMs));
  }

  /** Duration of one packet as observed [ms]; 20 until it is known. */
  get packetMs(): number {
    return this.#packetMs;
  }

  /**
   * An audio packet of the stream. `arrivalMs` is monotonic. `levelDbov`, where it is known, comes
   * out with it; `unheard`: nobody wants it, unless for what waits before it.
   */
  push(
    header: RtpHeader,
    packet: Uint8Array,
    arrivalMs: number,
    levelDbov = NaN,
    unheard = false,
  ): PushResult {
    if (header.payloadLength > this.#maxPayloadBytes) return 'oversize';
    if (header.payloadLength === 0) {
      // A keep-alive (RFC 6263 §4.6).
      this.skip(header);
      return 'buffered';
    }
    const newestBefore = this.#numbers.highest;
    const number = this.#number(header);
    if (number < 0) return 'late';

    let mediaMs: number;
    if (number > newestBefore) {
      const follows = number === newestBefore + 1 && !this.#restarted;
      mediaMs = this.#arrivals.newest(header.timestamp, arrivalMs, this.#restarted);
      if (follows) this.#observeStep(header.timestamp);
      this.#restarted = false;
      this.#lastTimestamp = header.timestamp;
      if (unheard && follows && this.#newestHeard < this.#next) return this.#pass(number);
    } else if (this.#ring.has(number) || this.#hasPassed(number)) {
      return 'duplicate';
    } else {
      mediaMs = this.#arrivals.reordered(header.timestamp, arrivalMs);
      if (number < this.#next || Number.isNaN(mediaMs)) {
        this.latePackets++;
        return 'late';
      }
    }
    this.#makeRoom(number);
    this.#ring.store(number, mediaMs, header, packet, levelDbov);
    if (!unheard && number > this.#newestHeard) this.#newestHeard = number;
    return 'buffered';
  }

  /** A packet of the same stream that is no audio (telephone-event): its number is not a loss. */
  skip(header: RtpHeader): void {
    const number = this.#number(header);
    if (number < this.#next || this.#ring.has(number)) return;
    this.#makeRoom(number);
    this.#ring.mark(number, notAudio);
  }

  /** The next packet's worth of audio. `nowMs` is on the clock of `arrivalMs`. */
  pop(into: BufferedPayload, nowMs: number): PopResult {
    const head = this.#boundDelay(nowMs);
    if (head < 0) return this.#starve();
    const mediaMs = this.#ring.mediaMs(head);
    const delayMs = nowMs - this.#arrivals.baseMs - mediaMs;
    const due = delayMs + halfTickMs >= this.targetMs;

    if (!this.#playing) {
      if (!due) return this.#starve();
      this.#delay.set(delayMs);
    } else if (mediaMs - this.#nextMediaMs >= this.#packetMs / 2) {
      // A gap on the timeline. It is waited out only as far as the delay is needed.
      const missing = this.#missingBefore(head);
      const wait = missing ? delayMs < this.targetMs + this.#packetMs : !due;
      if (wait) {
        this.#nextMediaMs += this.#packetMs;
        return missing ? 'lost' : 'empty';
      }
      this.#delay.set(delayMs);
    } else {
      const { quiet } = this;
      switch (this.#delay.advise(delayMs, this.targetMs, this.#packetMs, quiet, nowMs)) {
        case 'lengthen':
          this.#delay.lengthened(this.#packetMs);
          return 'empty';
        case 'shorten':
          if (!this.#ring.holds(head + 1, audio)) break;
          this.#delay.shortened(this.#packetMs, nowMs);
          this.leftOutPackets++;
          return this.#take(head + 1, into);
        case 'keep':
      }
    }
    return this.#take(head, into);
  }

  /** Forgets the stream and what was learned of its jitter. */
  reset(): void {
    this.#ring.clear();
    this.#numbers.reset();
    this.#arrivals = new ArrivalModel(this.#clockRate);
    this.#next = 0;
    this.#newestHeard = -1;
    this.#passedFirst = -1;
    this.#passedLast = -1;
    this.#playing = false;
    this.#concealedMs = concealMs;
    this.#delay.set(0);
    this.#restarted = false;
    this.#lastStepTicks = 0;
  }

  /** All that waits is unheard as well; what comes next begins a talk. */
  #pass(number: number): PushResult {
    if (number !== this.#passedLast + 1) this.#passedFirst = number;
    this.#passedLast = number;
    this.#next = number + 1;
    this.#playing = false;
    this.#concealedMs = concealMs;
    return 'passed';
  }

  #hasPassed(number: number): boolean {
    return number >= this.#passedFirst && number <= this.#passedLast;
  }

  #number(header: RtpHeader): number {
    const number = this.#numbers.extend(header.ssrc, header.sequence);
    if (this.#numbers.restarted) this.#restarted = true;
    return number;
  }

  /** A burst larger than the ring: what is oldest goes. */
  #makeRoom(number: number): void {
    if (number - this.#next >= ringSlots) this.#next = number - ringSlots + 1;
  }

  #observeStep(timestamp: number): void {
    const step = (timestamp - this.#lastTimestamp) >>> 0;
    const stepMs = (step * 1000) / this.#clockRate;
    // Twice the same, so that a pause of the talker is not taken for a packet's duration.
    if (step > 0 && stepMs <= 120 && step === this.#lastStepTicks) this.#packetMs = stepMs;
    this.#lastStepTicks = step;
  }

  /** Number of the first audio packet that has not been played; −1 for none. */
  #head(): number {
    for (let number = this.#next; number <= this.#numbers.highest; number++) {
      if (this.#ring.holds(number, audio)) return number;
    }
    return -1;
  }

  #missingBefore(head: number): boolean {
    for (let number = this.#next; number < head; number++) {
      if (!this.#ring.holds(number, notAudio)) return true;
    }
    return false;
  }

  #starve(): PopResult {
    this.#playing = false;
    if (this.quiet || this.#concealedMs >= concealMs) return 'empty';
    this.#concealedMs += this.#packetMs;
    return 'lost';
  }

  /**
   * However late the owner pops or the network delivers, nothing older than the bound is kept.
   * @returns the head that is left; −1 for none
   */
  #boundDelay(nowMs: number): number {
    const oldestMs = nowMs - this.#arrivals.baseMs - this.#maxDelayMs - this.#packetMs;
    for (;;) {
      const head = this.#head();
      if (head < 0) return head;
      const mediaMs = this.#ring.mediaMs(head);
      if (mediaMs >= oldestMs) return head;
      this.#ring.mark(head, played);
      this.#next = head + 1;
      this.#nextMediaMs = mediaMs + this.#packetMs;
      this.leftOutPackets++;
    }
  }

  #take(number: number, into: BufferedPayload): PopResult {
    this.#ring.take(number, into);
    this.#next = number + 1;
    this.#nextMediaMs = this.#ring.mediaMs(number) + this.#packetMs;
    this.#playing = true;
    this.#concealedMs = into.payloadType === comfortNoisePt ? concealMs : 0;
    return 'payload';
  }
}
