import type { CountedNoun } from '../../bridge/conference/phrase.js';
import type { nounPrompts, NumberPrompt } from '../prompt-names.js';

export type NounPrompt = (typeof nounPrompts)[number];

/** How a language says whole numbers, 0–999. */
export interface Grammar {
  /** A bare number. */
  number(n: number): readonly NumberPrompt[];
  /** The number as it is said before the noun. */
  numberBefore(n: number, noun: CountedNoun): readonly NumberPrompt[];
  /** The noun as it is said after the number. */
  noun(n: number, noun: CountedNoun): NounPrompt;
}

/** The recording of a number below a hundred that has one of its own. */
export function recorded(n: number): NumberPrompt {
  return `number-${n}` as NumberPrompt;
}
