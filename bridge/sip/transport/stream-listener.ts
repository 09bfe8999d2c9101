import { createServer as createTcpServer, isIPv6, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { bindError } from './bind-error.js';
import type { ListenOptions } from './options.js';

export interface StreamEvents {
  /** Whether a connection from there may come in, asked before anything is read from it. */
  admit(address: string): boolean;
  /** A connection ready for messages. */
  connected(socket: Socket, transport: 'tcp' | 'tls'): void;
}

const handshakeTimeoutMs = 10_000;

/** One listening TCP or TLS socket. */
export class StreamListener {
  /** Sockets not yet handed on: those in their TLS handshake. */
  readonly #waiting = new Set<Socket>();
  #port = 0;

  private constructor(
    readonly transport: 'tcp' | 'tls',
    readonly options: ListenOptions,
    private readonly server: Server,
    private readonly events: StreamEvents,
  ) {}

  static async open(options: ListenOptions, events: StreamEvents): Promise<StreamListener> {
    const transport = options.transport === 'tls' ? 'tls' : 'tcp';
    let server: Server;
    try {
      server = transport === 'tls' ? tlsServer(options) : createTcpServer();
    } catch (cause) {
      throw bindError(options, cause);
    }
    const listener = new StreamListener(transport, options, server, events);
    await listener.#listen();
    return listener;
  }

  get host(): string {
    return this.options.host;
  }

  get port(): number {
    return this.#port;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.#waiting) socket.destroy();
    await closed;
  }

  async #listen(): Promise<void> {
    const { server, options } = this;
    const ipv6Only = isIPv6(options.host);
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => reject(bindError(options, error)));
      server.listen({ host: options.host, port: options.port, ipv6Only }, resolve);
    });
    server.removeAllListeners('error');
    // Running out of file descriptors while accepting is no reason to end the process.
    server.on('error', () => undefined);
    const bound = server.address();
    if (bound !== null && typeof bound === 'object') this.#port = bound.port;
    server.on('connection', (socket) => this.#accept(socket));
    server.on('secureConnection', (socket: Socket) => this.events.connected(socket, 'tls'));
  }

  #accept(socket: Socket): void {
    if (socket.remoteAddress === undefined || !this.events.admit(socket.remoteAddress)) {
      socket.destroy();
      return;
    }
    if (this.transport === 'tcp') {
      this.events.connected(socket, 'tcp');
      return;
    }
    this.#waiting.add(socket);
    socket.once('close', () => this.#waiting.delete(socket));
  }
}

function tlsServer({ tls }: ListenOptions): Server {
  if (tls === undefined) throw new Error('tls needs a key and a certificate');
  const server = createTlsServer({
    ...tls,
    minVersion: 'TLSv1.2',
    handshakeTimeout: handshakeTimeoutMs,
  });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  return server;
}
