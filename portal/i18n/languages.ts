import type { Request } from 'express';
import type { Language } from '../../bridge/ports/language.js';
import { cookieOf } from '../http/cookies.js';

export const languages: readonly Language[] = ['en', 'fr'];
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', fr: 'Français' };
export const languageChoices = languages.map((value) => ({ value, label: languageNames[value] }));
export const languageCookie = 'partyline_language';

/**
 * The texts of a page in each language. What one has, the others must have too: a missing key is a
 * type error. Texts with a number or a name in them are functions.
 */
export function inLanguages<Strings>(
  en: Strings,
  fr: NoInfer<Strings>,
): (language: Language) => Strings {
  const all: Readonly<Record<Language, Strings>> = { en, fr };
  return (language) => all[language];
}

/** What the reader chose, else what the person set, else what the browser asks for. */
export function languageOf(request: Request, ofPerson: Language | null): Language {
  const chosen = languages.find((one) => one === cookieOf(request, languageCookie));
  const asked = request.acceptsLanguages([...languages]);
  return chosen ?? ofPerson ?? languages.find((one) => one === asked) ?? 'en';
}
