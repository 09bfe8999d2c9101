import { sampleRate } from './synthesizer.js';

/**
 * Tones and hold music, made of sums of sines, so that everything heard is ours. All notes lie
 * between 300 and 3400 Hz: what a telephone carries is the whole of it, not what is left of it.
 */

/** MIDI key number to Hz; 69 is A4, 440 Hz. */
const pitchHz = (key: number): number => 440 * 2 ** ((key - 69) / 12);

interface Note {
  readonly key: number;
  readonly startSeconds: number;
  readonly level: number;
}

interface Timbre {
  readonly attackSeconds: number;
  /** Time to fall to 1/e. */
  readonly decaySeconds: number;
  readonly lengthSeconds: number;
  /** Level of each harmonic, from the fundamental up. */
  readonly harmonics: readonly number[];
}

/** Like a soft bell or an electric piano. */
const pluck: Timbre = {
  attackSeconds: 0.012,
  decaySeconds: 0.7,
  lengthSeconds: 3.5,
  harmonics: [1, 0.22, 0.06],
};

/** A breath of chord behind the notes. */
const pad: Timbre = {
  attackSeconds: 1.6,
  decaySeconds: 2.2,
  lengthSeconds: 8,
  harmonics: [1, 0.3, 0.12, 0.04],
};

const chime: Timbre = {
  attackSeconds: 0.008,
  decaySeconds: 0.11,
  lengthSeconds: 0.42,
  harmonics: [1, 0.18, 0.05],
};

/** What runs past the end comes in again at the beginning, so a loop has no seam. */
function addNote(out: Float64Array, note: Note, timbre: Timbre): void {
  const start = Math.round(note.startSeconds * sampleRate);
  const length = Math.round(timbre.lengthSeconds * sampleRate);
  const fade = 0.1 * timbre.lengthSeconds;
  const hz = pitchHz(note.key);
  for (let i = 0; i < length; i++) {
    const seconds = i / sampleRate;
    const rise = Math.min(1, seconds / timbre.attackSeconds);
    const fall = Math.min(1, (timbre.lengthSeconds - seconds) / fade);
    const envelope =
      Math.sin((Math.PI / 2) * rise) ** 2 *
      Math.sin((Math.PI / 2) * fall) ** 2 *
      Math.exp(-Math.max(0, seconds - timbre.attackSeconds) / timbre.decaySeconds);
    let value = 0;
    timbre.harmonics.forEach((level, n) => {
      if (hz * (n + 1) < 3400) value += level * Math.sin(2 * Math.PI * hz * (n + 1) * seconds);
    });
    out[(start + i) % out.length]! += note.level * envelope * value;
  }
}

function leveled(samples: Float64Array, levelDbfs: number): Float64Array {
  let power = 0;
  for (const sample of samples) power += (sample * sample) / samples.length;
  const gain = 10 ** (levelDbfs / 20) / Math.sqrt(power);
  return samples.map((sample) => sample * gain);
}

/** Two notes, the second overlapping the first. */
function twoNotes(first: number, second: number): Float64Array {
  const out = new Float64Array(Math.round(0.56 * sampleRate));
  addNote(out, { key: first, startSeconds: 0, level: 1 }, chime);
  addNote(out, { key: second, startSeconds: 0.13, level: 1 }, chime);
  return leveled(out, -24);
}

/** Rising, E5 to A5: neither is near a keypad tone's frequency. */
export const entryTone = (): Float64Array => twoNotes(76, 81);
/** Falling. */
export const exitTone = (): Float64Array => twoNotes(81, 76);
/** Even: the sign to speak. */
export const recordTone = (): Float64Array => twoNotes(81, 81);

/** Eight chords of F major, from the lowest note up; each is its arpeggio and its pad. */
const chords: readonly (readonly number[])[] = [
  [65, 69, 72, 76, 79], // Fmaj9
  [64, 67, 72, 74, 79], // C add9 over E
  [65, 69, 74, 77, 81], // Dm
  [64, 69, 72, 76, 79], // Am7
  [65, 70, 74, 77, 81], // B♭maj7 over F
  [65, 69, 72, 76, 77], // Fmaj7
  [65, 67, 70, 74, 79], // Gm7
  [64, 67, 70, 72, 76], // C7
];
const melody = [84, 79, 81, 76, 82, 84, 86, 79];
/** Which note of the chord is struck on each eighth of its bar; null rests. */
const arpeggio = [0, 2, 1, 3, 4, null, 3, 2, 1, 2, 3, null] as const;
const barSeconds = 4.8;

/** 38.4 s that loop without a seam. */
export function holdMusic(): Float64Array {
  const out = new Float64Array(chords.length * barSeconds * sampleRate);
  chords.forEach((chord, bar) => {
    const barStart = bar * barSeconds;
    arpeggio.forEach((step, i) => {
      if (step === null) return;
      const startSeconds = barStart + (i * barSeconds) / arpeggio.length;
      addNote(out, { key: chord[step]!, startSeconds, level: i === 0 ? 1 : 0.75 }, pluck);
    });
    addNote(out, { key: melody[bar]!, startSeconds: barStart + 0.8, level: 0.55 }, pluck);
    chord.slice(0, 4).forEach((key) => {
      addNote(
        out,
        {
          key,
          startSeconds: barStart - 0.8 + (bar === 0 ? chords.length * barSeconds : 0),
          level: 0.3,
        },
        pad,
      );
    });
  });
  return leveled(out, -24);
}
