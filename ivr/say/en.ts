import { eachBelowHundred, type NumberPrompt } from './number-prompt.js';
import { type Grammar, recorded } from './grammar.js';

/** English puts numbers together: twenty + one; two + hundred + and + five. */
const recordedNumbers: readonly NumberPrompt[] = [
  ...eachBelowHundred.filter((_, n) => n <= 20 || n % 10 === 0),
  'number-hundred',
  'number-and',
];

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
  recordedNumbers,
  number,
  numberBefore: number,
  // "zero callers", "one caller", "two callers"
  noun: (n, noun) => (n === 1 ? noun : `${noun}s`),
};
