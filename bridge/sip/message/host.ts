import { isIPv6 } from 'node:net';
import { parseDigits, skipBlanks } from './grammar.js';

/** A host and port as they stand in URIs and in Via, and where the text after them begins. */
export interface HostPort {
  readonly host: string;
  readonly port: number | null;
  readonly end: number;
}

const hostName = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_.])?$/;

/** RFC 5118 §4.10: the grammar of RFC 3261 once allowed `:::` before an embedded IPv4 address. */
const tripleColon = /^([^:]*(?::[^:]+)*):::((?:\d{1,3}\.){3}\d{1,3})$/;

/** An IPv6 address without its brackets, in lower case with `:::` mended; null when it is none. */
export function parseIpv6(text: string): string | null {
  if (text.includes('%')) return null;
  if (isIPv6(text)) return text.toLowerCase();
  const mended = text.replace(tripleColon, '$1::$2');
  return mended !== text && isIPv6(mended) ? mended.toLowerCase() : null;
}

/**
 * Reads `host`, `host:port`, `[v6]` or `[v6]:port` at `from`. `blanks`: allow blanks around the
 * colon, as Via does (RFC 3261 §25.1, sent-by).
 */
export function parseHostPort(text: string, from: number, blanks: boolean): HostPort | null {
  let index = from;
  let host: string | null;
  if (text.charCodeAt(index) === 0x5b) {
    const close = text.indexOf(']', index);
    if (close === -1) return null;
    host = parseIpv6(text.slice(index + 1, close));
    index = close + 1;
  } else {
    index = endOfHost(text, index);
    host = text.slice(from, index);
    if (!hostName.test(host)) return null;
  }
  if (host === null) return null;
  const afterHost = blanks ? skipBlanks(text, index) : index;
  if (text.charCodeAt(afterHost) !== 0x3a) return { host, port: null, end: index };
  index = blanks ? skipBlanks(text, afterHost + 1) : afterHost + 1;
  const portStart = index;
  while (index < text.length && isDigit(text.charCodeAt(index))) index++;
  const port = parseDigits(text.slice(portStart, index));
  if (port === null || port < 1 || port > 65_535) return null;
  return { host, port, end: index };
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function endOfHost(text: string, from: number): number {
  let index = from;
  for (; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const partOfName =
      isDigit(code) ||
      (code >= 0x61 && code <= 0x7a) ||
      (code >= 0x41 && code <= 0x5a) ||
      code === 0x2e ||
      code === 0x2d ||
      code === 0x5f;
    if (!partOfName) break;
  }
  return index;
}

/** Brackets around an IPv6 address (RFC 3261 §25.1, IPv6reference). */
function formatHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

export function formatHostPort(host: string, port: number | null): string {
  return port === null ? formatHost(host) : `${formatHost(host)}:${port}`;
}
