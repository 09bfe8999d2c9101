import type { RtpHeader } from './packet.js';

/** A popped payload; reused by its owner. */
export interface BufferedPayload {
  payloadType: number;
  timestamp: number;
  marker: boolean;
  /** As it was pushed with. */
  levelDbov: number;
  /** A view into the buffer, good until the next `push`. */
  data: Uint8Array;
}

/** A power of two; with 10 ms packets it still holds more than the longest delay. */
export const ringSlots = 32;
const slotMask = ringSlots - 1;

export const played = 0;
export const audio = 1;
export const notAudio = 2;

/** What a slot holds for the packet number written on it. */
export type SlotKind = typeof played | typeof audio | typeof notAudio;

// A slot's record: 64 bytes, so that whatever is asked of it is in the same cache line or two.
const fields = 8;
const numberAt = 0;
const kindAt = 1;
const mediaMsAt = 2;
const timestampAt = 3;
const payloadTypeAt = 4;
const markerAt = 5;
const lengthAt = 6;
const levelAt = 7;

/** The last packets of a stream by their unwrapped numbers, in storage allocated once. */
export class PacketRing {
  readonly #maxPayloadBytes: number;
  readonly #records = new Float64Array(ringSlots * fields);
  readonly #storage: Uint8Array;
  /** A view per slot, made anew only when the payload's length changes. */
  readonly #views: Uint8Array[] = [];

  constructor(maxPayloadBytes: number) {
    this.#maxPayloadBytes = maxPayloadBytes;
    this.#storage = new Uint8Array(ringSlots * maxPayloadBytes);
    for (let slot = 0; slot < ringSlots; slot++) this.#views.push(this.#storage.subarray(0, 0));
    this.clear();
  }

  /** Whether the packet has come, played or not. */
  has(number: number): boolean {
    return this.#records[recordOf(number) + numberAt] === number;
  }

  holds(number: number, kind: SlotKind): boolean {
    const record = recordOf(number);
    return this.#records[record] === number && this.#records[record + kindAt] === kind;
  }

  /** Place on the media timeline [ms] of a packet that is there. */
  mediaMs(number: number): number {
    return this.#records[recordOf(number) + mediaMsAt]!;
  }

  mark(number: number, kind: SlotKind): void {
    const record = recordOf(number);
    this.#records[record + numberAt] = number;
    this.#records[record + kindAt] = kind;
  }

  /** The payload must fit. */
  store(
    number: number,
    mediaMs: number,
    header: RtpHeader,
    packet: Uint8Array,
    levelDbov: number,
  ): void {
    const records = this.#records;
    const record = recordOf(number);
    const length = header.payloadLength;
    records[record + numberAt] = number;
    records[record + kindAt] = audio;
    records[record + mediaMsAt] = mediaMs;
    records[record + timestampAt] = header.timestamp;
    records[record + payloadTypeAt] = header.payloadType;
    records[record + markerAt] = header.marker ? 1 : 0;
    records[record + lengthAt] = length;
    records[record + levelAt] = levelDbov;
    const storage = this.#storage;
    const to = (number & slotMask) * this.#maxPayloadBytes;
    const from = header.payloadOffset;
    for (let i = 0; i < length; i++) storage[to + i] = packet[from + i]!;
  }

  /** Gives the payload out and marks it as played. */
  take(number: number, into: BufferedPayload): void {
    const records = this.#records;
    const record = recordOf(number);
    into.payloadType = records[record + payloadTypeAt]!;
    into.timestamp = records[record + timestampAt]!;
    into.marker = records[record + markerAt] === 1;
    into.levelDbov = records[record + levelAt]!;
    into.data = this.#payload(number & slotMask, records[record + lengthAt]!);
    records[record + kindAt] = played;
  }

  clear(): void {
    for (let at = numberAt; at < this.#records.length; at += fields) this.#records[at] = -1;
  }

  #payload(slot: number, length: number): Uint8Array {
    const view = this.#views[slot]!;
    if (view.length === length) return view;
    const start = slot * this.#maxPayloadBytes;
    return (this.#views[slot] = this.#storage.subarray(start, start + length));
  }
}

function recordOf(number: number): number {
  return (number & slotMask) * fields;
}
