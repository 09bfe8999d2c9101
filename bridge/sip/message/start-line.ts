import { isToken } from './grammar.js';
import type { SipUri } from './types.js';
import { parseUri } from './uri.js';

export type StartLine =
  | { readonly kind: 'request'; readonly method: string; readonly uri: SipUri }
  | { readonly kind: 'response'; readonly status: number; readonly reason: string }
  | {
      readonly kind: 'malformed';
      readonly status: number;
      readonly reason: string;
      /** The method where one can be told; null when it was a response. */
      readonly method: string | null;
    };

const statusLine = /^SIP\/2\.0 (\d{3})(?: (.*))?$/i;
const version = /^SIP\/\d+\.\d+$/i;

/** RFC 3261 §7.1 and §7.2: single spaces, and nothing before or after. */
export function parseStartLine(line: string): StartLine {
  if (/^SIP\//i.test(line)) return parseStatusLine(line);
  const [method, target, protocol, ...excess] = line.split(' ');
  if (method === undefined || !isToken(method)) return malformed(400, 'Bad Request-Line', '');
  if (target === undefined || protocol === undefined || excess.length > 0) {
    return malformed(400, 'Bad Request-Line', method);
  }
  if (!version.test(protocol)) return malformed(400, 'Bad Request-Line', method);
  if (!protocol.endsWith('/2.0')) return malformed(505, 'Version Not Supported', method);
  const uri = parseUri(target);
  if (uri === null) return malformed(400, 'Bad Request-URI', method);
  // §8.2.2.1
  if (uri.scheme === 'other') return malformed(416, 'Unsupported URI Scheme', method);
  // §19.1.1: a Request-URI has no headers component.
  if (uri.headers.size > 0) return malformed(400, 'Headers in Request-URI', method);
  return { kind: 'request', method, uri };
}

function parseStatusLine(line: string): StartLine {
  const match = statusLine.exec(line);
  const status = match === null ? 0 : Number(match[1]);
  if (match === null || status < 100 || status > 699) {
    return { kind: 'malformed', status: 400, reason: 'Bad Status-Line', method: null };
  }
  return { kind: 'response', status, reason: match[2] ?? '' };
}

function malformed(status: number, reason: string, method: string): StartLine {
  return { kind: 'malformed', status, reason, method };
}
