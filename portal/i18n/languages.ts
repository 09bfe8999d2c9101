import type { Request } from 'express';
import { z } from 'zod';
import { defaultLanguage, languages, type Language } from '../../bridge/conference/languages.js';
import { knownLanguages, localeOf } from '../../languages/locales.js';
import { cookieOf } from '../http/cookies.js';

/** A language of the list, as forms and programs name it: calls can be held in it. */
export const languageSchema = z.enum(languages);

/** One that pages can be read in, be it in the making. */
export const readableSchema = z
  .string()
  .refine((text): text is Language => knownLanguages().some((one) => one === text), {
    error: 'choice',
  });

export const isLanguage = (text: string): text is Language =>
  languageSchema.safeParse(text).success;

export const languageName = (language: Language): string => localeOf(language).name;

const choices = (of: readonly Language[]): readonly { value: Language; label: string }[] =>
  of.map((value) => ({ value, label: languageName(value) }));

/** Of calls, mails and rooms. */
export const languageChoices = () => choices(languages);

/** Of pages. */
export const readableChoices = () => choices(knownLanguages());

export const languageCookie = 'partyline_language';

/** What the reader chose, else what the person set, else what the browser asks for. */
export function languageOf(request: Request, ofPerson: Language | null): Language {
  const known = knownLanguages();
  const chosen = known.find((one) => one === cookieOf(request, languageCookie));
  const asked = request.acceptsLanguages([...known]);
  return chosen ?? ofPerson ?? known.find((one) => one === asked) ?? defaultLanguage;
}
