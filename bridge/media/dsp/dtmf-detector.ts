import { keyOf, toneHz, type DtmfKey } from './dtmf-tones.js';
import { Downsampler } from './resampler.js';
import {
  rememberedSlices,
  sliceSamples,
  ToneSpectrum,
  type ToneEstimate,
} from './tone-spectrum.js';

/** A key is recognized from 30 ms of tone seen twice, 5 ms apart (Q.24: 40 ms are to be enough). */
const recognitionSlices = rememberedSlices;
const recognitionSightings = 2;
/** 15 ms suffice to suspect one. */
const suspicionSlices = 3;
/** The tone must be gone for 20 ms before the key has ended: shorter gaps are faults of the line. */
const releaseSlices = 4;

/**
 * Q.24 accepts ±1.5 % and refuses ±3.5 % of either tone. Both tones' offsets are limited together,
 * as the root of their squares: both may be at 1.5 %; speech that comes near is further off.
 */
const offsetLimit = 0.025;
/** Each tone, −42 dBov; Q.24 asks for −25 dBm0, about −31 dBov. */
const lowestTonePower = 32768 * 32768 * 10 ** -4.2;
/** High tone over low: −8..+4 dB (Q.24), with 1 or 2 dB for the measurement. */
const lowestTwist = 10 ** -1;
const highestTwist = 10 ** 0.5;
/** The part of all sound that both tones must be; speech has more than two. */
const purity = 0.9;
/** No slice of a steady tone is much weaker than the mean. */
const steadiness = 0.4;

interface Held {
  readonly low: number;
  readonly high: number;
  /** Of both tones. */
  readonly power: number;
}

/**
 * Finds keys sent as tones in the audio (ITU-T Q.23, Q.24), one key once, at its start: for callers
 * whose telephones send no telephone events.
 */
export class DtmfDetector {
  readonly #downsampler: Downsampler | null;
  readonly #narrow = new Int16Array(960);
  readonly #spectrum = new ToneSpectrum();
  readonly #slice = new Float64Array(sliceSamples);
  #filled = 0;
  readonly #low: ToneEstimate = { power: 0, offsetHz: 0 };
  readonly #high: ToneEstimate = { power: 0, offsetHz: 0 };
  #sighted: DtmfKey | null = null;
  #sightings = 0;
  #held: Held | null = null;
  #heldKey: DtmfKey | null = null;
  #absentSlices = 0;
  #suspect = false;

  constructor(sampleRate: 8000 | 16000) {
    this.#downsampler = sampleRate === 16000 ? new Downsampler() : null;
  }

  /**
   * Whether the end of what was processed is, or may become, a key: such a frame is better not
   * passed on to others.
   */
  get suspect(): boolean {
    return this.#suspect || this.#held !== null;
  }

  /**
   * Takes the next sound, up to 60 ms.
   * @returns a key that was recognized in it
   */
  process(pcm: Int16Array, samples: number): DtmfKey | null {
    if (this.#downsampler === null) return this.#processNarrow(pcm, samples);
    const narrow = this.#downsampler.process(pcm, this.#narrow, samples);
    return this.#processNarrow(this.#narrow, narrow);
  }

  #processNarrow(pcm: Int16Array, samples: number): DtmfKey | null {
    let recognized: DtmfKey | null = null;
    for (let n = 0; n < samples; n++) {
      this.#slice[this.#filled++] = pcm[n]!;
      if (this.#filled < sliceSamples) continue;
      this.#filled = 0;
      recognized = this.#takeSlice() ?? recognized;
    }
    return recognized;
  }

  #takeSlice(): DtmfKey | null {
    const spectrum = this.#spectrum;
    spectrum.add(this.#slice);
    if (this.#held !== null) this.#watchHeld(this.#held);
    if (spectrum.newestIsQuiet) {
      this.#suspect = false;
      this.#sighted = null;
      return null;
    }
    this.#suspect = this.#pairIn(suspicionSlices) !== null;
    return this.#sight(this.#pairIn(recognitionSlices));
  }

  #sight(pair: Held | null): DtmfKey | null {
    const key = pair === null ? null : keyOf(pair.low, pair.high);
    this.#sightings = key === this.#sighted ? this.#sightings + 1 : 1;
    this.#sighted = key;
    if (pair === null || this.#sightings < recognitionSightings || key === this.#heldKey)
      return null;
    this.#held = pair;
    this.#heldKey = key;
    this.#absentSlices = 0;
    return key;
  }

  #watchHeld(held: Held): void {
    const power = this.#spectrum.newestPower(held.low) + this.#spectrum.newestPower(held.high);
    const present = power > held.power / 4 && power > this.#spectrum.power(1).mean / 2;
    this.#absentSlices = present ? 0 : this.#absentSlices + 1;
    if (this.#absentSlices < releaseSlices) return;
    this.#held = null;
    this.#heldKey = null;
  }

  /** The pair of tones that the newest `slices` consist of, if they do. */
  #pairIn(slices: number): Held | null {
    const spectrum = this.#spectrum;
    const whole = spectrum.power(slices);
    if (whole.weakest < steadiness * whole.mean) return null;
    const low = spectrum.strongest(0, 4, slices);
    spectrum.measure(low, slices, this.#low);
    const lowOffset = this.#low.offsetHz / toneHz[low]!;
    if (this.#low.power < lowestTonePower || Math.abs(lowOffset) > offsetLimit) return null;
    const high = spectrum.strongest(4, 8, slices);
    spectrum.measure(high, slices, this.#high);
    const highOffset = this.#high.offsetHz / toneHz[high]!;
    if (this.#high.power < lowestTonePower) return null;
    if (lowOffset ** 2 + highOffset ** 2 > offsetLimit ** 2) return null;
    const power = this.#low.power + this.#high.power;
    const twist = this.#high.power / this.#low.power;
    if (power < purity * whole.mean || twist < lowestTwist || twist > highestTwist) return null;
    return { low, high, power };
  }
}
