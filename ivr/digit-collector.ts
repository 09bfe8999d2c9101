import { Secret } from './secret.js';

/**
 * Digits being keyed, one entry at a time. What ends an entry (a key, a pause) is the dialogue's
 * affair. Digits are kept as a secret: a caller may key a PIN at any question.
 */
export interface DigitCollector {
  readonly digits: Secret;
  /** More digits came than any entry has; those are not kept. */
  readonly tooLong: boolean;
}

/** Room numbers and PINs have at most 20 digits. */
const longestEntry = 20;

export const emptyCollector: DigitCollector = { digits: new Secret(''), tooLong: false };

export type Entry =
  | { readonly kind: 'empty' }
  | { readonly kind: 'digits'; readonly digits: Secret }
  | { readonly kind: 'too-long' };

/**
 * Takes one digit. A full collector goes on taking digits without keeping them, rather than ending
 * the entry by itself: the caller's `#` would then be taken as the answer to the next question.
 */
export function collectDigit(collector: DigitCollector, digit: string): DigitCollector {
  const digits = collector.digits.reveal();
  if (digits.length === longestEntry) return { ...collector, tooLong: true };
  return { ...collector, digits: new Secret(digits + digit) };
}

/** The entry as it stands when something ends it. */
export function entryOf(collector: DigitCollector): Entry {
  if (collector.tooLong) return { kind: 'too-long' };
  return collector.digits.reveal() === ''
    ? { kind: 'empty' }
    : { kind: 'digits', digits: collector.digits };
}
