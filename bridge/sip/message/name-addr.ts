import { endOfQuoted, quote, skipBlanks, unquote } from './grammar.js';
import { formatParameters, parseParameters } from './parameters.js';
import type { NameAddr, SipUri } from './types.js';
import { formatUri, parseUri } from './uri.js';

/**
 * From, To, Contact, Route and their like (RFC 3261 §20.10). Null when malformed. An unquoted
 * display name may hold more than tokens, as phones send it, but no separator of header values.
 */
export function parseNameAddr(text: string): NameAddr | null {
  const start = skipBlanks(text, 0);
  if (text.charCodeAt(start) === 0x22) {
    const end = endOfQuoted(text, start);
    if (end === -1) return null;
    const bracket = skipBlanks(text, end);
    if (text.charCodeAt(bracket) !== 0x3c) return null;
    return inBrackets(unquote(text.slice(start + 1, end - 1)), text, bracket);
  }
  const bracket = text.indexOf('<', start);
  const semicolon = text.indexOf(';', start);
  if (bracket === -1 || (semicolon !== -1 && semicolon < bracket)) {
    return bare(text, start, semicolon === -1 ? text.length : semicolon);
  }
  const displayName = text.slice(start, bracket).trim();
  if (/[,">]/.test(displayName)) return null;
  return inBrackets(displayName === '' ? null : displayName.replace(/\s+/g, ' '), text, bracket);
}

function inBrackets(displayName: string | null, text: string, bracket: number): NameAddr | null {
  const close = text.indexOf('>', bracket);
  if (close === -1) return null;
  const uri = parseUri(text.slice(bracket + 1, close));
  if (uri === null) return null;
  const params = parseParameters(text, close + 1);
  return params === null ? null : { displayName, uri, params };
}

/** Without brackets every parameter belongs to the header, and no comma or `?` may stand (§20). */
function bare(text: string, start: number, end: number): NameAddr | null {
  const address = text.slice(start, end).trimEnd();
  if (address.includes('?') || address.includes(',')) return null;
  const uri = parseUri(address);
  if (uri === null) return null;
  const params = parseParameters(text, end);
  return params === null ? null : { displayName: null, uri, params };
}

export function formatNameAddr(address: NameAddr): string {
  const name = address.displayName === null ? '' : `${quote(address.displayName)} `;
  return `${name}<${formatUri(address.uri)}>${formatParameters(address.params)}`;
}

/** A name-addr from its parts; what is left out is absent. */
export function nameAddr(
  uri: SipUri,
  options: {
    readonly displayName?: string | null;
    readonly tag?: string | null;
    readonly params?: ReadonlyMap<string, string | null>;
  } = {},
): NameAddr {
  const params = new Map(options.params);
  if (typeof options.tag === 'string') params.set('tag', options.tag);
  return { displayName: options.displayName ?? null, uri, params };
}

/** The tag of a From or To; null before there is one. */
export function tagOf(address: NameAddr): string | null {
  return address.params.get('tag') ?? null;
}
