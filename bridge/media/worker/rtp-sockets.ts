import { createSocket, type Socket } from 'node:dgram';
import { isIPv4, isIPv6 } from 'node:net';

/** Where a packet came from; an IPv4 address that was mapped into IPv6 is given as itself. */
export interface PacketSource {
  readonly address: string;
  readonly port: number;
}

type PacketHandler = (packet: Buffer, source: PacketSource) => void;

export interface RtpSocketsEvents {
  readonly onRtp: PacketHandler;
  readonly onRtcp: PacketHandler;
  /** An ICMP error, or no buffer space: the packet is lost, the socket goes on. */
  readonly onError: () => void;
}

/**
 * The RTP and RTCP sockets of one leg. The RTP socket can be kept to one source: the kernel then
 * refuses all others, and sends without looking a route up for each packet, at three quarters of
 * the cost.
 */
export class RtpSockets {
  readonly #rtp: Socket;
  readonly #rtcp: Socket;
  readonly #mapped: boolean;
  #kept = false;

  private constructor(rtp: Socket, rtcp: Socket, mapped: boolean) {
    this.#rtp = rtp;
    this.#rtcp = rtcp;
    this.#mapped = mapped;
  }

  /** @throws the system's error, with its `code` */
  static async bind(host: string, rtpPort: number, events: RtpSocketsEvents): Promise<RtpSockets> {
    const overIPv6 = isIPv6(host);
    const open = (): Socket =>
      createSocket({ type: overIPv6 ? 'udp6' : 'udp4', lookup: addressesOnly });
    const rtp = open();
    const rtcp = open();
    try {
      await Promise.all([bound(rtp, rtpPort, host), bound(rtcp, rtpPort + 1, host)]);
    } catch (error) {
      rtp.close();
      rtcp.close();
      throw error;
    }
    // Nothing stands between an IPv4 socket and its handler: of each of 500 legs it would have to
    // be fetched from memory for every packet.
    const received = overIPv6 ? unmapped : (handle: PacketHandler): PacketHandler => handle;
    rtp.on('message', received(events.onRtp)).on('error', events.onError);
    rtcp.on('message', received(events.onRtcp)).on('error', events.onError);
    return new RtpSockets(rtp, rtcp, overIPv6);
  }

  /** Whether the RTP socket is kept to one source. */
  get kept(): boolean {
    return this.#kept;
  }

  /** From now on RTP comes from this source only, and goes there, until `listenToAll`. */
  keepTo(address: string, port: number): void {
    // Where the system refuses, the error event tells, and the socket goes on as it was.
    this.#rtp.connect(port, this.#peer(address), () => undefined);
    this.#kept = isConnected(this.#rtp);
  }

  listenToAll(): void {
    if (!this.#kept) return;
    this.#kept = false;
    this.#rtp.disconnect();
  }

  /**
   * The first `length` bytes of `packet`; to the kept source, if there is one.
   * @returns whether it has gone; else the packet must not be written to again
   */
  sendRtp(packet: Buffer, length: number, address: string, port: number): boolean {
    // Most packets fill their buffer, and then Node need not make a view of a part of it.
    const bytes = length === packet.length ? packet : packet.subarray(0, length);
    if (this.#kept) this.#rtp.send(bytes);
    else this.#rtp.send(bytes, port, this.#peer(address));
    // Node sends at once, unless the socket's buffer is full.
    return this.#rtp.getSendQueueCount() === 0;
  }

  /** `muxed`: from the RTP port (RFC 5761). */
  sendRtcp(packet: Uint8Array, address: string, port: number, muxed: boolean): void {
    if (muxed) this.sendRtp(Buffer.from(packet), packet.length, address, port);
    else this.#rtcp.send(packet, port, this.#peer(address));
  }

  async close(): Promise<void> {
    await Promise.all([closed(this.#rtp), closed(this.#rtcp)]);
  }

  #peer(address: string): string {
    return this.#mapped && isIPv4(address) ? `::ffff:${address}` : address;
  }
}

/** `lookup` below answers at once, so a socket is connected, or refused, when `connect` returns. */
function isConnected(socket: Socket): boolean {
  try {
    socket.remoteAddress();
    return true;
  } catch {
    return false;
  }
}

type LookupDone = (error: NodeJS.ErrnoException | null, address: string, family: number) => void;

/** Addresses come from SDP or from packets: nothing is ever looked up, and nothing waits. */
function addressesOnly(address: string, _options: unknown, done: LookupDone): void {
  done(null, address, isIPv6(address) ? 6 : 4);
}

function unmapped(handle: PacketHandler): PacketHandler {
  return (packet, { address, port }) => {
    const plain = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
    handle(packet, { address: plain, port });
  };
}

function bound(socket: Socket, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind({ port, address, exclusive: true }, () => {
      socket.off('error', reject);
      resolve();
    });
  });
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.close(resolve));
}
