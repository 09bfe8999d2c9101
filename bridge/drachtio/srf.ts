import type { Server, Socket } from 'node:net';
import Srf from 'drachtio-srf';
import WireProtocol from 'drachtio-srf/lib/wire-protocol.js';

/** What we use of drachtio-srf, as narrow as it is: its own types promise more than it keeps. */
export interface SrfOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface SrfMessage {
  /** The message as it was on the wire. */
  readonly raw: string;
  readonly body: string;
  get(header: string): string | undefined;
}

/** A request that came in, or, with `on('response')` and `cancel`, one of ours. */
export interface SrfRequest extends SrfMessage {
  readonly method: string;
  /** `application`: drachtio itself ended the dialog, and tells so by a BYE. */
  readonly source: 'network' | 'application';
  readonly source_address: string;
  readonly source_port: number;
  readonly protocol: string;
  readonly stackDialogId?: string;
  /** The connection to drachtio that it came by. */
  readonly socket: Socket;
  /** `address:port`. */
  readonly receivedOn?: string;
  on(event: 'cancel', listener: (cancel: SrfMessage) => void): void;
  on(event: 'response', listener: (response: SrfReceived, ack: SrfAck) => void): void;
  cancel(options: SrfOptions, callback: (error: unknown) => void): void;
}

/** A response to a request of ours. */
export interface SrfReceived extends SrfMessage {
  readonly status: number;
  readonly reason: string;
  readonly source_address: string;
  readonly stackDialogId?: string;
}

export type SrfAck = (options?: SrfOptions) => void;

/** Answers a request that came in. */
export interface SrfResponder {
  readonly finalResponseSent: boolean;
  readonly stackDialogId?: string;
  send(
    status: number,
    reason: string,
    options: SrfOptions,
    callback?: (error: unknown) => void,
  ): void;
}

export interface SrfRequestOptions extends SrfOptions {
  readonly method: string;
  readonly stackDialogId?: string;
  /** Where to send to, whatever the Request-URI says. */
  readonly proxy?: string;
  readonly auth?: { readonly username: string; readonly password: string };
}

export interface SrfConnectOptions {
  readonly host: string;
  readonly port: number;
  readonly secret: string;
  readonly enablePing: boolean;
  readonly pingInterval: number;
  readonly tls?: object;
  readonly reconnect: { readonly maxAttempts: number };
}

export interface SrfClient {
  connect(options: SrfConnectOptions): void;
  listen(options: { readonly server: Server; readonly secret: string }): void;
  disconnect(): void;
  use(handler: (request: SrfRequest, response: SrfResponder) => void): void;
  invite(handler: () => void): void;
  options(handler: () => void): void;
  request(
    uri: string,
    options: SrfRequestOptions,
    callback: (error: unknown, request?: SrfRequest) => void,
  ): void;
  on(event: 'connect', listener: (error: unknown, hostPorts: string) => void): void;
  on(event: 'error' | 'close', listener: (error: unknown) => void): void;
}

/**
 * All instances of the bridge have one name at drachtio: dialogs go on with whichever of them is
 * connected.
 */
const application = 'partyline';

// It throws where a frame makes no sense, out of the socket's listener: that would be our end.
// eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own `this` below
const receive = WireProtocol.prototype._onData;
/** Who wants to know that drachtio has sent something. */
const heard = new WeakMap<WireProtocol, () => void>();
WireProtocol.prototype._onData = function (this: WireProtocol, socket: Socket, data: Buffer) {
  heard.get(this)?.();
  try {
    receive.call(this, socket, data);
  } catch (error) {
    socket.destroy(error instanceof Error ? error : new Error(String(error)));
  }
};

export function createSrf(): SrfClient {
  return new Srf([application]) as unknown as SrfClient;
}

/** drachtio-srf sends pings, and does not look whether they are answered. Call it after `connect`. */
export function whenHeard(client: SrfClient, listener: () => void): void {
  const { app } = client as unknown as { app: { client: { wp: WireProtocol } } };
  heard.set(app.client.wp, listener);
}
