/**
 * The languages of calls, pages and mails (A13). This is the one list: what a language consists of is
 * found under its code, texts in `languages/`, prompts in `ivr/prompts/`; languages/README.md has the
 * way to add one.
 */
export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

/** A record of something that each language has. */
export function ofEachLanguage<Of>(make: (language: Language) => Of): Record<Language, Of> {
  return Object.fromEntries(languages.map((one) => [one, make(one)])) as Record<Language, Of>;
}

/** Where nobody has said otherwise, and for texts that a language lacks. */
export const defaultLanguage: Language = 'en';
