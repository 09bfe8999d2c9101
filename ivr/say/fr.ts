import { eachBelowHundred, type NumberPrompt } from './number-prompt.js';
import { type Grammar, recorded } from './grammar.js';

/**
 * French below a hundred is too irregular to put together (vingt et un, soixante et onze,
 * quatre-vingts, quatre-vingt-un): each is one clip, those ending in un also in the feminine
 * (vingt et une). 'number-hundred' is "cent", 'number-hundreds' is "cents".
 */
const recordedNumbers: readonly NumberPrompt[] = [
  ...eachBelowHundred,
  'number-1-feminine',
  'number-21-feminine',
  'number-31-feminine',
  'number-41-feminine',
  'number-51-feminine',
  'number-61-feminine',
  'number-81-feminine',
  'number-hundred',
  'number-hundreds',
];

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
  recordedNumbers,
  number,
  // Callers are counted as "personnes", time in "minutes": both feminine.
  numberBefore: feminine,
  // Singular below two: "zéro personne", "une personne", "deux personnes".
  noun: (n, noun) => (n < 2 ? noun : `${noun}s`),
};
