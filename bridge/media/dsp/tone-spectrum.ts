import { toneCount, toneHz } from './dtmf-tones.js';

/** Sound is looked at in slices of 5 ms at 8 kHz. */
export const sliceSamples = 40;
const sliceSeconds = sliceSamples / 8000;
/** As many slices are remembered as the longest measurement needs. */
export const rememberedSlices = 6;

/** Below −48 dBov a slice counts as silent, and is not analysed. */
const quietEnergy = sliceSamples * 32768 * 32768 * 10 ** -4.8;

const cosines = table(Math.cos);
const sines = table(Math.sin);
/** By how much the phase of each tone advances in one slice. */
const advance = Float64Array.from(toneHz, (hz) => 2 * Math.PI * hz * sliceSeconds);
const advanceCos = advance.map((phase) => Math.cos(phase));
const advanceSin = advance.map((phase) => Math.sin(phase));

function table(wave: (phase: number) => number): Float64Array {
  return Float64Array.from({ length: toneCount * sliceSamples }, (_, index) => {
    const hz = toneHz[Math.floor(index / sliceSamples)]!;
    return wave((2 * Math.PI * hz * (index % sliceSamples)) / 8000);
  });
}

/** What a measurement found of one tone. */
export interface ToneEstimate {
  /** Mean power, in squared sample units. */
  power: number;
  /** How far the sound is from the nominal frequency. */
  offsetHz: number;
}

/** The eight DTMF frequencies in the last slices, as complex amplitudes and the whole energy. */
export class ToneSpectrum {
  readonly #re = new Float64Array(rememberedSlices * toneCount);
  readonly #im = new Float64Array(rememberedSlices * toneCount);
  readonly #energy = new Float64Array(rememberedSlices);
  /** Two slices joined, by the age of the younger. */
  readonly #pairRe = new Float64Array(rememberedSlices);
  readonly #pairIm = new Float64Array(rememberedSlices);
  /** The slot of the newest slice. */
  #newest = 0;

  /** Takes one slice from `pcm`. */
  add(pcm: Float64Array): void {
    this.#newest = (this.#newest + 1) % rememberedSlices;
    const slot = this.#newest;
    let energy = 0;
    for (let n = 0; n < sliceSamples; n++) energy += pcm[n]! * pcm[n]!;
    this.#energy[slot] = energy;
    for (let tone = 0; tone < toneCount; tone++) {
      let re = 0;
      let im = 0;
      if (energy > quietEnergy) {
        for (let n = 0, at = tone * sliceSamples; n < sliceSamples; n++, at++) {
          re += pcm[n]! * cosines[at]!;
          im -= pcm[n]! * sines[at]!;
        }
      }
      this.#re[slot * toneCount + tone] = re;
      this.#im[slot * toneCount + tone] = im;
    }
  }

  get newestIsQuiet(): boolean {
    return this.#energy[this.#newest]! <= quietEnergy;
  }

  /** Mean power of the newest `slices`, and of the weakest of them. */
  power(slices: number): { mean: number; weakest: number } {
    let sum = 0;
    let weakest = Infinity;
    for (let age = 0; age < slices; age++) {
      const energy = this.#energy[this.#slot(age)]!;
      sum += energy;
      if (energy < weakest) weakest = energy;
    }
    return { mean: sum / (slices * sliceSamples), weakest: weakest / sliceSamples };
  }

  /** The strongest tone of those from `first` up to but without `end`, over the newest `slices`. */
  strongest(first: number, end: number, slices: number): number {
    let best = first;
    let bestPower = -1;
    for (let tone = first; tone < end; tone++) {
      let power = 0;
      for (let age = 0; age + 1 < slices; age += 2) {
        this.#pair(tone, age);
        power += this.#pairRe[age]! ** 2 + this.#pairIm[age]! ** 2;
      }
      if (power > bestPower) {
        best = tone;
        bestPower = power;
      }
    }
    return best;
  }

  /** The power of one tone in the newest slice alone; 200 Hz wide. */
  newestPower(tone: number): number {
    const at = this.#newest * toneCount + tone;
    return (2 * (this.#re[at]! ** 2 + this.#im[at]! ** 2)) / sliceSamples ** 2;
  }

  /**
   * Measures a tone over the newest `slices`: its phase's drift from slice to slice gives the
   * frequency, and the sum with that drift undone the power.
   */
  measure(tone: number, slices: number, into: ToneEstimate): void {
    const drift = this.#drift(tone, slices);
    let re = 0;
    let im = 0;
    for (let age = 0; age < slices; age++) {
      const at = this.#slot(age) * toneCount + tone;
      const turn = age * (advance[tone]! + drift);
      const cos = Math.cos(turn);
      const sin = Math.sin(turn);
      re += this.#re[at]! * cos - this.#im[at]! * sin;
      im += this.#re[at]! * sin + this.#im[at]! * cos;
    }
    into.offsetHz = drift / (2 * Math.PI * sliceSeconds);
    // Off its frequency a tone loses sinc(drift / 2) within each slice.
    const half = drift / 2;
    const kept = Math.abs(half) < 1e-6 ? 1 : Math.sin(half) / half;
    into.power = (2 * (re * re + im * im)) / (slices * sliceSamples * kept) ** 2;
  }

  /** Phase gained in a slice over that of the nominal frequency. */
  #drift(tone: number, slices: number): number {
    const pairs = slices - 1;
    const span = pairs > 2 ? 2 : 1;
    let re = 0;
    let im = 0;
    for (let age = 0; age < pairs; age++) this.#pair(tone, age);
    for (let age = 0; age + span < pairs; age++) {
      const then = age + span;
      re += this.#pairRe[age]! * this.#pairRe[then]! + this.#pairIm[age]! * this.#pairIm[then]!;
      im += this.#pairIm[age]! * this.#pairRe[then]! - this.#pairRe[age]! * this.#pairIm[then]!;
    }
    const raw = Math.atan2(im, re) - span * advance[tone]!;
    return (raw - 2 * Math.PI * Math.round(raw / (2 * Math.PI))) / span;
  }

  /**
   * Two slices as one of 10 ms, which is 100 Hz wide: narrow enough to keep the other tone out, and
   * wide enough to see a tone that is off its frequency whole.
   */
  #pair(tone: number, age: number): void {
    const now = this.#slot(age) * toneCount + tone;
    const then = this.#slot(age + 1) * toneCount + tone;
    const cos = advanceCos[tone]!;
    const sin = advanceSin[tone]!;
    this.#pairRe[age] = this.#re[now]! + this.#re[then]! * cos - this.#im[then]! * sin;
    this.#pairIm[age] = this.#im[now]! + this.#re[then]! * sin + this.#im[then]! * cos;
  }

  #slot(age: number): number {
    return (this.#newest + rememberedSlices - age) % rememberedSlices;
  }
}
