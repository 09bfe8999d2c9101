import type { Language } from '../../bridge/conference/languages.js';
import { english } from './en.js';
import { french } from './fr.js';
import type { Grammar } from './grammar.js';

/** How each language says numbers. */
export const grammars: Readonly<Record<Language, Grammar>> = { en: english, fr: french };
