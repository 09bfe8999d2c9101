import { Limiter } from '../dsp/limiter.js';
import { Downsampler, Upsampler } from '../dsp/resampler.js';

/** `narrow`: 8 kHz (G.711). `wide`: 16 kHz (G.722, Opus). */
export type Band = 'narrow' | 'wide';

/** Of one 20 ms frame. */
export const frameSamples: Readonly<Record<Band, number>> = { narrow: 160, wide: 320 };

/** A resampler's filter still rings this long after its last input. */
const ringFrames = 2;

/**
 * One frame of one conference's mix, at two rates at once.
 *
 * Each talker is summed at the rate it comes in. What one band says is resampled once for the
 * other band, whatever the number of talkers and listeners; so a member's own voice can be taken
 * out of its band's sum without resampling anything for it, and narrowband members among
 * themselves are heard bit-exact, with no step when a wideband member comes or goes.
 */
export class TwoBandMix {
  readonly #narrow = new BandSum('narrow');
  readonly #wide = new BandSum('wide');
  readonly #upsampler = new Upsampler();
  readonly #downsampler = new Downsampler();
  #upsamplerRings = 0;
  #downsamplerRings = 0;

  begin(): void {
    this.#narrow.begin();
    this.#wide.begin();
  }

  /** A talker's frame, in the talker's band. */
  addVoice(band: Band, frame: Int16Array): void {
    this.#of(band).addVoice(frame);
  }

  /** Audio for all, given at both rates. */
  addAnnouncement(narrow: Int16Array, wide: Int16Array): void {
    this.#narrow.addAnnouncement(narrow);
    this.#wide.addAnnouncement(wide);
  }

  /** After the last voice: `hasNarrow` and `hasWide` say which bands have listeners. */
  finish(hasNarrow: boolean, hasWide: boolean): void {
    // Both are taken before either is added to: what came from a band must not go back to it.
    const narrowVoice = this.#narrow.voice();
    const wideVoice = this.#wide.voice();
    if (hasWide) this.#upsamplerRings = this.#cross(narrowVoice, this.#upsamplerRings, 'wide');
    if (hasNarrow)
      this.#downsamplerRings = this.#cross(wideVoice, this.#downsamplerRings, 'narrow');
    this.#narrow.sum();
    this.#wide.sum();
  }

  /** What a member of this band hears that says nothing itself. Good until the next `begin`. */
  shared(band: Band): Int16Array {
    return this.#of(band).shared();
  }

  /** What a member hears that is itself in the sum with `own`: everything else (N−1). */
  without(band: Band, own: Int16Array, limiter: Limiter, out: Int16Array): void {
    this.#of(band).without(own, limiter, out);
  }

  #of(band: Band): BandSum {
    return band === 'narrow' ? this.#narrow : this.#wide;
  }

  #cross(voice: Int16Array | null, rings: number, to: Band): number {
    if (voice === null && rings === 0) return 0;
    const into = this.#of(to);
    const resampler = to === 'wide' ? this.#upsampler : this.#downsampler;
    resampler.process(voice ?? (to === 'wide' ? silence.narrow : silence.wide), into.crossed);
    into.addCrossed();
    return voice === null ? rings - 1 : ringFrames;
  }
}

const silence = {
  narrow: new Int16Array(frameSamples.narrow),
  wide: new Int16Array(frameSamples.wide),
} as const;

class BandSum {
  /** The other band's voices, at this band's rate. */
  readonly crossed: Int16Array;
  readonly #samples: number;
  readonly #voices: Int32Array;
  readonly #others: Int32Array;
  readonly #total: Int32Array;
  readonly #limitedVoices: Int16Array;
  readonly #sharedMix: Int16Array;
  readonly #voiceLimiter = new Limiter();
  readonly #sharedLimiter = new Limiter();
  #hasVoices = false;
  #hasOthers = false;
  #sharedDone = false;

  constructor(band: Band) {
    const samples = frameSamples[band];
    this.#samples = samples;
    this.#voices = new Int32Array(samples);
    this.#others = new Int32Array(samples);
    this.#total = new Int32Array(samples);
    this.#limitedVoices = new Int16Array(samples);
    this.#sharedMix = new Int16Array(samples);
    this.crossed = new Int16Array(samples);
  }

  begin(): void {
    if (this.#hasVoices) this.#voices.fill(0);
    if (this.#hasOthers) this.#others.fill(0);
    this.#hasVoices = false;
    this.#hasOthers = false;
    this.#sharedDone = false;
  }

  addVoice(frame: Int16Array): void {
    accumulate(this.#voices, frame, this.#samples);
    this.#hasVoices = true;
  }

  addAnnouncement(frame: Int16Array): void {
    accumulate(this.#others, frame, this.#samples);
    this.#hasOthers = true;
  }

  addCrossed(): void {
    accumulate(this.#others, this.crossed, this.#samples);
    this.#hasOthers = true;
  }

  /** This band's own voices within 16 bits, to be resampled; null when nobody speaks. */
  voice(): Int16Array | null {
    if (!this.#hasVoices) return null;
    this.#voiceLimiter.limit(this.#voices, this.#limitedVoices, this.#samples);
    return this.#limitedVoices;
  }

  sum(): void {
    const total = this.#total;
    const voices = this.#voices;
    const others = this.#others;
    for (let i = 0; i < total.length; i++) total[i] = voices[i]! + others[i]!;
  }

  shared(): Int16Array {
    if (!this.#sharedDone) {
      this.#sharedLimiter.limit(this.#total, this.#sharedMix, this.#samples);
      this.#sharedDone = true;
    }
    return this.#sharedMix;
  }

  without(own: Int16Array, limiter: Limiter, out: Int16Array): void {
    limiter.limitDifference(this.#total, own, out, this.#samples);
  }
}

function accumulate(sum: Int32Array, frame: Int16Array, samples: number): void {
  for (let i = 0; i < samples; i++) sum[i]! += frame[i]!;
}
