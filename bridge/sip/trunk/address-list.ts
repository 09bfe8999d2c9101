import net from 'node:net';
import { PartylineError } from '../../kernel/errors.js';

/** A set of IP addresses and networks, e.g. `192.0.2.10`, `198.51.100.0/24`, `2001:db8::/32`. */
export class AddressList {
  readonly #list = new net.BlockList();

  /** @throws PartylineError `bad-config` naming the entry that is neither address nor network */
  constructor(entries: readonly string[]) {
    for (const entry of entries) this.#add(entry);
  }

  has(address: string): boolean {
    const bare = plainAddress(address);
    const version = net.isIP(bare);
    return version !== 0 && this.#list.check(bare, version === 6 ? 'ipv6' : 'ipv4');
  }

  #add(entry: string): void {
    const [address = '', prefix, ...rest] = entry.split('/');
    const version = net.isIP(address);
    const length = prefix === undefined ? (version === 6 ? 128 : 32) : Number(prefix);
    const longest = version === 6 ? 128 : 32;
    const digits = prefix === undefined || /^\d{1,3}$/.test(prefix);
    if (version === 0 || rest.length > 0 || !digits || length > longest) {
      throw new PartylineError('bad-config', `not an IP address or network: ${entry}`, {
        mend: 'Write an address such as 192.0.2.10 or a network such as 192.0.2.0/24.',
      });
    }
    this.#list.addSubnet(address, length, version === 6 ? 'ipv6' : 'ipv4');
  }
}

/** Without a zone, and an IPv4-mapped IPv6 address as the IPv4 address it is. */
export function plainAddress(address: string): string {
  return address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}

/** Loopback, link-local and private-use addresses (RFC 1918, RFC 4193). */
export const privateAddresses = new AddressList([
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
]);
