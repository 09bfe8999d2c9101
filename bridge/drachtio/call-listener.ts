import { lookup } from 'node:dns/promises';
import { createServer, Server, type Socket } from 'node:net';
import { describeError, PartylineError } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import { plainAddress } from '../sip/trunk/address-list.js';
import { createSrf, type SrfClient, type SrfRequest, type SrfResponder } from './srf.js';

export interface CallListenerOptions {
  readonly host: string;
  readonly port: number;
  readonly secret: string;
  readonly logger: Logger;
  /** Where drachtio is. Nobody else may connect: whoever does is told the secret. */
  readonly drachtioHost: string;
  readonly request: (request: SrfRequest, responder: SrfResponder) => void;
  /** A connection is gone, and what was under way on it has failed. */
  readonly lost: (connection: Socket) => void;
}

/**
 * Where drachtio connects to us, once for each call (its outbound connections): a `request-handler`
 * of its configuration names this address, as `tcp://host:port`.
 */
export class CallListener {
  readonly #options: CallListenerOptions;
  readonly #server: Server;
  /** drachtio-srf takes connections of a server; it gets those that we let in. */
  readonly #admitted = new Server();
  readonly #client: SrfClient = createSrf();
  readonly #connections = new Set<Socket>();

  constructor(options: CallListenerOptions) {
    this.#options = options;
    this.#server = createServer((connection) => void this.#connected(connection));
    this.#client.use((request, responder) => options.request(request, responder));
    this.#client.on('error', () => undefined);
  }

  /** @throws PartylineError `port-in-use` */
  start(): Promise<void> {
    const { host, port, secret } = this.#options;
    this.#client.listen({ server: this.#admitted, secret });
    return new Promise((resolve, reject) => {
      this.#server.once('error', (error) => {
        reject(
          new PartylineError('port-in-use', `drachtio.listen: ${describeError(error)}`, {
            mend: 'choose another port, or stop what listens there',
          }),
        );
      });
      this.#server.listen(port, host, resolve);
    });
  }

  /** The call is over, or was refused: drachtio makes another connection for the next. */
  release(connection: Socket): void {
    // What we have written is sent first.
    if (this.#connections.has(connection)) connection.end();
  }

  close(): void {
    this.#server.close();
    for (const connection of this.#connections) connection.destroy();
  }

  async #connected(connection: Socket): Promise<void> {
    connection.on('error', () => undefined); // 'close' follows
    this.#connections.add(connection);
    connection.on('close', () => {
      this.#connections.delete(connection);
      this.#options.lost(connection);
    });
    const address = plainAddress(connection.remoteAddress ?? '');
    const admitted = await this.#isDrachtio(address);
    if (connection.destroyed) return;
    if (admitted) {
      connection.setNoDelay(true);
      this.#admitted.emit('connection', connection);
    } else {
      this.#options.logger.warn({ address }, 'a connection that is not from drachtio is refused');
      connection.destroy();
    }
  }

  async #isDrachtio(address: string): Promise<boolean> {
    const known = await lookup(this.#options.drachtioHost, { all: true }).catch(() => []);
    return known.some((one) => plainAddress(one.address) === address);
  }
}
