/**
 * Where a conference's mix passes from the thread that mixes it to the thread that records it:
 * 20 ms frames of 16 kHz mono in shared memory, with one writer and one reader, without locks and
 * without the main thread. Each frame carries the number of its tick, so that the reader knows what
 * is missing, and a recording is as long as the time it was made in.
 */
export const ringFrameSamples = 320;
export const ringFrameMs = 20;

/** 20 s: a reader held up by a slow disk for less than that loses nothing. */
const capacityFrames = 1000;

/** Where the Int32 words of the head are. */
const word = { written: 0, read: 1, state: 2, length: 3 } as const;
const headWords = 4;
const headBytes = 4 * headWords;
const ticksBytes = 4 * capacityFrames;
const samplesBytes = 2 * capacityFrames * ringFrameSamples;

/** `open`: more will come. `stopped`: all is in it. `lost`: whoever wrote it has died. */
export type RingState = 'open' | 'stopped' | 'lost';
const states: readonly RingState[] = ['open', 'stopped', 'lost'];

export function createFrameRing(): SharedArrayBuffer {
  return new SharedArrayBuffer(headBytes + ticksBytes + samplesBytes);
}

class RingViews {
  readonly head: Int32Array;
  readonly ticks: Int32Array;
  readonly samples: Int16Array;

  constructor(memory: SharedArrayBuffer) {
    this.head = new Int32Array(memory, 0, headWords);
    this.ticks = new Int32Array(memory, headBytes, capacityFrames);
    this.samples = new Int16Array(memory, headBytes + ticksBytes);
  }
}

/** The mixing thread's end. */
export class FrameRingWriter {
  readonly #views: RingViews;
  #written = 0;
  /** Ticks that had no place: the reader fell behind by the ring's whole length. */
  overruns = 0;

  constructor(memory: SharedArrayBuffer) {
    this.#views = new RingViews(memory);
  }

  /** `tick`: since the first frame, counting those that were never written. */
  write(tick: number, frame: Int16Array): void {
    const { head, ticks, samples } = this.#views;
    if (this.#written - Atomics.load(head, word.read) >= capacityFrames) {
      this.overruns++;
      return;
    }
    const slot = this.#written % capacityFrames;
    ticks[slot] = tick;
    samples.set(frame, slot * ringFrameSamples);
    // After the frame itself, so that who sees the count sees the frame.
    Atomics.store(head, word.written, ++this.#written);
  }

  /** `ticks`: how many there were, with those that were never written. */
  stop(ticks: number): void {
    endRing(this.#views.head, 'stopped', ticks);
  }
}

/** For whoever learns that the writer has died. */
export function loseRing(memory: SharedArrayBuffer): void {
  endRing(new RingViews(memory).head, 'lost', 0);
}

function endRing(head: Int32Array, state: RingState, ticks: number): void {
  if (Atomics.load(head, word.state) !== states.indexOf('open')) return;
  Atomics.store(head, word.length, ticks);
  Atomics.store(head, word.state, states.indexOf(state));
}

/** The recording thread's end. */
export class FrameRingReader {
  readonly #views: RingViews;
  #read = 0;
  /** The next frame's tick, were none missing. */
  #tick = 0;

  constructor(memory: SharedArrayBuffer) {
    this.#views = new RingViews(memory);
  }

  /** Ask for it before the last `next`: what was written before the end is there then. */
  get state(): RingState {
    return states[Atomics.load(this.#views.head, word.state)] ?? 'lost';
  }

  /** Frames that wait to be read. */
  get waiting(): number {
    return Atomics.load(this.#views.head, word.written) - this.#read;
  }

  /**
   * The next frame into `into`.
   * @returns how many frames are missing before it, or null where there is none yet
   */
  next(into: Int16Array): number | null {
    if (this.waiting === 0) return null;
    const { head, ticks, samples } = this.#views;
    const slot = this.#read % capacityFrames;
    const missing = ticks[slot]! - this.#tick;
    this.#tick = ticks[slot]! + 1;
    into.set(samples.subarray(slot * ringFrameSamples, (slot + 1) * ringFrameSamples));
    Atomics.store(head, word.read, ++this.#read);
    return missing;
  }

  /** After the last frame of a ring that was stopped: frames missing at its very end. */
  missingAtEnd(): number {
    return Math.max(0, Atomics.load(this.#views.head, word.length) - this.#tick);
  }
}
