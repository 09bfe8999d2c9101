import { languages, type Language } from '../../bridge/conference/room-options.js';
import { readCatalogue } from './catalogue.js';
import { cepstra, distance } from './cepstra.js';
import { shaped } from './shape.js';
import { speechLevelDbfs } from './speech-level.js';
import { headroomDb, overTelephone, sampleRate, speakAll, type Voice } from './synthesizer.js';
import { candidates } from './voices.js';

/**
 * Measures each candidate voice as a caller hears it, through 300–3400 Hz and G.711, and prints
 * one table per language.
 */
export function printComparison(): void {
  for (const language of languages) {
    console.log(`\n${language}`);
    const digits = candidates[language].map((voice) => digitsOf(language, voice));
    const rows = candidates[language].map((voice, i) => ({
      voice: voice.id,
      ...soundOf(language, voice),
      ...separationOf(digits[i]!),
      'read across voices %': readAcross(digits, i),
    }));
    console.table(rows);
  }
}

/** Prompts that hold most of the sounds of their language. */
const sampled = ['enter-room-number', 'organizer-press-star', 'enter-pin', 'technical-problem'];

interface SoundFigures {
  readonly 'clipped samples': number;
  readonly 'as made dBFS': number;
  /** Between the loudest and the quietest prompt, before they are leveled. */
  readonly 'level spread dB': number;
  /** How much of the speech's power a telephone carries. */
  readonly 'in band %': number;
  /** 2–3.4 kHz against 300–1000 Hz, where consonants are told apart. */
  readonly 'treble dB': number;
  readonly 'peak over level dB': number;
}

function soundOf(language: Language, voice: Voice): SoundFigures {
  const texts = readCatalogue(language).filter((entry) => sampled.includes(entry.name));
  const made = speakAll(
    voice,
    texts.map((entry) => entry.say),
  );
  const fullScale = 0.9999 * 10 ** (-headroomDb / 20);
  const clipped = made.flatMap((samples) => [...samples].filter((s) => Math.abs(s) >= fullScale));
  const levels = made.map((samples) => speechLevelDbfs(samples, sampleRate) + headroomDb);
  const all = Float64Array.from(made.flatMap((samples) => [...samples]));
  const peaks = made.map((samples, i) => {
    const peak = samples.reduce((max, s) => Math.max(max, Math.abs(s)), 0);
    return 20 * Math.log10(peak) - levels[i]! + headroomDb;
  });
  const inBand = bandPower(all, 300, 3400) / bandPower(all, 50, 8000);
  const treble = bandPower(all, 2000, 3400) / bandPower(all, 300, 1000);
  return {
    'clipped samples': clipped.length,
    'as made dBFS': round(mean(levels)),
    'level spread dB': round(Math.max(...levels) - Math.min(...levels)),
    'in band %': round(100 * inBand),
    'treble dB': round(10 * Math.log10(treble)),
    'peak over level dB': round(Math.max(...peaks)),
  };
}

/** The power between two frequencies, from every fourth block of the samples. */
function bandPower(samples: Float64Array, fromHz: number, toHz: number): number {
  const block = 512;
  const step = sampleRate / block;
  let power = 0;
  for (let start = 0; start + block <= samples.length; start += 4 * block) {
    for (let hz = Math.ceil(fromHz / step) * step; hz < toHz; hz += step) {
      let [re, im] = [0, 0];
      for (let i = 0; i < block; i++) {
        const value = samples[start + i]! * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / block));
        re += value * Math.cos((2 * Math.PI * hz * i) / sampleRate);
        im += value * Math.sin((2 * Math.PI * hz * i) / sampleRate);
      }
      power += re * re + im * im;
    }
  }
  return power;
}

interface SpokenDigits {
  readonly clear: readonly Float64Array[];
  readonly templates: readonly (readonly Float64Array[])[];
}

function digitsOf(language: Language, voice: Voice): SpokenDigits {
  const entries = readCatalogue(language).filter((entry) => /^number-\d$/.test(entry.name));
  const clear = speakAll(
    voice,
    entries.map((entry) => entry.say),
  ).map((samples) => overTelephone(shaped(samples, sampleRate, { leadMs: 20, tailMs: 60 })));
  return { clear, templates: clear.map(cepstra) };
}

interface Separation {
  /** The two digits most alike, and how far apart, against the mean of all pairs. */
  readonly 'nearest digits': string;
  readonly 'nearest / mean': number;
  /** Digits told right in white noise, by a listener who has heard them in other noise. */
  readonly 'read in noise %': number;
}

const noisyTakes = 12;
/** Of the speech over the noise. */
const noiseDb = -6;

function separationOf({ clear, templates }: SpokenDigits): Separation {
  const pairs = templates.flatMap((a, i) =>
    templates.slice(i + 1).map((b, j) => ({ pair: `${i}–${i + 1 + j}`, apart: distance(a, b) })),
  );
  const nearest = pairs.reduce((best, pair) => (pair.apart < best.apart ? pair : best));
  const heardBefore = clear.map((samples, digit) => cepstra(withNoise(samples, 7777 + digit)));
  let right = 0;
  clear.forEach((samples, digit) => {
    for (let take = 0; take < noisyTakes; take++) {
      const heard = cepstra(withNoise(samples, 1000 * digit + take));
      if (nearestTemplate(heard, heardBefore) === digit) right++;
    }
  });
  return {
    'nearest digits': nearest.pair,
    'nearest / mean': round(nearest.apart / mean(pairs.map((pair) => pair.apart))),
    'read in noise %': round((100 * right) / (clear.length * noisyTakes)),
  };
}

/** Digits told right by a listener who knows the other voices only. */
function readAcross(all: readonly SpokenDigits[], self: number): number {
  const own = all[self]!;
  let right = 0;
  let asked = 0;
  all.forEach(({ templates }, other) => {
    if (other === self) return;
    own.templates.forEach((heard, digit) => {
      asked++;
      if (nearestTemplate(heard, templates) === digit) right++;
    });
  });
  return round((100 * right) / asked);
}

function nearestTemplate(
  heard: readonly Float64Array[],
  templates: readonly (readonly Float64Array[])[],
): number {
  const distances = templates.map((template) => distance(heard, template));
  return distances.indexOf(Math.min(...distances));
}

/** White noise, of a level that follows the speech. */
function withNoise(samples: Float64Array, seed: number): Float64Array {
  const speech = samples.reduce((sum, s) => sum + s * s, 0) / samples.length;
  const noise = speech / 10 ** (noiseDb / 10);
  let state = seed + 1;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  return samples.map((s) => s + Math.sqrt(12 * noise) * uniform());
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const round = (value: number): number => Math.round(value * 100) / 100;
