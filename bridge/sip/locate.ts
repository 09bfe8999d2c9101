import { promises as dns } from 'node:dns';
import net from 'node:net';
import type { TransportName } from '../ports/signalling.js';
import type { SipUri } from './message/types.js';
import type { Peer } from './transport/types.js';

/** The part of DNS that finding a server takes; tests bring their own. */
export interface Resolver {
  /** Addresses, IPv4 and IPv6, in the order to try them. */
  addresses(host: string): Promise<readonly string[]>;
  services(name: string): Promise<readonly ServiceRecord[]>;
}

export interface ServiceRecord {
  readonly name: string;
  readonly port: number;
  readonly priority: number;
  readonly weight: number;
}

export const systemResolver: Resolver = {
  async addresses(host) {
    const found = await dns.lookup(host, { all: true });
    return found.map(({ address }) => address);
  },
  services: (name) => dns.resolveSrv(name),
};

/** More places than these are not tried for one request. */
const maxPeers = 4;

/**
 * Where a request to `uri` goes, best first (RFC 3263 §4, without NAPTR): an IP address as it is,
 * a name with a port by its addresses, a name without one by SRV and then by its addresses.
 * Empty when the name has none.
 */
export async function locate(uri: SipUri, resolver: Resolver): Promise<readonly Peer[]> {
  const transport = transportOf(uri);
  const host = uri.params.get('maddr') ?? uri.host;
  const defaultPort = transport === 'tls' ? 5061 : 5060;
  const direct = directPeer(uri);
  if (direct !== null) return [direct];
  const peerAt = (port: number) => (address: string) => ({
    transport,
    address,
    port,
    connectionId: null,
  });
  if (uri.port === null) {
    const peers: Peer[] = [];
    for (const { name, port } of await services(transport, host, resolver)) {
      peers.push(...(await addresses(name, resolver)).map(peerAt(port)));
      if (peers.length >= maxPeers) break;
    }
    if (peers.length > 0) return peers.slice(0, maxPeers);
  }
  const found = await addresses(host, resolver);
  return found.slice(0, maxPeers).map(peerAt(uri.port ?? defaultPort));
}

/** The peer of a URI whose host is an IP address; null for a name. */
export function directPeer(uri: SipUri): Peer | null {
  const host = uri.params.get('maddr') ?? uri.host;
  if (net.isIP(host) === 0) return null;
  const transport = transportOf(uri);
  const port = uri.port ?? (transport === 'tls' ? 5061 : 5060);
  return { transport, address: host, port, connectionId: null };
}

/** RFC 3263 §4.1: the transport parameter, else TLS for sips, else UDP. */
function transportOf(uri: SipUri): TransportName {
  const named = uri.params.get('transport')?.toLowerCase();
  if (uri.scheme === 'sips' || named === 'tls') return 'tls';
  return named === 'tcp' ? 'tcp' : 'udp';
}

async function services(
  transport: TransportName,
  host: string,
  resolver: Resolver,
): Promise<readonly ServiceRecord[]> {
  const prefix = { udp: '_sip._udp', tcp: '_sip._tcp', tls: '_sips._tcp' }[transport];
  try {
    const found = await resolver.services(`${prefix}.${host}`);
    // RFC 2782 spreads by chance among equals; the heaviest first is enough for one caller.
    return [...found].sort((a, b) => a.priority - b.priority || b.weight - a.weight);
  } catch {
    return [];
  }
}

async function addresses(host: string, resolver: Resolver): Promise<readonly string[]> {
  try {
    return await resolver.addresses(host);
  } catch {
    return [];
  }
}
