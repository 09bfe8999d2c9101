import { isToken, quote, splitList, unquote } from '../message/grammar.js';

export type AuthParams = ReadonlyMap<string, string>;

/**
 * The parameters of a Digest challenge or of Digest credentials (RFC 7616 §3.3, §3.4), unquoted,
 * names in lower case. Null for another scheme and for what is malformed.
 */
export function parseAuthParams(text: string): AuthParams | null {
  const scheme = /^digest[ \t]+/i.exec(text);
  if (scheme === null) return null;
  const params = new Map<string, string>();
  for (const part of splitList(text.slice(scheme[0].length))) {
    const equals = part.indexOf('=');
    if (equals === -1) return null;
    const name = part.slice(0, equals).trimEnd().toLowerCase();
    const value = part.slice(equals + 1).trimStart();
    if (!isToken(name) || params.has(name)) return null;
    const quoted = value.startsWith('"');
    if (quoted && (value.length < 2 || !value.endsWith('"'))) return null;
    params.set(name, quoted ? unquote(value.slice(1, -1)) : value);
  }
  return params;
}

/** `quoted` and then `bare` parameters, as the grammar has each of them. */
export function formatAuthParams(
  quoted: Readonly<Record<string, string | null>>,
  bare: Readonly<Record<string, string | null>>,
): string {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(quoted)) {
    if (value !== null) parts.push(`${name}=${quote(value)}`);
  }
  for (const [name, value] of Object.entries(bare)) {
    if (value !== null) parts.push(`${name}=${value}`);
  }
  return `Digest ${parts.join(', ')}`;
}

/** The elements of a `qop` parameter. */
export function qopOptions(text: string | undefined): readonly string[] {
  return (text ?? '').split(',').map((option) => option.trim().toLowerCase());
}
