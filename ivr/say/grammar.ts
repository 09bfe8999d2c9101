import type { CountedNoun } from '../../bridge/conference/phrase.js';
import type { NumberPrompt } from './number-prompt.js';

/** Nouns that follow a number. */
export const nounPrompts = ['caller', 'callers', 'minute', 'minutes'] as const;
export type NounPrompt = (typeof nounPrompts)[number];

/** How a language says whole numbers, 0–999. */
export interface Grammar {
  /** The numbers that have a recording of their own; the others are put together of them. */
  readonly recordedNumbers: readonly NumberPrompt[];
  /** A bare number. */
  number(n: number): readonly NumberPrompt[];
  /** The number as it is said before the noun. */
  numberBefore(n: number, noun: CountedNoun): readonly NumberPrompt[];
  /** The noun as it is said after the number. */
  noun(n: number, noun: CountedNoun): NounPrompt;
}

/** The clip of a number below a hundred that has one of its own. */
export function recorded(n: number): NumberPrompt {
  return `number-${n}` as NumberPrompt;
}
