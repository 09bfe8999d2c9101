import type { Language } from './language.js';

export type NumberKind = 'toll' | 'toll-free' | 'international-toll-free';

export interface AccessNumberRecord {
  /** E.164 with its plus sign. */
  readonly number: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly kind: NumberKind;
  readonly language: Language;
  /** The name of a greeting prompt, or null for the usual one. */
  readonly greeting: string | null;
}
