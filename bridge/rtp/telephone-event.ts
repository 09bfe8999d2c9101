/** A key of the telephone keypad, sent as an RFC 4733 event. */
export interface KeyPress {
  /** One of 0-9 * # A-D. */
  readonly key: string;
  readonly durationMs: number;
}

/** RFC 4733 §3.2, by event code. */
const keys = '0123456789*#ABCD';

const telephoneEventBytes = 4;

const maxDuration = 0xffff;
/** Without a packet for this long the end was lost. Packets come every 20 to 50 ms. */
const lostEndMs = 150;
/** Events older than this are no stragglers: the sender's clock was set anew. */
const stragglerMs = 10_000;
/** Segments of one long key follow each other without a pause; keys do not (RFC 4733 §2.5.2.2). */
const segmentSlackMs = 20;

/**
 * Keys out of RFC 4733 events: exactly one for each press, whatever is lost, doubled or reordered,
 * and however long it is.
 *
 * ```text
 *   timestamp T   [M dur 160] [dur 320] … [E dur 800] [E dur 800] [E dur 800]   a usual press
 *   timestamp T   [M dur 160] … [dur 65535]                                     a long one, then
 *   timestamp T + 65535         [dur 160] … [E dur 4000] ×3                     its next segment
 * ```
 */
export class TelephoneEventReceiver {
  readonly #ticksPerMs: number;
  /** Of the event under way, or else of the last one. */
  #code = -1;
  #timestamp = 0;
  /** Of the present segment, and of those before it. */
  #durationTicks = 0;
  #earlierTicks = 0;
  #underWay = false;
  #lastPacketMs = 0;
  /** A second key, when one packet ends two. */
  #waiting: KeyPress | null = null;

  /** `clockRate` of the event's timestamps [Hz]. */
  constructor(clockRate: number) {
    this.#ticksPerMs = clockRate / 1000;
  }

  /** `tick` has something to watch. */
  get busy(): boolean {
    return this.#underWay || this.#waiting !== null;
  }

  /** One payload of the telephone-event type. A key is given once, when it has ended. */
  receive(timestamp: number, payload: Uint8Array, marker: boolean, nowMs: number): KeyPress | null {
    if (payload.length < telephoneEventBytes) return null;
    const code = payload[0]!;
    // Flash, fax and line signals (RFC 4733 §3.2, RFC 4734) are no keys.
    if (code >= keys.length) return null;
    const end = (payload[1]! & 0x80) !== 0;
    const durationTicks = (payload[2]! << 8) | payload[3]!;

    let ended: KeyPress | null = null;
    if (this.#code < 0 || timestamp !== this.#timestamp || (code !== this.#code && marker)) {
      if (this.#isStraggler(timestamp)) return null;
      if (this.#isNextSegment(code, timestamp, marker)) {
        this.#earlierTicks += (timestamp - this.#timestamp) >>> 0;
        this.#timestamp = timestamp;
        this.#durationTicks = 0;
      } else {
        ended = this.#finish();
        this.#code = code;
        this.#timestamp = timestamp;
        this.#durationTicks = 0;
        this.#earlierTicks = 0;
        this.#underWay = true;
      }
    }
    this.#durationTicks = Math.max(this.#durationTicks, durationTicks);
    // The E packet is sent three times (RFC 4733 §2.5.1.4).
    if (!this.#underWay) return ended;
    this.#lastPacketMs = nowMs;
    if (!end) return ended;
    const own = this.#finish();
    if (ended === null) return own;
    this.#waiting = own;
    return ended;
  }

  /** Call every frame while `busy`: gives the key whose end was lost. */
  tick(nowMs: number): KeyPress | null {
    if (this.#waiting !== null) {
      const waiting = this.#waiting;
      this.#waiting = null;
      return waiting;
    }
    return this.#underWay && nowMs - this.#lastPacketMs >= lostEndMs ? this.#finish() : null;
  }

  /** The sender has changed (new SSRC). Gives the key that was under way. */
  reset(): KeyPress | null {
    const ended = this.#finish();
    this.#code = -1;
    return ended;
  }

  #finish(): KeyPress | null {
    if (!this.#underWay) return null;
    this.#underWay = false;
    const durationMs = (this.#earlierTicks + this.#durationTicks) / this.#ticksPerMs;
    return { key: keys[this.#code]!, durationMs: Math.round(durationMs) };
  }

  #isStraggler(timestamp: number): boolean {
    const behindTicks = (this.#timestamp - timestamp) >>> 0;
    return this.#code >= 0 && behindTicks > 0 && behindTicks < stragglerMs * this.#ticksPerMs;
  }

  /**
   * RFC 4733 §2.5.1.3: a key longer than the duration field goes on under a new timestamp, without
   * the marker. Some devices start a segment earlier, or set E at the end of each.
   */
  #isNextSegment(code: number, timestamp: number, marker: boolean): boolean {
    if (code !== this.#code || marker) return false;
    const ahead = (timestamp - this.#timestamp) >>> 0;
    if (this.#underWay && ahead === maxDuration) return true;
    return ahead > 0 && ahead <= this.#durationTicks + segmentSlackMs * this.#ticksPerMs;
  }
}
