import { defaultLanguage, type Language } from '../bridge/conference/languages.js';
import { texts as english } from './en/texts/index.js';
import { texts as french } from './fr/texts/index.js';
import type { LanguagePack, Texts } from './language-pack.js';
import { addLocale } from './locales.js';

const builtIn: Readonly<Record<Language, Texts>> = { en: english, fr: french };

const known = new Map<string, Texts>(Object.entries(builtIn));

/**
 * Makes a language known beside those that come along; one of the same code is replaced.
 * @internal Tests add one; the bridge has those of its list.
 */
export function addLanguage({ code, locale, texts }: LanguagePack): void {
  addLocale(code, locale);
  known.set(code, { ...builtIn[defaultLanguage], ...texts });
}

export const texts = (language: Language): Texts => known.get(language) ?? builtIn[defaultLanguage];

export type { Texts };
