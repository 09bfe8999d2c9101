import { defaultLanguage, type Language } from '../bridge/conference/languages.js';
import { locale as english } from './en/locale.js';
import { locale as french } from './fr/locale.js';
import type { Locale } from './locale.js';

// Apart from the texts: the scripts of pages format figures too, and would load every text with them.
const builtIn: Readonly<Record<Language, Locale>> = { en: english, fr: french };

const known = new Map<string, Locale>(Object.entries(builtIn));

export function addLocale(code: string, locale: Locale): void {
  known.set(code, locale);
}

/** Every language that pages and mails can be read in. */
export const knownLanguages = (): readonly Language[] => [...known.keys()] as Language[];

export const localeOf = (language: Language): Locale =>
  known.get(language) ?? builtIn[defaultLanguage];
