import type { LegSource, SignallingAddress, TransportName } from '../ports/signalling.js';
import { plainAddress, privateAddresses } from '../sip/trunk/address-list.js';
import type { Admitted } from './admission.js';
import type { SrfRequest } from './srf.js';

/** Where a request came from, and on which of our addresses. */
export function sourceOf(request: SrfRequest, { trunk, user }: Admitted): LegSource {
  const local = /^(.*):\d+$/.exec(request.receivedOn ?? '')?.[1] ?? '127.0.0.1';
  return {
    transport: transportOf(request.protocol),
    isPublic: !privateAddresses.has(request.source_address),
    address: plainAddress(request.source_address),
    port: request.source_port,
    localAddress: plainAddress(local.replace(/^\[|\]$/g, '')),
    trunk: trunk?.name ?? null,
    user,
  };
}

function transportOf(protocol: string): TransportName {
  switch (protocol.toLowerCase()) {
    case 'tls':
    case 'wss':
      return 'tls';
    case 'tcp':
    case 'ws':
      return 'tcp';
    default:
      return 'udp';
  }
}

/** drachtio names where it listens as `udp/192.0.2.1:5060,tcp/[2001:db8::1]:5060`. */
export function addressesOf(hostPorts: string): readonly SignallingAddress[] {
  return hostPorts.split(',').flatMap((text): SignallingAddress[] => {
    const match = /^(udp|tcp|tls)\/\[?([^\]]+?)\]?:(\d+)$/.exec(text.trim());
    if (match === null) return [];
    const [, transport, host, port] = match;
    return [{ transport: transportOf(transport!), host: host!, port: Number(port) }];
  });
}
