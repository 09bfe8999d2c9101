import { keyOf, toneHz, type DtmfKey } from '../../bridge/media/dsp/dtmf-tones.js';
import { concatenate, mix, silence, sine } from './audio.js';

export interface KeyTone {
  readonly onMs?: number;
  readonly offMs?: number;
  /** Of the low tone. */
  readonly levelDbov?: number;
  /** High over low. */
  readonly twistDb?: number;
  /** Relative: 0.015 is 1.5 % too high. */
  readonly lowOffset?: number;
  readonly highOffset?: number;
  readonly sampleRate?: 8000 | 16000;
}

/** The indexes into `toneHz` that make a key. */
const pairs = [0, 1, 2, 3].flatMap((low) => [4, 5, 6, 7].map((high) => ({ low, high })));

/** Keys as tones, with a pause after each. */
export function keyTones(keys: Iterable<DtmfKey>, options: KeyTone = {}): Int16Array {
  const { onMs = 40, offMs = 40, levelDbov = -12, twistDb = 0, sampleRate = 8000 } = options;
  const pause = silence(offMs, sampleRate);
  return concatenate(
    ...[...keys].flatMap((key) => {
      const { low, high } = pairs.find((pair) => keyOf(pair.low, pair.high) === key)!;
      const lowHz = toneHz[low]! * (1 + (options.lowOffset ?? 0));
      const highHz = toneHz[high]! * (1 + (options.highOffset ?? 0));
      return [
        mix(
          sine(lowHz, levelDbov, sampleRate, onMs),
          sine(highHz, levelDbov + twistDb, sampleRate, onMs),
        ),
        pause,
      ];
    }),
  );
}
