import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { bindError } from './bind-error.js';
import type { ListenOptions } from './options.js';

export interface UdpEvents {
  datagram(data: Buffer, from: RemoteInfo, listener: UdpListener): void;
  failed(error: Error, listener: UdpListener): void;
}

// Bursts (500 callers leaving at once) wait here while the event loop is busy.
const receiveBufferBytes = 4 * 1_048_576;

/** One bound UDP socket. */
export class UdpListener {
  readonly transport = 'udp';
  readonly #socket: Socket;
  #port: number;

  private constructor(
    readonly options: ListenOptions,
    socket: Socket,
  ) {
    this.#socket = socket;
    this.#port = socket.address().port;
  }

  static async open(options: ListenOptions, events: UdpEvents): Promise<UdpListener> {
    const ipv6 = isIPv6(options.host);
    const socket = createSocket({
      type: ipv6 ? 'udp6' : 'udp4',
      ipv6Only: ipv6,
      recvBufferSize: receiveBufferBytes,
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('error', (error) => {
        socket.close();
        reject(bindError(options, error));
      });
      socket.bind(options.port, options.host, resolve);
    });
    socket.removeAllListeners('error');
    const listener = new UdpListener(options, socket);
    socket.on('error', (error) => events.failed(error, listener));
    socket.on('message', (data, from) => events.datagram(data, from, listener));
    return listener;
  }

  get host(): string {
    return this.options.host;
  }

  get port(): number {
    return this.#port;
  }

  send(data: Buffer, address: string, port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.send(data, port, address, (error) => {
        if (error === null) resolve();
        else reject(error);
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.close(resolve);
    });
  }
}
