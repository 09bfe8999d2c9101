// Numbers spelled out by other means than those under test: by counting up, from lists as a
// grammar book prints them.
import type { Language } from '../../../bridge/conference/languages.js';
import type { ClipName } from '../../../ivr/prompt-names.js';

const englishWords =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const englishTens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

const english: string[] = [...englishWords];
for (const ten of englishTens) {
  english.push(ten, ...englishWords.slice(1, 10).map((unit) => `${ten} ${unit}`));
}
for (const hundred of englishWords.slice(1, 10)) {
  const below = english.slice(1, 100);
  english.push(`${hundred} hundred`, ...below.map((rest) => `${hundred} hundred and ${rest}`));
}

// prettier-ignore
const french = [
  'zéro', 'un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf',
  'dix', 'onze', 'douze', 'treize', 'quatorze', 'quinze', 'seize', 'dix-sept', 'dix-huit', 'dix-neuf',
  'vingt', 'vingt et un', 'vingt-deux', 'vingt-trois', 'vingt-quatre', 'vingt-cinq', 'vingt-six', 'vingt-sept', 'vingt-huit', 'vingt-neuf',
  'trente', 'trente et un', 'trente-deux', 'trente-trois', 'trente-quatre', 'trente-cinq', 'trente-six', 'trente-sept', 'trente-huit', 'trente-neuf',
  'quarante', 'quarante et un', 'quarante-deux', 'quarante-trois', 'quarante-quatre', 'quarante-cinq', 'quarante-six', 'quarante-sept', 'quarante-huit', 'quarante-neuf',
  'cinquante', 'cinquante et un', 'cinquante-deux', 'cinquante-trois', 'cinquante-quatre', 'cinquante-cinq', 'cinquante-six', 'cinquante-sept', 'cinquante-huit', 'cinquante-neuf',
  'soixante', 'soixante et un', 'soixante-deux', 'soixante-trois', 'soixante-quatre', 'soixante-cinq', 'soixante-six', 'soixante-sept', 'soixante-huit', 'soixante-neuf',
  'soixante-dix', 'soixante et onze', 'soixante-douze', 'soixante-treize', 'soixante-quatorze', 'soixante-quinze', 'soixante-seize', 'soixante-dix-sept', 'soixante-dix-huit', 'soixante-dix-neuf',
  'quatre-vingts', 'quatre-vingt-un', 'quatre-vingt-deux', 'quatre-vingt-trois', 'quatre-vingt-quatre', 'quatre-vingt-cinq', 'quatre-vingt-six', 'quatre-vingt-sept', 'quatre-vingt-huit', 'quatre-vingt-neuf',
  'quatre-vingt-dix', 'quatre-vingt-onze', 'quatre-vingt-douze', 'quatre-vingt-treize', 'quatre-vingt-quatorze', 'quatre-vingt-quinze', 'quatre-vingt-seize', 'quatre-vingt-dix-sept', 'quatre-vingt-dix-huit', 'quatre-vingt-dix-neuf',
];
const frenchBelowHundred = [...french];
for (const unit of ['', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf']) {
  const cent = unit === '' ? 'cent' : `${unit} cent`;
  french.push(unit === '' ? cent : `${cent}s`);
  french.push(...frenchBelowHundred.slice(1).map((rest) => `${cent} ${rest}`));
}

export function spellEnglish(n: number): string {
  return english[n]!;
}

/** A number that ends in the word "un" ends in "une" before a feminine noun. */
export function spellFrench(n: number, gender: 'masculine' | 'feminine'): string {
  return gender === 'feminine' ? french[n]!.replace(/\bun$/, 'une') : french[n]!;
}

/** The words of a recording. */
export function spokenAs(clip: ClipName, language: Language): string {
  const number = /^number-(\d+)(-feminine)?$/.exec(clip);
  if (number !== null) {
    const n = Number(number[1]);
    if (language === 'en') return spellEnglish(n);
    return spellFrench(n, number[2] === undefined ? 'masculine' : 'feminine');
  }
  const words: Partial<Record<ClipName, Record<Language, string>>> = {
    'number-hundred': { en: 'hundred', fr: 'cent' },
    'number-hundreds': { en: '?', fr: 'cents' },
    'number-and': { en: 'and', fr: '?' },
    caller: { en: 'caller', fr: 'personne' },
    callers: { en: 'callers', fr: 'personnes' },
    minute: { en: 'minute', fr: 'minute' },
    minutes: { en: 'minutes', fr: 'minutes' },
  };
  return words[clip]?.[language] ?? '?';
}
