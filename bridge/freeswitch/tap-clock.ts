import { FrameRingWriter, ringFrameMs, ringFrameSamples } from '../kernel/frame-ring.js';

/** What comes late is waited for so long, and then taken for silence [frames]. */
const patience = 15;
/** After that, so much is left for what still comes [frames]. */
const slack = 5;

/** It comes; there is none, for nobody is there; or it is lost, and its frames are missing. */
export type MixState = 'coming' | 'empty' | 'broken';

const silence = new Int16Array(ringFrameSamples);

/**
 * Puts the frames of a mix in their place in time: FreeSWITCH's come by its own clock, and over a
 * network, and a recording must be as long as the time it was made in.
 */
export class TapClock {
  readonly #ring: FrameRingWriter;
  readonly #startMs: number;
  #nextTick = 0;
  #sequence: number | null = null;

  constructor(ring: SharedArrayBuffer, nowMs: number) {
    this.#ring = new FrameRingWriter(ring);
    this.#startMs = nowMs;
  }

  /** `sequence`: of its packet; what was lost before it is silence. */
  take(frame: Int16Array, sequence: number, nowMs: number): void {
    const ahead = this.#sequence === null ? 1 : (sequence - this.#sequence) & 0xffff;
    // Double, or overtaken: its place is taken.
    if (ahead === 0 || ahead > 0x8000) return;
    this.#sequence = sequence;
    for (let lost = 1; lost < Math.min(ahead, patience); lost++) this.#write(silence, nowMs);
    this.#write(frame, nowMs);
  }

  /** To be asked now and then. */
  keepUp(nowMs: number, mix: MixState): void {
    const due = this.#due(nowMs);
    if (mix !== 'empty' && due - this.#nextTick <= patience) return;
    if (mix === 'broken') this.#nextTick = due - slack;
    while (this.#nextTick < due - slack) this.#ring.write(this.#nextTick++, silence);
  }

  /** Another stream begins, with a numbering of its own. */
  restart(): void {
    this.#sequence = null;
  }

  /** Whether all of the time up to `nowMs` is there. */
  isComplete(nowMs: number): boolean {
    return this.#nextTick >= this.#due(nowMs);
  }

  /** Ends as of `nowMs`; the last frames may still be on their way, and count as silence. */
  stop(nowMs: number): void {
    const due = this.#due(nowMs);
    if (due - this.#nextTick <= patience) {
      while (this.#nextTick < due) this.#ring.write(this.#nextTick++, silence);
    }
    this.#ring.stop(due);
  }

  #write(frame: Int16Array, nowMs: number): void {
    // FreeSWITCH's clock runs fast, or sends what it was held up with.
    if (this.#nextTick > this.#due(nowMs) + slack) return;
    this.#ring.write(this.#nextTick++, frame);
  }

  #due(nowMs: number): number {
    return Math.floor((nowMs - this.#startMs) / ringFrameMs);
  }
}
