/** How a carrier's numbers are written where it does not send E.164. */
export interface Numbering {
  /** Without plus, e.g. `32`. */
  readonly countryCode: string;
  /** Dialled before national numbers, e.g. `0`; empty where there is none. */
  readonly nationalPrefix: string;
  /** Dialled before numbers of other countries, e.g. `00`, `011`. */
  readonly internationalPrefix: string;
}

/** An E.164 number has at most 15 digits; shorter than 7 is an extension or a room. */
const shortestE164 = 7;
const longestE164 = 15;

/**
 * A number as E.164 with its plus sign where that can be derived, else as it was sent, visual
 * separators removed. Short numbers (extensions, room numbers) stay as they are.
 */
export function normalizeNumber(sent: string, numbering: Numbering | null): string {
  const compact = sent.replace(/[\s().-]/g, '');
  if (!/^\+?\d+$/.test(compact)) return sent.trim();
  if (compact.startsWith('+')) return compact;
  if (numbering === null) return compact;
  const { countryCode, nationalPrefix, internationalPrefix } = numbering;
  const digits =
    afterPrefix(compact, internationalPrefix) ??
    national(afterPrefix(compact, nationalPrefix), countryCode) ??
    // Many carriers send E.164 without the plus.
    (nationalPrefix !== '' && compact.startsWith(countryCode) ? compact : null) ??
    // Where national numbers have no prefix (North America), they have ten digits.
    (nationalPrefix === '' || nationalPrefix === countryCode
      ? withCountry(compact, countryCode)
      : null);
  if (digits === null) return compact;
  const plausible = digits.length >= shortestE164 && digits.length <= longestE164;
  return plausible && compact.length >= shortestE164 ? `+${digits}` : compact;
}

function afterPrefix(digits: string, prefix: string): string | null {
  return prefix !== '' && digits.startsWith(prefix) ? digits.slice(prefix.length) : null;
}

function national(rest: string | null, countryCode: string): string | null {
  return rest === null ? null : countryCode + rest;
}

function withCountry(digits: string, countryCode: string): string {
  return digits.length > 10 && digits.startsWith(countryCode) ? digits : countryCode + digits;
}
