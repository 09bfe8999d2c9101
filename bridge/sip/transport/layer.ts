import { isIPv6 } from 'node:net';
import { PartylineError, describeError } from '../../kernel/errors.js';
import type { SignallingAddress, TransportName } from '../../ports/signalling.js';
import { formatHostPort } from '../message/host.js';
import { serialize } from '../message/serialize.js';
import type { SipRequest, SipResponse } from '../message/types.js';
import { Connections } from './connections.js';
import { newCounters } from './counters.js';
import { chooseListener, type Listener, reachableHost } from './listeners.js';
import { LocalAddresses } from './local-addresses.js';
import { defaultTransportLimits, type TransportLimits, type TransportOptions } from './options.js';
import { Receiver } from './receiver.js';
import { StreamListener } from './stream-listener.js';
import type { Peer, TransportHandler, TransportLayer } from './types.js';
import { UdpListener } from './udp-listener.js';
import { defaultPort, replaceTopVia, responseTarget } from './via-routing.js';

/** Sockets of all kinds behind the one seam (RFC 3261 §18). Nothing is opened before `start`. */
export function createTransportLayer(options: TransportOptions): TransportLayer {
  return new SocketTransportLayer(options);
}

class SocketTransportLayer implements TransportLayer {
  readonly counters = newCounters();
  readonly #limits: TransportLimits;
  readonly #addresses: LocalAddresses;
  readonly #connections: Connections;
  readonly #receiver: Receiver;
  #listeners: Listener[] = [];
  #closing: Promise<void> | null = null;

  constructor(private readonly options: TransportOptions) {
    const { clock } = options;
    this.#limits = { ...defaultTransportLimits, ...options.limits };
    this.#addresses = new LocalAddresses(clock);
    this.#receiver = new Receiver({
      ...options,
      limits: this.#limits,
      counters: this.counters,
      facing: (peerAddress) => this.#addresses.facing(peerAddress),
      reply: (response, to) => this.sendResponse(response, to),
    });
    this.#connections = new Connections({
      limits: this.#limits,
      clock,
      counters: this.counters,
      tlsClient: options.tlsClient ?? {},
      events: this.#receiver,
    });
  }

  get addresses(): readonly SignallingAddress[] {
    return this.#listeners.map(({ transport, host, port }) => ({ transport, host, port }));
  }

  async start(handler: TransportHandler): Promise<void> {
    this.#receiver.handler = handler;
    await this.#addresses.learnDefaults();
    try {
      for (const listen of this.options.listen) {
        this.#listeners.push(
          listen.transport === 'udp'
            ? await UdpListener.open(listen, this.#receiver)
            : await StreamListener.open(listen, {
                admit: (address) => this.#receiver.admit(address, this.#connections.full),
                connected: (socket, transport) => void this.#connections.adopt(socket, transport),
              }),
        );
      }
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async sendRequest(request: SipRequest, to: Peer): Promise<void> {
    const { host, port } = this.localFor(to);
    const transport = to.transport.toUpperCase();
    replaceTopVia(request.headers, { ...request.via, transport, host, port });
    // RFC 3261 §18.1.1 would have a request over 1300 octets go by TCP. We stay with UDP: carriers
    // and phones that speak UDP alone are many, those that drop fragments few.
    await this.#send(serialize(request), to);
  }

  async sendResponse(response: SipResponse, to: Peer): Promise<void> {
    const data = serialize(response);
    if (to.transport !== 'udp' && this.#connections.byId(to.connectionId) !== null) {
      await this.#send(data, to);
      return;
    }
    await this.#send(data, { ...to, ...responseTarget(response.via, to), connectionId: null });
  }

  localFor(peer: { readonly transport: TransportName; readonly address: string }): {
    readonly host: string;
    readonly port: number;
  } {
    const { transport, address } = peer;
    const listener = chooseListener(this.#listeners, transport, address, this.#addresses);
    if (listener !== null) {
      return { host: reachableHost(listener, address, this.#addresses), port: listener.port };
    }
    // We call out by a transport that nobody can call us by.
    return { host: this.#addresses.facing(address), port: defaultPort(transport) };
  }

  isReliable(transport: TransportName): boolean {
    return transport !== 'udp';
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#receiver.stop();
    this.#addresses.close();
    const listeners = this.#listeners;
    this.#listeners = [];
    await Promise.all([
      this.#connections.close(),
      ...listeners.map((listener) => listener.close()),
    ]);
  }

  /** @throws PartylineError `call-failed` */
  async #send(data: Buffer, to: Peer): Promise<void> {
    if (this.#closing !== null) {
      throw new PartylineError('call-failed', 'the transport layer is closed');
    }
    try {
      if (to.transport === 'udp') {
        await this.#udpFor(to).send(data, to.address, to.port);
      } else {
        const connection = await this.#connections.reach(to);
        await connection.send(data);
      }
    } catch (cause) {
      if (cause instanceof PartylineError) throw cause;
      const where = `${to.transport} ${formatHostPort(to.address, to.port)}`;
      throw new PartylineError('call-failed', `cannot send to ${where}: ${describeError(cause)}`, {
        cause,
      });
    }
    this.counters.sent++;
  }

  /** The socket that the peer's message came to, else the one that faces the peer. */
  #udpFor(to: Peer): UdpListener {
    const sockets = this.#listeners.filter((each) => each instanceof UdpListener);
    if ('localAddress' in to && 'localPort' in to) {
      const same = sockets.filter(({ port }) => port === to.localPort);
      const socket = same.find(({ host }) => host === to.localAddress) ?? same[0];
      if (socket !== undefined && isIPv6(socket.host) === isIPv6(to.address)) return socket;
    }
    const socket = chooseListener(sockets, 'udp', to.address, this.#addresses);
    if (socket !== null) return socket;
    throw new PartylineError('call-failed', `no UDP listener can reach ${to.address}`);
  }
}
