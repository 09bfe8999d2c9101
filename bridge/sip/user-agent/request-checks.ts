import { tagOf } from '../message/name-addr.js';
import type { SipRequest } from '../message/types.js';
import {
  accept,
  allow,
  knownMethods,
  optionTags,
  supportedExtensions,
  type HeaderList,
} from './capabilities.js';
import { contentType } from './info-key.js';

export interface Refusal {
  readonly status: number;
  readonly headers: HeaderList;
}

/** The option tags of Require that we lack (RFC 3261 §8.2.2.3), as a header value; null if none. */
export function unsupportedExtensions(request: SipRequest): string | null {
  const required = [...optionTags(request.headers.all('Require'))];
  const missing = required.filter((tag) => !supportedExtensions.has(tag));
  return missing.length === 0 ? null : missing.join(', ');
}

/** The inspection of a request outside any dialog (§8.2), in the RFC's order. Null when it is fit. */
export function inspect(request: SipRequest): Refusal | null {
  // §12.2.2: a To tag means a dialog, and we have none like it.
  if (tagOf(request.to) !== null) return { status: 481, headers: [] };
  switch (request.method) {
    case 'INVITE':
    case 'OPTIONS':
      break;
    case 'BYE':
    case 'INFO':
    case 'UPDATE':
    case 'PRACK':
      return { status: 481, headers: [] };
    default: {
      const status = knownMethods.has(request.method) ? 405 : 501;
      return { status, headers: [['Allow', allow]] };
    }
  }
  const unsupported = unsupportedExtensions(request);
  if (unsupported !== null) return { status: 420, headers: [['Unsupported', unsupported]] };
  return request.method === 'INVITE' ? inspectContent(request) : null;
}

/** §8.2.3 */
function inspectContent(request: SipRequest): Refusal | null {
  if (request.body.length === 0) return null;
  const encoding = request.headers.get('Content-Encoding') ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    return { status: 415, headers: [['Accept-Encoding', 'identity']] };
  }
  if (contentType(request) === accept) return null;
  return { status: 415, headers: [['Accept', accept]] };
}
