import type { Tally } from '../../ports/tallies.js';
import { type Hour, RangeRecord, hourMs, hourOf, rememberedHours } from './range-record.js';

/**
 * Calls that are made to be paid for, not to talk, only ever sit in the entry dialogue or on hold
 * music: idle, as they are called here. They come from one range of numbers, hour after hour.
 */
export interface PumpingSettings {
  /** Idle calls of one range at once, and within an hour, whatever its record. */
  readonly concurrent: number;
  readonly perHour: number;
  /** An hour with so many calls that never came into a conference is a bad one. */
  readonly badHourCalls: number;
  /** After so many bad hours of the last 24 a range is suspected; an absent organizer makes two. */
  readonly badHours: number;
  /** The same caps for a suspected range. */
  readonly suspectedConcurrent: number;
  readonly suspectedPerHour: number;
}

export type Arrival =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly cap: 'concurrent' | 'per-hour' };

/** A range has become suspected. */
export interface Suspicion {
  readonly range: string;
  readonly calls: number;
  readonly hours: number;
}

/** Bounds of memory: past the first, the oldest are forgotten until the second is left. */
const mostRanges = 50_000;
const rangesKept = 45_000;

/**
 * Counts idle calls by number range, and says which call is one too many. Pure: times are wall time
 * that never goes back, given by the caller. A range that is suspected may still call: what is
 * capped is how many of its calls are idle, so that its honest callers get through.
 */
export class PumpingWatch {
  readonly #settings: PumpingSettings;
  readonly #keep: (tally: Tally) => void;
  readonly #ranges = new Map<string, RangeRecord>();
  readonly #rangeOfCall = new Map<string, string>();
  #refused = 0;

  constructor(settings: PumpingSettings, keep: (tally: Tally) => void) {
    this.#settings = settings;
    this.#keep = keep;
  }

  /** @returns whether to take the call, and a suspicion that is new */
  arrived(
    legId: string,
    range: string,
    nowMs: number,
  ): { readonly arrival: Arrival; readonly suspicion: Suspicion | null } {
    const hour = hourOf(nowMs);
    const record = this.#record(range);
    const suspicion = this.#newSuspicion(range, record, hour);
    const cap = this.#capReached(record, hour);
    if (cap !== null) {
      this.#refused += 1;
      // Counted too: what keeps trying stays suspected.
      this.#add(range, record, 'idle', hour);
      return { arrival: { kind: 'refused', cap }, suspicion };
    }
    record.arrived(legId, hour);
    this.#rangeOfCall.set(legId, range);
    return { arrival: { kind: 'taken' }, suspicion };
  }

  /** The call has come into a mix: it is of use. */
  reached(legId: string, nowMs: number): void {
    this.#settle(legId, 'useful', nowMs);
  }

  over(legId: string, nowMs: number): void {
    this.#settle(legId, 'idle', nowMs);
  }

  get counts(): { readonly idle: number; readonly suspected: number; readonly refused: number } {
    let [idle, suspected] = [0, 0];
    for (const record of this.#ranges.values()) {
      idle += record.idleNow;
      if (record.suspected) suspected += 1;
    }
    return { idle, suspected, refused: this.#refused };
  }

  restore({ kind, key, level }: Tally, nowMs: number): void {
    if (kind !== 'idle-calls' && kind !== 'useful-calls') return;
    const space = key.lastIndexOf(' ');
    // A clock that was set back leaves hours that have not come yet.
    const hour = Math.min(Number(key.slice(space + 1)), hourOf(nowMs));
    const record = this.#record(key.slice(0, space));
    record.add(kind === 'idle-calls' ? 'idle' : 'useful', hour, level);
  }

  #capReached(record: RangeRecord, hour: Hour): 'concurrent' | 'per-hour' | null {
    const { concurrent, perHour, suspectedConcurrent, suspectedPerHour } = this.#settings;
    const { suspected } = record;
    if (record.idleNow >= (suspected ? suspectedConcurrent : concurrent)) return 'concurrent';
    if (record.idleIn(hour) >= (suspected ? suspectedPerHour : perHour)) return 'per-hour';
    return null;
  }

  #newSuspicion(range: string, record: RangeRecord, hour: Hour): Suspicion | null {
    const bad = record.badHours(hour, this.#settings.badHourCalls);
    const was = record.suspected;
    record.suspected = bad.hours >= this.#settings.badHours;
    return record.suspected && !was ? { range, ...bad } : null;
  }

  #settle(legId: string, as: 'idle' | 'useful', nowMs: number): void {
    const range = this.#rangeOfCall.get(legId);
    if (range === undefined) return;
    this.#rangeOfCall.delete(legId);
    const record = this.#record(range);
    if (record.leftIdle(legId)) this.#add(range, record, as, hourOf(nowMs));
  }

  #add(range: string, record: RangeRecord, as: 'idle' | 'useful', hour: Hour): void {
    const level = record.add(as, hour);
    // Useful calls need no exact count, and every write costs.
    if (as === 'useful' && level % 10 !== 1) return;
    const kind = as === 'idle' ? 'idle-calls' : 'useful-calls';
    const untilMs = (hour + rememberedHours) * hourMs;
    this.#keep({ kind, key: `${range} ${hour}`, level, atMs: hour * hourMs, untilMs });
  }

  #record(range: string): RangeRecord {
    const found = this.#ranges.get(range);
    if (found !== undefined) return found;
    if (this.#ranges.size >= mostRanges) this.#forgetOldest();
    const record = new RangeRecord();
    this.#ranges.set(range, record);
    return record;
  }

  /** They come in the order they were first seen; those with calls now are kept. */
  #forgetOldest(): void {
    for (const [range, record] of this.#ranges) {
      if (record.idleNow === 0) this.#ranges.delete(range);
      if (this.#ranges.size <= rangesKept) return;
    }
  }
}
