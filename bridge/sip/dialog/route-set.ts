import { parseNameAddr } from '../message/name-addr.js';
import { formatUri } from '../message/uri.js';
import type { SipUri } from '../message/types.js';

/** How a request inside a dialog is addressed. */
export interface Routing {
  /** The Request-URI. */
  readonly uri: SipUri;
  /** The Route header's values. */
  readonly routes: readonly string[];
  /** Where it is sent. */
  readonly nextHop: SipUri;
}

/** RFC 3261 §12.2.1.1: loose routing, and strict routing for proxies of RFC 2543. */
export function routing(routeSet: readonly string[], remoteTarget: SipUri): Routing {
  const first = routeSet[0] === undefined ? null : parseNameAddr(routeSet[0]);
  if (first === null) return { uri: remoteTarget, routes: [], nextHop: remoteTarget };
  if (first.uri.params.has('lr')) {
    return { uri: remoteTarget, routes: routeSet, nextHop: first.uri };
  }
  // A strict router takes its own address from the Request-URI; the target travels last.
  return {
    uri: withoutHeaders(first.uri),
    routes: [...routeSet.slice(1), `<${formatUri(remoteTarget)}>`],
    nextHop: first.uri,
  };
}

/** What may not stand in a Request-URI is stripped (§19.1.1, table 1). */
function withoutHeaders(uri: SipUri): SipUri {
  const params = new Map(uri.params);
  params.delete('method');
  return { ...uri, params, headers: new Map() };
}
