import { saturate } from './audio.js';
import type { NoiseSource } from './noise.js';

interface Vowel {
  /** Formant frequencies in Hz. */
  readonly formants: readonly [number, number, number];
}

const vowels: readonly Vowel[] = [
  { formants: [730, 1090, 2440] },
  { formants: [270, 2290, 3010] },
  { formants: [300, 870, 2240] },
  { formants: [530, 1840, 2480] },
  { formants: [660, 1720, 2410] },
  { formants: [570, 840, 2410] },
  { formants: [440, 1020, 2240] },
  { formants: [850, 1610, 2850] },
];

/**
 * Sound that has what makes speech hard to tell from tones: voiced syllables whose harmonics glide
 * through formants, hisses, and pauses. About −20 dBov while it lasts.
 */
export function speechLike(random: NoiseSource, seconds: number, sampleRate: number): Int16Array {
  const pcm = new Int16Array(seconds * sampleRate);
  let at = 0;
  while (at < pcm.length) {
    const length = Math.floor((0.08 + 0.25 * random.next()) * sampleRate);
    const kind = random.next();
    if (kind < 0.7) voiced(random, pcm.subarray(at, at + length), sampleRate);
    else if (kind < 0.85) hiss(random, pcm.subarray(at, at + length));
    at += length;
  }
  return pcm;
}

function voiced(random: NoiseSource, out: Int16Array, sampleRate: number): void {
  const from = vowels[random.below(vowels.length)]!.formants;
  const to = vowels[random.below(vowels.length)]!.formants;
  const startHz = 80 + 240 * random.next();
  const glide = 0.7 + 0.6 * random.next();
  const level = 32768 * 10 ** (-(14 + 12 * random.next()) / 20);
  let phase = 0;
  for (let n = 0; n < out.length; n++) {
    const along = n / out.length;
    const pitchHz = startHz * glide ** along;
    phase += (2 * Math.PI * pitchHz) / sampleRate;
    let sample = 0;
    for (let harmonic = 1; harmonic * pitchHz < 3600; harmonic++) {
      let gain = 0.01;
      for (let k = 0; k < 3; k++) {
        const formantHz = from[k]! + (to[k]! - from[k]!) * along;
        const distance = (harmonic * pitchHz - formantHz) / (60 + 30 * k);
        gain += 0.6 ** k / (1 + distance * distance);
      }
      sample += gain * Math.sin(harmonic * phase);
    }
    out[n] = saturate(0.5 * level * sample * Math.sin(Math.PI * along) ** 0.5);
  }
}

function hiss(random: NoiseSource, out: Int16Array): void {
  let last = 0;
  for (let n = 0; n < out.length; n++) {
    const noise = random.gaussian();
    out[n] = saturate(900 * (noise - 0.8 * last));
    last = noise;
  }
}
