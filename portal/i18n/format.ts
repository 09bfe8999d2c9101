import { defaultLanguage, type Language } from '../../bridge/conference/languages.js';
import { dateFormat, numberFormat, regionNames } from './formatters.js';

const moment = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
} as const;

/** `Mon 23 Nov 2026, 15:35`, in the reader's own time zone. */
export function dateTime(language: Language, atMs: number, timeZone: string): string {
  return dateFormat(language, timeZone, moment).format(atMs);
}

/** `0:47`, `12:05`, `1:02:03`: minutes, and hours where there are any. */
export function duration(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [hours = 0, minutes = 0, rest = 0] = parts;
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

export function wholeNumber(language: Language, value: number): string {
  return numberFormat(language).format(value);
}

export function countryName(language: Language, code: string): string {
  return regionNames(language).of(code) ?? code;
}

/** `700 100`: a room number as people read it out. */
export function groupedDigits(digits: string): string {
  return digits.replace(/\d(?=(\d{3})+$)/g, '$& ');
}

const zones = new Map<string, string>();
/** Of as many spellings: whoever sends others waits a little longer. */
const mostSpellings = 1_000;

/** The one name of a zone that this system knows, however it is spelt; null for none. */
export function timeZoneOf(name: string): string | null {
  const known = zones.get(name);
  if (known !== undefined) return known;
  if (name === '' || name.length > 64) return null;
  try {
    const { timeZone } = new Intl.DateTimeFormat(defaultLanguage, {
      timeZone: name,
    }).resolvedOptions();
    if (zones.size < mostSpellings) zones.set(name, timeZone);
    return timeZone;
  } catch {
    return null;
  }
}

/** `1 Jan 2026`, `1 janv. 2026`. */
export function day(language: Language, atMs: number, timeZone: string): string {
  return dateFormat(language, timeZone, { dateStyle: 'medium' }).format(atMs);
}

/** `15:35:07`. */
export function timeOfDay(language: Language, atMs: number, timeZone: string): string {
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  return dateFormat(language, timeZone, time).format(atMs);
}
