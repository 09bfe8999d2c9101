import { createSocket, type Socket } from 'node:dgram';
import { BlockList, isIPv6 } from 'node:net';
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import type { Clock } from '../../ports/clock.js';

const cacheMs = 60_000;
const cacheSize = 1_000;
const probesAtOnce = 16;

// Documentation addresses (RFC 5737, RFC 3849) stand for "somewhere beyond the default route".
// Connecting a UDP socket to them sends nothing.
const elsewhere = { ipv4: '192.0.2.1', ipv6: '2001:db8::1' } as const;

interface Facing {
  /** What the system's routing says; null while that is not known. */
  readonly routed: string | null;
  /** Our address on the subnet that the peer is on; null when it is beyond a router. */
  readonly attached: string | null;
  readonly atMs: number;
}

/**
 * Which address of this machine faces a peer, for listeners bound to the wildcard of a machine
 * with several networks. The system's routing knows: a UDP socket connected to the peer gets the
 * address. That takes a moment, so the first answer for a peer goes by subnets and default route.
 */
export class LocalAddresses {
  readonly #facing = new Map<string, Facing>();
  readonly #probes = new Set<Socket>();
  readonly #defaults = new Map<string, string>();
  #closed = false;

  constructor(private readonly clock: Clock) {}

  /** Learns the addresses that face the default routes. */
  async learnDefaults(): Promise<void> {
    await Promise.all(
      Object.entries(elsewhere).map(async ([family, address]) => {
        const routed = await this.#probe(address);
        if (routed !== null) this.#defaults.set(family, routed);
      }),
    );
  }

  facing(peerAddress: string): string {
    const { routed, attached } = this.#know(peerAddress);
    const family = familyOf(peerAddress);
    return routed ?? attached ?? this.#defaults.get(family) ?? anyAddress(family);
  }

  /** Whether the peer is on a subnet of ours, with no router (and no NAT) between. */
  attached(peerAddress: string): boolean {
    return this.#know(peerAddress).attached !== null;
  }

  close(): void {
    this.#closed = true;
    for (const socket of this.#probes) socket.close();
    this.#probes.clear();
  }

  #know(peerAddress: string): Facing {
    const known = this.#facing.get(peerAddress);
    if (known !== undefined && this.clock.monotonicMs() - known.atMs < cacheMs) return known;
    void this.#probe(peerAddress).then((routed) => {
      const facing = this.#facing.get(peerAddress);
      if (routed !== null && facing !== undefined)
        this.#facing.set(peerAddress, { ...facing, routed });
    });
    return this.#remember(peerAddress);
  }

  #remember(peerAddress: string): Facing {
    const facing: Facing = {
      routed: this.#facing.get(peerAddress)?.routed ?? null,
      attached: attachedAddress(peerAddress),
      atMs: this.clock.monotonicMs(),
    };
    // Put back at the end, so that the first of the table is the oldest.
    this.#facing.delete(peerAddress);
    this.#facing.set(peerAddress, facing);
    if (this.#facing.size > cacheSize) {
      const [oldest] = this.#facing.keys();
      this.#facing.delete(oldest!);
    }
    return facing;
  }

  /** The address the system would send from; null when it has no route, or when too many ask. */
  #probe(peerAddress: string): Promise<string | null> {
    if (this.#closed || this.#probes.size >= probesAtOnce) return Promise.resolve(null);
    const socket = createSocket(isIPv6(peerAddress) ? 'udp6' : 'udp4');
    this.#probes.add(socket);
    return new Promise((resolve) => {
      const learned = (address: string | null) => {
        if (this.#probes.delete(socket)) socket.close();
        resolve(address);
      };
      socket.on('error', () => learned(null));
      socket.once('close', () => learned(null));
      // Port 9 is discard; nothing is sent to it.
      socket.connect(9, peerAddress, (error?: Error) => {
        const connected = error === undefined && this.#probes.has(socket);
        learned(connected ? socket.address().address : null);
      });
    });
  }
}

type Family = 'ipv4' | 'ipv6';

function familyOf(address: string): Family {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}

function ownAddresses(family: Family): readonly NetworkInterfaceInfo[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ address }) => familyOf(address) === family);
}

function attachedAddress(peerAddress: string): string | null {
  const family = familyOf(peerAddress);
  for (const { address, cidr } of ownAddresses(family)) {
    const prefix = Number(cidr?.split('/')[1] ?? Number.NaN);
    if (!Number.isInteger(prefix)) continue;
    const subnet = new BlockList();
    subnet.addSubnet(address, prefix, family);
    if (subnet.check(peerAddress, family)) return address;
  }
  return null;
}

function anyAddress(family: Family): string {
  const outward = ownAddresses(family).find(({ internal }) => !internal);
  return outward?.address ?? (family === 'ipv6' ? '::1' : '127.0.0.1');
}
