type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type BelowHundred = `${Digit}` | `${Exclude<Digit, 0>}${Digit}`;
/** 21, 31 … but not 71 and 91, which end in onze. */
type EndsInUn = '1' | '21' | '31' | '41' | '51' | '61' | '81';

export type NumberPrompt =
  | `number-${BelowHundred}`
  | `number-${EndsInUn}-feminine`
  | 'number-hundred'
  | 'number-hundreds'
  | 'number-and';

/** Zero to ninety-nine, each by itself. */
export const eachBelowHundred = Array.from(
  { length: 100 },
  (_, n) => `number-${n}` as NumberPrompt,
);
