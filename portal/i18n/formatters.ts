import { localeOf } from '../../languages/locales.js';
import type { Language } from '../../bridge/conference/languages.js';

const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();
const regions = new Map<Language, Intl.DisplayNames>();

/**
 * Making a formatter takes a thousand times as long as using one, on the thread that answers
 * telephones: each is made once. There are as many as languages, time zones and places that use them.
 */
export function numberFormat(
  language: Language,
  options: Intl.NumberFormatOptions = {},
): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  return madeOnce(numbers, key, () => new Intl.NumberFormat(localeOf(language).tag, options));
}

export function dateFormat(
  language: Language,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${JSON.stringify(options)}`;
  const all = { ...options, timeZone };
  return madeOnce(dates, key, () => new Intl.DateTimeFormat(localeOf(language).tag, all));
}

export function regionNames(language: Language): Intl.DisplayNames {
  const make = () => new Intl.DisplayNames(localeOf(language).tag, { type: 'region' });
  return madeOnce(regions, language, make);
}

function madeOnce<Key, Value>(made: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = made.get(key);
  if (known !== undefined) return known;
  const value = make();
  made.set(key, value);
  return value;
}
