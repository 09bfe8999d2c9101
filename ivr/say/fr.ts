import type { NumberPrompt } from '../prompt-names.js';
import { recorded } from './grammar.js';
import type { Grammar } from './grammar.js';

/**
 * cent, not *un cent*; deux cents, but deux cent un: cent takes its s only at the end of the
 * number.
 */
function hundreds(n: number): readonly NumberPrompt[] {
  const count = Math.floor(n / 100);
  if (count === 0) return [];
  if (count === 1) return ['number-hundred'];
  return [recorded(count), n % 100 === 0 ? 'number-hundreds' : 'number-hundred'];
}

function number(n: number): readonly NumberPrompt[] {
  const rest = n % 100;
  return rest === 0 && n > 0 ? hundreds(n) : [...hundreds(n), recorded(rest)];
}

/** une, vingt et une, cent une: but soixante et onze, which does not end in un. */
function feminine(n: number): readonly NumberPrompt[] {
  const rest = n % 100;
  const endsInUn = rest % 10 === 1 && rest !== 11 && rest !== 71 && rest !== 91;
  return endsInUn ? [...hundreds(n), `number-${rest}-feminine` as NumberPrompt] : number(n);
}

export const french: Grammar = {
  number,
  // Callers are counted as "personnes", time in "minutes": both feminine.
  numberBefore: feminine,
  // Singular below two: "zéro personne", "une personne", "deux personnes".
  noun: (n, noun) => (n < 2 ? noun : `${noun}s`),
};
