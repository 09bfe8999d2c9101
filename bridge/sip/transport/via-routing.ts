import { isIP } from 'node:net';
import type { TransportName } from '../../ports/signalling.js';
import type { Headers, Via } from '../message/types.js';
import { parseIpv6 } from '../message/host.js';
import { formatVia } from '../message/via.js';
import type { Peer } from './types.js';

export function defaultPort(transport: TransportName): number {
  return transport === 'tls' ? 5061 : 5060;
}

/**
 * Notes in the topmost Via where a request really came from: RFC 3261 §18.2.1, RFC 3581 §4. A
 * `received` or a filled `rport` that the sender made up is not kept.
 */
export function stampReceived(headers: Headers, via: Via, address: string, port: number): void {
  const params = new Map(via.params);
  const wantsPort = params.get('rport') === null;
  if (!wantsPort) params.delete('rport');
  params.delete('received');
  if (wantsPort) params.set('rport', String(port));
  if (wantsPort || !sameHost(via.host, address)) params.set('received', address);
  replaceTopVia(headers, { ...via, params });
}

export function replaceTopVia(headers: Headers, via: Via): void {
  headers.set('Via', formatVia(via), ...headers.all('Via').slice(1));
}

function sameHost(host: string, address: string): boolean {
  if (!host.includes(':')) return host === address;
  return parseIpv6(host) === parseIpv6(address) || expand(host) === expand(address);
}

/** IPv6 text in one spelling (RFC 5952), as URL has it. */
function expand(address: string): string {
  return URL.canParse(`http://[${address}]`) ? new URL(`http://[${address}]`).hostname : address;
}

/**
 * Where a response goes when the connection of its request is gone or never was: RFC 3261 §18.2.2.
 * `maddr` is not followed: we listen on no multicast group, so that only a forger would set it.
 */
export function responseTarget(via: Via, from: Peer): { address: string; port: number } {
  const received = via.params.get('received') ?? null;
  const rport = Number(via.params.get('rport') ?? Number.NaN);
  const address = received ?? (isIP(via.host) === 0 ? from.address : via.host);
  const sentByPort = via.port ?? defaultPort(from.transport);
  const useRport = from.transport === 'udp' && Number.isInteger(rport) && rport > 0;
  return { address: stripBrackets(address), port: useRport ? rport : sentByPort };
}

/** RFC 5118 §4.5: `received` may be found with brackets. */
function stripBrackets(address: string): string {
  return address.startsWith('[') && address.endsWith(']') ? address.slice(1, -1) : address;
}
