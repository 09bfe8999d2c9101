export type { Language } from '../conference/languages.js';
