import type { Request } from 'express';
import { z } from 'zod';
import { defaultLanguage, languages, type Language } from '../../bridge/conference/languages.js';
import { knownLanguages, localeOf } from '../../languages/locales.js';
import { cookieOf } from '../http/cookies.js';

/** A language as forms and programs name it. */
export const languageSchema = z.enum(languages);

export const isLanguage = (text: string): text is Language =>
  languageSchema.safeParse(text).success;

export const languageName = (language: Language): string => localeOf(language).name;

export const languageChoices = (): readonly { value: Language; label: string }[] =>
  knownLanguages().map((value) => ({ value, label: languageName(value) }));

export const languageCookie = 'partyline_language';

/** What the reader chose, else what the person set, else what the browser asks for. */
export function languageOf(request: Request, ofPerson: Language | null): Language {
  const known = knownLanguages();
  const chosen = known.find((one) => one === cookieOf(request, languageCookie));
  const asked = request.acceptsLanguages([...known]);
  return chosen ?? ofPerson ?? known.find((one) => one === asked) ?? defaultLanguage;
}
