import type { SipUri } from '../message/types.js';
import { privateAddresses } from '../trunk/address-list.js';
import type { Peer } from '../transport/types.js';
import { directPeer } from '../locate.js';

/**
 * Where a request inside a dialog is sent, given where the far end's last message came from. Null
 * when the next hop is a name that DNS must find.
 */
export function destinationFor(nextHop: SipUri, last: Peer, routed: boolean): Peer | null {
  // A stream's client is reached by the connection it opened: its Contact often cannot be dialled.
  if (last.connectionId !== null) return last;
  const direct = directPeer(nextHop);
  if (direct === null || routed) return direct;
  // A phone behind a NAT names an address of its own network; only the NAT's own leads to it.
  return privateAddresses.has(direct.address) && !privateAddresses.has(last.address)
    ? last
    : direct;
}
