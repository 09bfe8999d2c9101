import { unreachable } from '../../kernel/errors.js';
import type { SipUri } from './types.js';

// A parameter of these that stands in one URI only makes them differ (RFC 3261 §19.1.4).
const decisiveParams = ['user', 'ttl', 'method', 'maddr', 'transport'];

/** Whether two URIs are equivalent: RFC 3261 §19.1.4, RFC 3966 §4 for `tel:`. */
export function sameUri(a: SipUri, b: SipUri): boolean {
  if (a.scheme !== b.scheme) return false;
  switch (a.scheme) {
    case 'other':
      return a.user === b.user;
    case 'tel':
      return telNumber(a) === telNumber(b) && sameParams(a, b, ['phone-context', 'ext', 'isub']);
    case 'sip':
    case 'sips':
      return (
        a.user === b.user &&
        a.password === b.password &&
        a.host.toLowerCase() === b.host.toLowerCase() &&
        a.port === b.port &&
        sameParams(a, b, decisiveParams) &&
        sameHeaders(a, b)
      );
    default:
      return unreachable(a.scheme);
  }
}

/** The subscriber without its visual separators (RFC 3966 §3). */
export function telNumber(uri: SipUri): string {
  return (uri.user ?? '').replace(/[-.()]/g, '').toLowerCase();
}

function sameParams(a: SipUri, b: SipUri, decisive: readonly string[]): boolean {
  for (const [name, value] of a.params) {
    const other = b.params.get(name);
    if (other === undefined) {
      if (decisive.includes(name)) return false;
    } else if (value?.toLowerCase() !== other?.toLowerCase()) {
      return false;
    }
  }
  return decisive.every((name) => a.params.has(name) || !b.params.has(name));
}

function sameHeaders(a: SipUri, b: SipUri): boolean {
  if (a.headers.size !== b.headers.size) return false;
  const others = new Map([...b.headers].map(([name, value]) => [name.toLowerCase(), value]));
  return [...a.headers].every(([name, value]) => others.get(name.toLowerCase()) === value);
}
