import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';

/** Networks that the Internet does not route: RFC 1918, RFC 4193. */
const privateNetworks = new BlockList();
privateNetworks.addSubnet('10.0.0.0', 8);
privateNetworks.addSubnet('172.16.0.0', 12);
privateNetworks.addSubnet('192.168.0.0', 16);
privateNetworks.addSubnet('fc00::', 7, 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** True for loopback and private addresses, an IPv4 address mapped into IPv6 included. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  return loopback.check(address, kind) || privateNetworks.check(address, kind);
}

/** The part of node:os networkInterfaces() that counts here. */
export type Interfaces = Readonly<
  Record<string, readonly { readonly address: string }[] | undefined>
>;

/**
 * The addresses to bind for a `host` key (decision record 0003):
 * `private` → loopback and every private address the machine has now; `all` → the IPv4 and IPv6
 * wildcards; an address → itself. IPv6 wildcards must be bound with `ipv6Only`.
 */
export function listenAddresses(host: string, interfaces: Interfaces): readonly string[] {
  const own = Object.values(interfaces).flatMap((list) => (list ?? []).map((one) => one.address));
  const withIpv6 = own.some((address) => isIPv6(address));
  if (host === 'all') return withIpv6 ? ['0.0.0.0', '::'] : ['0.0.0.0'];
  if (host !== 'private') return [host];
  const found = own.filter((address) => isPrivateAddress(address));
  // Loopback first, then IPv4, so that the first address printed is one that every phone can dial.
  const rank = (address: string) =>
    (loopback.check(address, isIPv4(address) ? 'ipv4' : 'ipv6') ? 0 : 2) +
    (isIPv4(address) ? 0 : 1);
  return [...new Set(['127.0.0.1', ...found])].sort((a, b) => rank(a) - rank(b));
}
