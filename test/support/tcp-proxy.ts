import net from 'node:net';

/** Stands between two programs, so that a test can cut what is between them. */
export class TcpProxy {
  readonly #to: { readonly host: string; readonly port: number };
  #server: net.Server;
  #port = 0;
  readonly #sockets = new Set<net.Socket>();

  private constructor(to: { readonly host: string; readonly port: number }) {
    this.#to = to;
    this.#server = net.createServer();
  }

  static async open(to: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
    const proxy = new TcpProxy(to);
    await proxy.listen();
    return proxy;
  }

  get port(): number {
    return this.#port;
  }

  /** At the same port as before. */
  async listen(): Promise<void> {
    this.#server = net.createServer((near) => this.#join(near, net.connect(this.#to)));
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as net.AddressInfo).port;
  }

  /** Breaks what is connected; new connections are taken. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** As when the program behind it dies: connections break, new ones are refused. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.cut();
    await closed;
  }

  #join(near: net.Socket, far: net.Socket): void {
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      socket.pipe(other);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
  }
}
