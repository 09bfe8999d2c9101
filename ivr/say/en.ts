import type { NumberPrompt } from '../prompt-names.js';
import { recorded } from './grammar.js';
import type { Grammar } from './grammar.js';

/** twenty-one; one hundred; two hundred and five. */
function number(n: number): readonly NumberPrompt[] {
  const hundreds = Math.floor(n / 100);
  const rest = n % 100;
  if (hundreds === 0) return belowHundred(rest);
  const start: readonly NumberPrompt[] = [recorded(hundreds), 'number-hundred'];
  return rest === 0 ? start : [...start, 'number-and', ...belowHundred(rest)];
}

function belowHundred(n: number): readonly NumberPrompt[] {
  const units = n % 10;
  return n <= 20 || units === 0 ? [recorded(n)] : [recorded(n - units), recorded(units)];
}

export const english: Grammar = {
  number,
  numberBefore: number,
  // "zero callers", "one caller", "two callers"
  noun: (n, noun) => (n === 1 ? noun : `${noun}s`),
};
