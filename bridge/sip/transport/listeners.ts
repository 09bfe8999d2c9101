import { isIPv6 } from 'node:net';
import type { TransportName } from '../../ports/signalling.js';
import type { LocalAddresses } from './local-addresses.js';
import type { StreamListener } from './stream-listener.js';
import type { UdpListener } from './udp-listener.js';

export type Listener = UdpListener | StreamListener;

export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

/**
 * The listener of ours that a peer is best told of: of its transport and family, bound to the
 * address that faces it or to all. Null when there is none of that transport and family.
 */
export function chooseListener<L extends Listener>(
  listeners: readonly L[],
  transport: TransportName,
  peerAddress: string,
  addresses: LocalAddresses,
): L | null {
  const ipv6 = isIPv6(peerAddress);
  const fitting = listeners.filter(
    (each) => each.transport === transport && isIPv6(each.host) === ipv6,
  );
  if (fitting.length <= 1) return fitting[0] ?? null;
  const facing = addresses.facing(peerAddress);
  return (
    fitting.find((each) => each.host === facing) ??
    fitting.find((each) => isWildcard(each.host)) ??
    fitting[0]!
  );
}

/** The host that a peer reaches this listener by. */
export function reachableHost(
  listener: Listener,
  peerAddress: string,
  addresses: LocalAddresses,
): string {
  const { advertisedHost } = listener.options;
  // The public address of a NAT is of no use to those on our side of it.
  if (advertisedHost !== undefined && !addresses.attached(peerAddress)) return advertisedHost;
  return isWildcard(listener.host) ? addresses.facing(peerAddress) : listener.host;
}
