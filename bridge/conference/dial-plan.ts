import type { DialOutPolicy } from './dial-out-policy.js';

/** How telephone numbers are keyed where this bridge stands. */
export interface Numbering {
  /** Without plus, e.g. `32`; null: numbers are keyed with their country code. */
  readonly countryCode: string | null;
  /** Keyed before national numbers, e.g. `0`; empty where there is none. */
  readonly nationalPrefix: string;
  /** Keyed before numbers of other countries, e.g. `00`, `011`. */
  readonly internationalPrefix: string;
}

export type KeyedNumber =
  /** With its plus sign. */
  | { readonly kind: 'e164'; readonly number: string }
  /** Emergency and other numbers of a few digits, known in one country only. */
  | { readonly kind: 'short'; readonly number: string }
  | { readonly kind: 'invalid' };

export type DialOutRefusal =
  'not-a-number' | 'short-number' | 'prefix-not-allowed' | 'costly-prefix' | 'own-number' | 'limit';

export type DialOutDecision =
  | { readonly allowed: true; readonly number: string; readonly priceClass: string }
  /** `number` is null where none could be read. */
  | { readonly allowed: false; readonly number: string | null; readonly reason: DialOutRefusal };

const longestShort = 6;

/**
 * What was keyed, as E.164 (ITU-T E.164: at most 15 digits, none begins with 0).
 *
 * | keyed (32, 0, 00)  | read as        |
 * |--------------------|----------------|
 * | `+32 2 555 01 00`  | +3225550100    |
 * | `0033 155 501 000` | +33155501000   |
 * | `02 555 01 00`     | +3225550100    |
 * | `3225550100`       | +3225550100    |
 * | `112`              | short          |
 */
export function readNumber(keyed: string, numbering: Numbering): KeyedNumber {
  const compact = keyed.replace(/[\s().-]/g, '');
  if (!/^\+?\d+$/.test(compact)) return { kind: 'invalid' };
  const { countryCode, nationalPrefix, internationalPrefix } = numbering;
  const international = compact.startsWith('+')
    ? compact.slice(1)
    : after(compact, internationalPrefix);
  if (international !== null) return e164(international);
  if (compact.length <= longestShort) return { kind: 'short', number: compact };
  if (countryCode === null) return e164(compact);
  const national = after(compact, nationalPrefix);
  if (national !== null) return e164(countryCode + national);
  // North America's national numbers may be keyed without their 1.
  const bare = nationalPrefix === '' || nationalPrefix === countryCode;
  return e164(bare ? countryCode + compact : compact);
}

/**
 * Whether a number may be called (K3). The longest of the account's prefixes that fits decides its
 * price class. Numbers that are known to be costly need a prefix of their own: who allows +32 does
 * not mean +32 90. So do short numbers, each by itself.
 */
export function decideDialOut(
  keyed: KeyedNumber,
  policy: DialOutPolicy,
  now: {
    /** It is an access number of this bridge: the call would come back to us. */
    readonly isOurs: boolean;
    /** Calls that the account has made and that are still up. */
    readonly inProgress: number;
  },
): DialOutDecision {
  if (keyed.kind === 'invalid') return { allowed: false, number: null, reason: 'not-a-number' };
  const { number } = keyed;
  const refused = (reason: DialOutRefusal): DialOutDecision => ({ allowed: false, number, reason });
  if (now.isOurs) return refused('own-number');
  const allowed = longestPrefix(
    number,
    policy.prefixes.map(({ prefix }) => prefix),
  );
  if (keyed.kind === 'short' && allowed !== number) return refused('short-number');
  if (allowed === null) return refused('prefix-not-allowed');
  const costly = longestPrefix(number, costlyPrefixes);
  if (costly !== null && allowed.length < costly.length) return refused('costly-prefix');
  if (now.inProgress >= policy.concurrent) return refused('limit');
  const rule = policy.prefixes.find(({ prefix }) => prefix === allowed);
  return { allowed: true, number, priceClass: rule?.priceClass ?? '' };
}

function longestPrefix(number: string, prefixes: readonly string[]): string | null {
  const fitting = prefixes.filter((prefix) => number.startsWith(prefix));
  return fitting.sort((a, b) => b.length - a.length)[0] ?? null;
}

function after(digits: string, prefix: string): string | null {
  return prefix !== '' && digits.startsWith(prefix) ? digits.slice(prefix.length) : null;
}

function e164(digits: string): KeyedNumber {
  return /^[1-9]\d{6,14}$/.test(digits)
    ? { kind: 'e164', number: `+${digits}` }
    : { kind: 'invalid' };
}

/** Premium rate, shared cost and satellite, by national numbering plans and ITU-T E.164's list. */
const costlyPrefixes: readonly string[] = [
  // International: premium rate, shared cost, satellite and other networks without a country
  ...['+979', '+808', '+870', '+878', '+881', '+882', '+883', '+888'],
  // North America: premium rate
  ...['+1900', '+1976'],
  // Countries that share +1 with the United States, and not its prices
  ...['+1242', '+1246', '+1264', '+1268', '+1284', '+1345', '+1441', '+1473', '+1649', '+1658'],
  ...['+1664', '+1721', '+1758', '+1767', '+1784', '+1809', '+1829', '+1849', '+1868', '+1869'],
  ...['+1876'],
  // Belgium, France, Luxembourg, Netherlands
  ...['+3270', '+3277', '+3278', '+3290', '+3381', '+3382', '+3389', '+35290', '+3190'],
  // United Kingdom, Germany, Switzerland, Italy, Spain
  ...['+4487', '+449', '+49137', '+49180', '+49900', '+4190', '+39892', '+39895', '+39899'],
  ...['+34803', '+34806', '+34807', '+34905'],
];
