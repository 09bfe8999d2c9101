import { setTimeout as delay } from 'node:timers/promises';
import {
  FrameRingReader,
  ringFrameSamples,
  type RingState,
} from '../../bridge/kernel/frame-ring.js';
import type { ConferenceTap } from '../../bridge/ports/media-server.js';
import { tonePresence } from './listen.js';

const patienceMs = 15_000;

/** Takes what comes out of a tap, as the encoder would. */
export class TapEar {
  readonly tap: ConferenceTap;
  readonly #source: FrameRingReader;
  readonly #frames: Int16Array[] = [];
  /** Frames that did not come. */
  missing = 0;

  constructor(tap: ConferenceTap) {
    this.tap = tap;
    this.#source = new FrameRingReader(tap.source.ring);
  }

  get state(): RingState {
    return this.#source.state;
  }

  /** All frames so far. */
  frames(): number {
    for (;;) {
      const frame = new Int16Array(ringFrameSamples);
      const missing = this.#source.next(frame);
      if (missing === null) return this.#frames.length;
      this.missing += missing;
      this.#frames.push(frame);
    }
  }

  async until(what: string, condition: () => boolean): Promise<void> {
    for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += 20) {
      this.frames();
      if (condition()) return;
      await delay(20);
    }
    throw new Error(`not in the tap: ${what}`);
  }

  /** Whether the last 300 ms have this tone. */
  hears(frequencyHz: number): boolean {
    const last = this.#frames.slice(-15);
    const samples = Float64Array.from(
      last.flatMap((frame) => [...frame]),
      (s) => s / 32768,
    );
    const sound = { sampleRate: 16_000, channels: 1, bitsPerSample: 16, samples };
    return last.length === 15 && tonePresence(sound, [frequencyHz])[0]!.share === 1;
  }

  /** The largest step from one sample to the next, of full scale, since that frame. */
  largestStep(fromFrame = 0): number {
    let largest = 0;
    let before: number | null = null;
    for (const frame of this.#frames.slice(fromFrame)) {
      for (const sample of frame) {
        if (before !== null) largest = Math.max(largest, Math.abs(sample - before));
        before = sample;
      }
    }
    return largest / 32768;
  }

  peak(): number {
    return Math.max(0, ...this.#frames.slice(-15).flatMap((frame) => [...frame].map(Math.abs)));
  }
}
