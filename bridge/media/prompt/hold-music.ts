import { SharedEncodes } from '../mixer/shared-encodes.js';
import { frameSamples, type Band } from '../mixer/two-band-mix.js';
import type { LoadedClip } from '../worker/protocol.js';

/** One clip played over and over to all who listen; it costs nothing while nobody does. */
export class HoldMusic {
  readonly clip: LoadedClip;
  listeners = 0;
  readonly encodes = new SharedEncodes();
  readonly #frames = {
    narrow: new Int16Array(frameSamples.narrow),
    wide: new Int16Array(frameSamples.wide),
  };
  #offset = 0;
  #tick = -1;

  constructor(clip: LoadedClip) {
    this.clip = clip;
  }

  /** The frame of this tick. */
  frame(band: Band, tick: number): Int16Array {
    this.#advance(tick);
    return this.#frames[band];
  }

  close(): void {
    this.encodes.close();
  }

  #advance(tick: number): void {
    if (tick === this.#tick) return;
    this.#tick = tick;
    this.encodes.begin();
    const { narrow, wide } = this.clip;
    if (narrow.length === 0) return;
    for (let i = 0; i < frameSamples.narrow; i++) {
      if (this.#offset >= narrow.length) this.#offset = 0;
      this.#frames.narrow[i] = narrow[this.#offset]!;
      this.#frames.wide[2 * i] = wide[2 * this.#offset]!;
      this.#frames.wide[2 * i + 1] = wide[2 * this.#offset + 1]!;
      this.#offset++;
    }
  }
}
