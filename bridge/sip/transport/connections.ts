import type { Socket } from 'node:net';
import { PartylineError } from '../../kernel/errors.js';
import type { Clock } from '../../ports/clock.js';
import { formatHostPort } from '../message/host.js';
import { connectStream, type TlsClientOptions } from './connect-stream.js';
import { Connection, type ConnectionEvents } from './connection.js';
import type { Counters } from './counters.js';
import type { TransportLimits } from './options.js';
import type { Peer } from './types.js';

type StreamTransport = 'tcp' | 'tls';

interface ConnectionsOptions {
  readonly limits: TransportLimits;
  readonly clock: Clock;
  readonly counters: Counters;
  readonly tlsClient: TlsClientOptions;
  readonly events: ConnectionEvents;
}

/** All connections, whoever opened them, found by id or by where they lead. */
export class Connections {
  readonly #byId = new Map<string, Connection>();
  /** The newest connection to each peer, for reuse (RFC 3261 §18). */
  readonly #byTarget = new Map<string, Connection>();
  readonly #opening = new Map<string, Promise<Connection>>();
  readonly #abort = new AbortController();
  readonly #events: ConnectionEvents;
  #count = 0;
  #whenEmpty: (() => void) | null = null;

  constructor(private readonly options: ConnectionsOptions) {
    this.#events = {
      frame: (frame, connection) => options.events.frame(frame, connection),
      idle: (connection) => options.events.idle(connection),
      closed: (error, connection) => {
        this.#forget(connection);
        options.events.closed(error, connection);
      },
    };
  }

  get full(): boolean {
    return this.#byId.size + this.#opening.size >= this.options.limits.maxConnections;
  }

  /**
   * Takes in a connection, its TLS handshake done. `serverName`: the name that the far end has
   * shown, where we opened it; requests that ask for that name go by no other connection.
   */
  adopt(socket: Socket, transport: StreamTransport, serverName?: string): Connection | null {
    const { remoteAddress, remotePort, localAddress, localPort } = socket;
    if (
      remoteAddress === undefined ||
      remotePort === undefined ||
      localAddress === undefined ||
      localPort === undefined ||
      this.#abort.signal.aborted
    ) {
      socket.destroy(); // it went away before it was handed to us
      return null;
    }
    this.#count++;
    const peer = {
      transport,
      address: remoteAddress,
      port: remotePort,
      connectionId: `${transport}-${this.#count}`,
      localAddress,
      localPort,
      ...(serverName === undefined ? {} : { serverName }),
    };
    const { limits, clock, counters } = this.options;
    const connection = new Connection(socket, peer, limits, clock, this.#events);
    this.#byId.set(connection.id, connection);
    this.#byTarget.set(targetKey(peer), connection);
    counters['connections-opened']++;
    return connection;
  }

  byId(id: string | null): Connection | null {
    const connection = id === null ? undefined : this.#byId.get(id);
    return connection?.writable === true ? connection : null;
  }

  /**
   * The connection that leads to `peer`, opened if there is none.
   * @throws PartylineError `call-failed`
   */
  async reach(peer: Peer): Promise<Connection> {
    const key = targetKey(peer);
    const existing = this.byId(peer.connectionId) ?? this.#byTarget.get(key);
    if (existing?.writable === true) return existing;
    const opening = this.#opening.get(key) ?? this.#open(peer, key);
    return opening;
  }

  #open(peer: Peer, key: string): Promise<Connection> {
    if (this.full) {
      return Promise.reject(new PartylineError('call-failed', 'too many SIP connections are open'));
    }
    const opening = this.#connect(peer).finally(() => this.#opening.delete(key));
    this.#opening.set(key, opening);
    return opening;
  }

  async #connect(peer: Peer): Promise<Connection> {
    const where = `${peer.transport} ${formatHostPort(peer.address, peer.port)}`;
    try {
      const socket = await connectStream(peer, this.options, this.#abort.signal);
      const connection = this.adopt(
        socket,
        peer.transport === 'tls' ? 'tls' : 'tcp',
        peer.serverName,
      );
      if (connection === null) throw new Error('the connection was closed at once');
      return connection;
    } catch (cause) {
      throw new PartylineError('call-failed', `cannot connect to ${where}`, { cause });
    }
  }

  #forget(connection: Connection): void {
    this.#byId.delete(connection.id);
    const key = targetKey(connection.peer);
    if (this.#byTarget.get(key) === connection) this.#byTarget.delete(key);
    if (this.#byId.size === 0) this.#whenEmpty?.();
  }

  /** Resolves when every connection is gone, also those that were being opened. */
  async close(): Promise<void> {
    this.#abort.abort();
    await Promise.allSettled(this.#opening.values());
    if (this.#byId.size === 0) return;
    await new Promise<void>((resolve) => {
      this.#whenEmpty = resolve;
      for (const connection of this.#byId.values()) connection.destroy();
    });
  }
}

function targetKey(peer: Peer): string {
  return `${peer.transport} ${formatHostPort(peer.address, peer.port)} ${peer.serverName ?? ''}`;
}
