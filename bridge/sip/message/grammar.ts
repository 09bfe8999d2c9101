/**
 * The small pieces of RFC 3261 §25.1 that every header is made of. Positions are string indexes;
 * nothing here throws.
 */

export const noParams: ReadonlyMap<string, never> = new Map<string, never>();

const tokenPattern = /^[\w\-.!%*+`'~]+$/;

export function isToken(text: string): boolean {
  return tokenPattern.test(text);
}

const digitsPattern = /^\d{1,10}$/;

/** An unsigned integer of at most ten digits, or null. Leading zeros are fine (RFC 4475 §3.1.1.1). */
export function parseDigits(text: string): number | null {
  return digitsPattern.test(text) ? Number(text) : null;
}

export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

export function skipBlanks(text: string, from: number): number {
  let index = from;
  while (index < text.length && isBlank(text.charCodeAt(index))) index++;
  return index;
}

/** True when a character stands there that no URI may hold unescaped, quotes and brackets included. */
export function breaksUri(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code <= 0x20 || code === 0x22 || code === 0x3c || code === 0x3e || code === 0x7f) {
      return true;
    }
  }
  return false;
}

/** The index just past the quoted-string that opens at `from`, or -1 when it never closes. */
export function endOfQuoted(text: string, from: number): number {
  for (let index = from + 1; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x5c) index++;
    else if (code === 0x22) return index + 1;
  }
  return -1;
}

/** The content of a quoted-string given without its quotes. */
export function unquote(inner: string): string {
  return inner.includes('\\') ? inner.replace(/\\([\s\S])/g, '$1') : inner;
}

export function quote(text: string): string {
  return `"${text.replace(/[\r\n]+/g, ' ').replace(/["\\]/g, '\\$&')}"`;
}

/** CR and LF would start a new header; they become one space, as in a folded line (§7.3.1). */
export function oneLine(text: string): string {
  return text.includes('\n') || text.includes('\r') ? text.replace(/[\r\n]+/g, ' ') : text;
}

const escapePattern = /%(?![0-9a-fA-F]{2})/;

/** Decodes %HH as UTF-8 (§19.1.2); null for an incomplete escape. */
export function unescapeUri(text: string): string | null {
  if (!text.includes('%')) return text;
  if (escapePattern.test(text)) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    // Not UTF-8: each octet stands for itself, so that formatting gives something legal again.
    return text.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  }
}

/** Escapes every character that `allowed` (a sticky-free, global class of the others) matches. */
export function escapeUri(text: string, forbidden: RegExp): string {
  return text.replace(forbidden, (run) =>
    [...Buffer.from(run, 'utf8')]
      .map((octet) => `%${octet.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  );
}

/**
 * Splits a header value at the commas that stand outside quoted-strings and angle brackets
 * (§7.3.1). Elements are trimmed; empty ones are left out.
 */
export function splitList(value: string): string[] {
  const elements: string[] = [];
  let start = 0;
  let inBrackets = false;
  const take = (end: number) => {
    const element = value.slice(start, end).trim();
    if (element !== '') elements.push(element);
  };
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    if (code === 0x22 && !inBrackets) {
      const end = endOfQuoted(value, index);
      if (end === -1) break;
      index = end - 1;
    } else if (code === 0x3c) {
      inBrackets = true;
    } else if (code === 0x3e) {
      inBrackets = false;
    } else if (code === 0x2c && !inBrackets) {
      take(index);
      start = index + 1;
    }
  }
  take(value.length);
  return elements;
}
