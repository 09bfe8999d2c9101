import type { texts } from './en/texts/index.js';
import type { Locale } from './locale.js';

/** What English has; of another language what it lacks is a type error. */
export type Texts = typeof texts;

/** A language, as its folder exports it. */
export interface LanguagePack {
  /** ISO 639-1: `fr`. */
  readonly code: string;
  readonly locale: Locale;
  /** One in the making may lack some: those are in the default language, each as a whole. */
  readonly texts: Partial<Texts>;
}
