import { readFileSync } from 'node:fs';

/**
 * The tests' own ears: reads WAV files and measures them, sharing no code with the bridge, so that
 * a mistake in the bridge cannot hide behind the same mistake here.
 */
export interface Sound {
  readonly sampleRate: number;
  readonly channels: number;
  readonly bitsPerSample: number;
  /** −1..1; of several channels, the first. */
  readonly samples: Float64Array;
}

/** @throws Error when the file is not a 16-bit PCM WAV */
export function readSound(file: string): Sound {
  return parseSound(readFileSync(file));
}

/** Also reads a recording whose writer was stopped before it put the sizes in. */
export function parseSound(bytes: Buffer): Sound {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') {
    throw new Error('not a WAV file');
  }
  let format: { channels: number; sampleRate: number; bitsPerSample: number } | null = null;
  let at = 12;
  while (at + 8 <= bytes.length) {
    const chunk = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    if (chunk === 'fmt ') {
      format = {
        channels: bytes.readUInt16LE(at + 10),
        sampleRate: bytes.readUInt32LE(at + 12),
        bitsPerSample: bytes.readUInt16LE(at + 22),
      };
    }
    if (chunk === 'data') {
      if (format?.bitsPerSample !== 16) throw new Error('not 16-bit PCM');
      const whole = size === 0 || at + 8 + size > bytes.length ? bytes.length - at - 8 : size;
      const stride = 2 * format.channels;
      const samples = new Float64Array(Math.floor(whole / stride));
      for (let i = 0; i < samples.length; i++) {
        samples[i] = bytes.readInt16LE(at + 8 + i * stride) / 32768;
      }
      return { ...format, samples };
    }
    at += 8 + size + (size % 2);
  }
  throw new Error('no audio in the WAV file');
}

/** RMS against full scale: a full-scale sine has −3.01 dBFS, digital silence −Infinity. */
export function levelDbfs(samples: Float64Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? -Infinity : 10 * Math.log10(sum / samples.length);
}

export function peakDbfs(samples: Float64Array): number {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return 20 * Math.log10(peak);
}

/** Goertzel: the level of one frequency in dBFS, as the RMS of the sine found there. */
export function toneDbfs(samples: Float64Array, sampleRate: number, frequencyHz: number): number {
  const n = samples.length;
  const turn = (2 * Math.PI * frequencyHz) / sampleRate;
  const coefficient = 2 * Math.cos(turn);
  let last = 0;
  let beforeLast = 0;
  // A Hann window, so that a loud neighbour does not leak into this frequency.
  for (let i = 0; i < n; i++) {
    const windowed = samples[i]! * (1 - Math.cos((2 * Math.PI * i) / n));
    const next = windowed + coefficient * last - beforeLast;
    beforeLast = last;
    last = next;
  }
  const power = last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
  return 10 * Math.log10((2 * power) / (n * n));
}

/** Consecutive, whole windows of the sound. */
export function windows(sound: Sound, windowMs: number): Float64Array[] {
  const length = Math.round((sound.sampleRate * windowMs) / 1000);
  const count = Math.floor(sound.samples.length / length);
  return Array.from({ length: count }, (_, i) =>
    sound.samples.subarray(i * length, (i + 1) * length),
  );
}

/** The part between two times. */
export function between(sound: Sound, fromMs: number, toMs: number): Sound {
  const index = (ms: number): number => Math.round((sound.sampleRate * ms) / 1000);
  return { ...sound, samples: sound.samples.slice(index(fromMs), index(toMs)) };
}

export interface TonePresence {
  readonly frequencyHz: number;
  /** The share of 100 ms windows, 0..1, in which this tone is there. */
  readonly share: number;
  /** The median level over all windows. */
  readonly medianDbfs: number;
}

/** Our prompts, like any speech, have something of every tone in them, but not as much. */
export const aboveSpeechDbfs = -25;

/** Which of the tones are heard: at least `thresholdDbfs` in a window of 100 ms. */
export function tonePresence(
  sound: Sound,
  frequenciesHz: readonly number[],
  thresholdDbfs = -40,
): TonePresence[] {
  const parts = windows(sound, 100);
  return frequenciesHz.map((frequencyHz) => {
    const levels = parts
      .map((part) => toneDbfs(part, sound.sampleRate, frequencyHz))
      .sort((a, b) => a - b);
    const present = levels.filter((level) => level >= thresholdDbfs).length;
    return {
      frequencyHz,
      share: parts.length === 0 ? 0 : present / parts.length,
      medianDbfs: levels[levels.length >> 1] ?? -Infinity,
    };
  });
}
