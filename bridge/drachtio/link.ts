import type { Socket } from 'node:net';
import { describeError, PartylineError } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import type { Clock, Timer } from '../ports/clock.js';
import { CallListener } from './call-listener.js';
import { PendingAnswers } from './pending-answers.js';
import {
  createSrf,
  type SrfAck,
  type SrfClient,
  type SrfReceived,
  type SrfRequest,
  type SrfRequestOptions,
  type SrfResponder,
  whenHeard,
} from './srf.js';

export interface DrachtioSettings {
  /** Its admin port, which we connect to. */
  readonly host: string;
  readonly port: number;
  readonly secret: string;
  /** That connection is private. */
  readonly tls: { readonly rejectUnauthorized: boolean; readonly ca?: string } | null;
  /** Where drachtio connects to us for each call that comes in; null: such calls come by ours. */
  readonly listen: { readonly host: string; readonly port: number } | null;
}

export interface LinkDelegate {
  /** `connection`: drachtio's own for this call; null: ours. */
  request(request: SrfRequest, responder: SrfResponder, connection: Socket | null): void;
  /** `again`: it had been lost before. */
  connected(hostPorts: string, again: boolean): void;
  /** What was under way on it has failed; dialogs go on at drachtio. */
  lost(connection: Socket | null): void;
}

export interface Answered {
  readonly response: SrfReceived;
  readonly ack: SrfAck;
}

const reconnectEveryMs = 500;
/** drachtio is asked for a sign of life [ms]; without any for this long it hangs, or is cut off [ms]. */
const pingEveryMs = 5_000;
const silenceMs = 12_000;
const startWithinMs = 10_000;

/**
 * The connection to drachtio, made anew whenever it breaks: with a new client each time, for
 * drachtio-srf would connect again without TLS, and keep what had been asked of the old one.
 */
export class DrachtioLink {
  readonly #settings: DrachtioSettings;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #delegate: LinkDelegate;
  readonly #calls: CallListener | null;
  readonly #pending: PendingAnswers;
  #client: SrfClient | null = null;
  #up = false;
  #everUp = false;
  #closed = false;
  #retry: Timer | null = null;
  #silence: Timer | null = null;
  #heard = false;
  /** Why the last try to connect failed. */
  #problem = '';
  #started: { readonly resolve: () => void; readonly reject: (error: Error) => void } | null = null;

  constructor(
    settings: DrachtioSettings,
    deps: { readonly clock: Clock; readonly logger: Logger },
    delegate: LinkDelegate,
  ) {
    this.#settings = settings;
    this.#clock = deps.clock;
    this.#logger = deps.logger;
    this.#delegate = delegate;
    this.#pending = new PendingAnswers(deps.clock);
    this.#calls =
      settings.listen === null
        ? null
        : new CallListener({
            ...settings.listen,
            secret: settings.secret,
            drachtioHost: settings.host,
            logger: deps.logger,
            request: (request, responder) => delegate.request(request, responder, request.socket),
            lost: (connection) => delegate.lost(connection),
          });
  }

  get up(): boolean {
    return this.#up;
  }

  /** Resolves when drachtio has taken us. @throws PartylineError `bad-config`, `port-in-use` */
  async start(): Promise<void> {
    const deadline = this.#clock.after(startWithinMs, 'drachtio start', () => {
      const { host, port } = this.#settings;
      const what = `drachtio-server does not answer at ${host}:${port}${this.#problem}`;
      this.#started?.reject(
        new PartylineError('bad-config', what, {
          mend: 'start it, or look at drachtio in the configuration',
        }),
      );
    });
    const started = new Promise<void>((resolve, reject) => (this.#started = { resolve, reject }));
    this.#connect();
    try {
      await started;
      await this.#calls?.start();
    } finally {
      deadline.cancel();
      this.#started = null;
    }
  }

  /**
   * Sends a request of ours. `sent` has it as soon as drachtio has sent it, and must listen for its
   * responses at once: the first of them may be in the same segment. @throws `call-failed`
   */
  send(
    uri: string,
    options: SrfRequestOptions,
    sent: (request: SrfRequest) => void,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const client = this.#client;
      if (client === null || !this.#up) {
        reject(new PartylineError('call-failed', 'drachtio-server is not connected'));
        return;
      }
      const settle = this.#pending.expect(reject);
      try {
        client.request(uri, options, (error, request) => {
          settle();
          if (request === undefined) {
            reject(failure(error));
            return;
          }
          sent(request);
          resolve();
        });
      } catch (error) {
        settle();
        reject(failure(error));
      }
    });
  }

  /** Sends a request and waits for its final response. @throws `call-failed`, `request-timeout` */
  ask(uri: string, options: SrfRequestOptions): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const settle = this.#pending.expect(reject);
      const sent = (request: SrfRequest): void => {
        request.on('response', (response, ack) => {
          if (response.status < 200) return;
          settle();
          resolve({ response, ack });
        });
      };
      this.send(uri, options, sent).catch((error: unknown) => {
        settle();
        reject(failure(error));
      });
    });
  }

  /** A request within a dialog. */
  askWithin(
    dialogId: string,
    options: Omit<SrfRequestOptions, 'stackDialogId'>,
  ): Promise<Answered> {
    return this.ask('sip:dialog', { ...options, stackDialogId: dialogId });
  }

  /** The call that drachtio made this connection for is over. */
  release(connection: Socket): void {
    this.#calls?.release(connection);
  }

  close(): void {
    this.#closed = true;
    this.#retry?.cancel();
    this.#calls?.close();
    this.#pending.fail('we are shutting down');
    this.#drop();
  }

  #connect(): void {
    const client = createSrf();
    this.#client = client;
    client.use((request, responder) => {
      if (this.#client === client) this.#delegate.request(request, responder, null);
    });
    // What drachtio is to send us at all.
    if (this.#calls === null) client.invite(() => undefined);
    client.options(() => undefined);
    // Its first word is that it takes us, its second that it knows what to send us.
    let words = 0;
    let taken: (() => void) | null = null;
    client.on('connect', (error, hostPorts) => {
      const connected = (): void => {
        if (this.#client === client) this.#connected(error, hostPorts);
      };
      const isRefused = error !== null && error !== undefined;
      if (words > 1 || isRefused) connected();
      else taken = connected;
    });
    client.on('error', (error) => this.#broken(client, describeError(error)));
    client.on('close', () => this.#broken(client, 'the connection was closed'));
    const { host, port, secret, tls } = this.#settings;
    client.connect({
      host,
      port,
      secret,
      enablePing: true,
      pingInterval: pingEveryMs,
      reconnect: { maxAttempts: 1 },
      ...(tls === null ? {} : { tls }),
    });
    whenHeard(client, () => {
      this.#heard = true;
      if (++words < 2) return;
      taken?.();
      taken = null;
    });
    this.#listenForLife(client);
  }

  #connected(error: unknown, hostPorts: string): void {
    if (error !== null && error !== undefined) {
      const refused = new PartylineError('bad-config', 'drachtio-server refused the secret', {
        mend: 'set drachtio.secret as in its configuration (<admin secret="…">)',
      });
      this.#logger.error({ error: refused.message }, 'no signalling');
      this.#started?.reject(refused);
      this.#drop();
      this.#reconnectLater();
      return;
    }
    const again = this.#everUp;
    this.#up = this.#everUp = true;
    this.#logger.info({ addresses: hostPorts }, 'drachtio connected');
    this.#delegate.connected(hostPorts, again);
    this.#started?.resolve();
  }

  #broken(client: SrfClient, why: string): void {
    if (this.#client !== client) return;
    const wasUp = this.#up;
    this.#problem = `: ${why}`;
    this.#drop();
    if (wasUp) {
      this.#logger.warn({ error: why }, 'drachtio is out of reach');
      this.#pending.fail('drachtio-server is out of reach');
      this.#delegate.lost(null);
    }
    this.#reconnectLater();
  }

  #listenForLife(client: SrfClient): void {
    this.#silence?.cancel();
    this.#heard = false;
    this.#silence = this.#clock.after(silenceMs, 'drachtio silence', () => {
      if (this.#heard) this.#listenForLife(client);
      else this.#broken(client, 'it has not answered for a while');
    });
  }

  #reconnectLater(): void {
    if (this.#closed) return;
    this.#retry?.cancel();
    this.#retry = this.#clock.after(reconnectEveryMs, 'drachtio reconnect', () => this.#connect());
  }

  #drop(): void {
    const client = this.#client;
    this.#client = null;
    this.#up = false;
    this.#silence?.cancel();
    try {
      client?.disconnect();
    } catch {
      // It asserts that there is a connection; there may be none any more.
    }
  }
}

/** `call-gone` where drachtio knows no such dialog. */
function failure(error: unknown): PartylineError {
  if (error instanceof PartylineError) return error;
  const gone = error instanceof Error && 'code' in error && error.code === 'ENODIALOG';
  return new PartylineError(gone ? 'call-gone' : 'call-failed', describeError(error), {
    cause: error,
  });
}
