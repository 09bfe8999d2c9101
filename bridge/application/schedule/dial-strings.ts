import type { AccessNumberRecord } from '../../ports/access-numbers.js';
import type { Language } from '../../ports/language.js';

/**
 * What a telephone dials to reach a room in one go: a comma is a pause of about two seconds, after
 * which the number of the room is keyed.
 */
export function dialString(accessNumber: string, roomNumber: string): string {
  return `${accessNumber},,${roomNumber}#`;
}

/** In a URI `#` would begin a fragment. */
export function dialUri(accessNumber: string, roomNumber: string): string {
  return `tel:${dialString(accessNumber, roomNumber).replace('#', '%23')}`;
}

export interface CountryNumbers {
  readonly country: string;
  readonly name: string;
  readonly numbers: readonly AccessNumberRecord[];
}

/** By the names of the countries, those free of charge last in each. */
export function numbersByCountry(
  numbers: readonly AccessNumberRecord[],
  language: Language,
): readonly CountryNumbers[] {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const countries = [...new Set(numbers.map(({ country }) => country))].map((country) => ({
    country,
    name: names.of(country) ?? country,
    numbers: numbers
      .filter((number) => number.country === country)
      .sort((a, b) => kindOrder[a.kind] - kindOrder[b.kind] || (a.number < b.number ? -1 : 1)),
  }));
  return countries.sort((a, b) => a.name.localeCompare(b.name, language));
}

const kindOrder = { toll: 0, 'toll-free': 1, 'international-toll-free': 2 } as const;
