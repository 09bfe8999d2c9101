import { endOfQuoted, isBlank, isToken, noParams, quote, skipBlanks, unquote } from './grammar.js';

export type Parameters = ReadonlyMap<string, string | null>;

/**
 * Reads `;name=value;flag;text="quoted"` from `from` to the end of `text` (RFC 3261 §7.3.1), with
 * blanks anywhere between the parts. Quoted values are given without quotes and escapes.
 * One semicolon too many at the very end is forgiven; anything else malformed gives null.
 */
export function parseParameters(text: string, from: number): Parameters | null {
  let index = skipBlanks(text, from);
  if (index >= text.length) return noParams;
  const params = new Map<string, string | null>();
  while (index < text.length) {
    if (text.charCodeAt(index) !== 0x3b) return null;
    index = skipBlanks(text, index + 1);
    if (index >= text.length) break;
    const nameStart = index;
    index = endOfWord(text, index);
    const name = text.slice(nameStart, index).toLowerCase();
    if (!isToken(name)) return null;
    index = skipBlanks(text, index);
    let value: string | null = null;
    if (text.charCodeAt(index) === 0x3d) {
      index = skipBlanks(text, index + 1);
      const valueStart = index;
      if (text.charCodeAt(index) === 0x22) {
        index = endOfQuoted(text, index);
        if (index === -1) return null;
        value = unquote(text.slice(valueStart + 1, index - 1));
      } else {
        index = endOfWord(text, index);
        value = text.slice(valueStart, index);
      }
      index = skipBlanks(text, index);
    }
    // A repeated name is malformed by the book (§7.3.1); the first one counts.
    if (!params.has(name)) params.set(name, value);
  }
  return params;
}

/** The index of the blank, semicolon, equals sign or quote that ends the word. */
function endOfWord(text: string, from: number): number {
  let index = from;
  for (; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x3b || code === 0x3d || code === 0x22 || isBlank(code)) break;
  }
  return index;
}

const plainValue = /^[\w\-.!%*+`'~:[\]]+$/;

/** `;name=value…`; a value that is neither a token nor a host is quoted. */
export function formatParameters(params: Parameters): string {
  let text = '';
  for (const [name, value] of params) {
    if (!isToken(name)) continue;
    text +=
      value === null ? `;${name}` : `;${name}=${plainValue.test(value) ? value : quote(value)}`;
  }
  return text;
}
