/**
 * Which numbers the organizers of an account may call from a conference (K3). Nothing is allowed
 * until the account names prefixes.
 */
export interface DialOutPolicy {
  readonly prefixes: readonly AllowedPrefix[];
  /** Calls that may be up at once, of all rooms together. */
  readonly concurrent: number;
}

export interface AllowedPrefix {
  /** The beginning of an E.164 number, such as `+32`; or a whole short number, such as `112`. */
  readonly prefix: string;
  /** A word that reports group by. */
  readonly priceClass: string;
}

export const noDialOut: DialOutPolicy = { prefixes: [], concurrent: 5 };

const mostPrefixes = 500;
const mostConcurrent = 500;

/** From what is stored; what is not (or no longer) acceptable counts for nothing. */
export function resolveDialOutPolicy(stored: Readonly<Record<string, unknown>>): DialOutPolicy {
  const { prefixes, concurrent } = stored;
  return {
    prefixes: Array.isArray(prefixes) ? prefixes.filter(isAllowedPrefix) : noDialOut.prefixes,
    concurrent: isLimit(concurrent) ? concurrent : noDialOut.concurrent,
  };
}

export type ParsedDialOutRule =
  | { readonly ok: true; readonly change: Partial<DialOutPolicy> }
  | { readonly ok: false; readonly problem: string; readonly mend: string };

/** The names under which an operator sets the two parts. */
export const dialOutRules = ['dialOutPrefixes', 'dialOutConcurrent'] as const;
export type DialOutRule = (typeof dialOutRules)[number];

/** As an operator writes it: `dialOutPrefixes`, `+32:national,+33`; `default` resets it. */
export function parseDialOutRule(name: DialOutRule, text: string): ParsedDialOutRule {
  const isDefault = text === 'default';
  if (name === 'dialOutConcurrent') {
    const concurrent = isDefault ? noDialOut.concurrent : Number(text);
    if (isDefault || (/^\d{1,3}$/.test(text) && isLimit(concurrent))) {
      return { ok: true, change: { concurrent } };
    }
    return refused(name, text, `a whole number from 0 to ${mostConcurrent}`);
  }
  const parts = isDefault || text === 'none' ? [] : text.split(',');
  const prefixes = parts.map((part) => {
    const [prefix = '', priceClass = 'standard', ...more] = part.trim().split(':');
    return more.length > 0 ? null : { prefix, priceClass };
  });
  return prefixes.length <= mostPrefixes && prefixes.every(isAllowedPrefix)
    ? { ok: true, change: { prefixes } }
    : refused(name, text, 'prefixes with their price class, like +32:national,+33:europe, or none');
}

function refused(name: DialOutRule, text: string, accepted: string): ParsedDialOutRule {
  return { ok: false, problem: `"${text}" is not a value of ${name}`, mend: `use ${accepted}` };
}

function isAllowedPrefix(value: unknown): value is AllowedPrefix {
  if (typeof value !== 'object' || value === null) return false;
  const { prefix, priceClass } = value as Partial<Record<keyof AllowedPrefix, unknown>>;
  return (
    typeof prefix === 'string' &&
    /^(\+[1-9]\d{0,14}|\d{2,6})$/.test(prefix) &&
    typeof priceClass === 'string' &&
    /^[a-z0-9-]{1,20}$/.test(priceClass)
  );
}

function isLimit(value: unknown): value is number {
  return (
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= mostConcurrent
  );
}
