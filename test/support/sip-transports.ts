import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { TransportName } from '../../bridge/ports/signalling.js';
import { createRequest } from '../../bridge/sip/message/build.js';
import type { SipMessage, SipRequest } from '../../bridge/sip/message/types.js';
import { nameAddr } from '../../bridge/sip/message/name-addr.js';
import { sipUri } from '../../bridge/sip/message/uri.js';
import { silentLogger } from '../../bridge/kernel/logger.js';
import { createTransportLayer } from '../../bridge/sip/transport/layer.js';
import type { ListenOptions, TransportOptions } from '../../bridge/sip/transport/options.js';
import type {
  Peer,
  ReceivedOn,
  TransportHandler,
  TransportLayer,
} from '../../bridge/sip/transport/types.js';
import { FakeClock } from './fake-clock.js';
import { SeededRandom } from './seeded-random.js';
import { testCertificate } from './tls-certificate.js';

export interface Arrival {
  readonly message: SipMessage;
  readonly from: ReceivedOn;
}

/** A transport layer on loopback that keeps what arrives, and can be waited on. */
export class TransportEnd implements TransportHandler {
  readonly arrivals: Arrival[] = [];
  readonly failures: { peer: Peer; error: Error }[] = [];
  readonly clock = new FakeClock();
  readonly layer: TransportLayer;
  #waiting: (() => void)[] = [];

  constructor(listen: readonly ListenOptions[], options: Partial<TransportOptions> = {}) {
    this.layer = createTransportLayer({
      listen,
      clock: this.clock,
      random: new SeededRandom(1),
      logger: silentLogger,
      tlsClient: { ca: testCertificate.cert },
      ...options,
    });
  }

  static async open(
    listen: readonly ListenOptions[],
    options?: Partial<TransportOptions>,
  ): Promise<TransportEnd> {
    const end = new TransportEnd(listen, options);
    await end.layer.start(end);
    return end;
  }

  message(message: SipMessage, from: ReceivedOn): void {
    this.arrivals.push({ message, from });
    this.#wake();
  }

  failed(peer: Peer, error: Error): void {
    this.failures.push({ peer, error });
    this.#wake();
  }

  async until(done: () => boolean): Promise<void> {
    while (!done()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** The next message not yet taken. */
  async next(): Promise<Arrival> {
    await this.until(() => this.arrivals.length > 0);
    return this.arrivals.shift()!;
  }

  peer(transport: TransportName = 'udp'): Peer {
    const address = this.layer.addresses.find((each) => each.transport === transport)!;
    return { transport, address: address.host, port: address.port, connectionId: null };
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

export function listenOn(transport: TransportName, host = '127.0.0.1', port = 0): ListenOptions {
  return { transport, host, port, ...(transport === 'tls' ? { tls: testCertificate } : {}) };
}

let requests = 0;

export function options(body = ''): SipRequest {
  requests++;
  return createRequest({
    method: 'OPTIONS',
    uri: sipUri({ host: 'bridge.example' }),
    from: nameAddr(sipUri({ host: 'caller.example' }), { tag: 'f' }),
    to: nameAddr(sipUri({ host: 'bridge.example' })),
    callId: `call-${requests}`,
    cseq: requests,
    branch: `z9hG4bK${requests}`,
    ...(body === '' ? {} : { body: { type: 'text/plain', content: body } }),
  });
}

/** A plain UDP socket that sends text and waits for text. */
export async function udpPhone(address = '127.0.0.1') {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  const received: string[] = [];
  socket.on('message', (data) => received.push(data.toString()));
  socket.bind(0, address);
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    send: (text: string | Buffer, to: Peer) => socket.send(text, to.port, to.address),
    async next(): Promise<string> {
      while (received.length === 0) await once(socket, 'message');
      return received.shift()!;
    },
    async close() {
      socket.close();
      await once(socket, 'close');
    },
  };
}

export async function tcpPhone(
  to: Peer,
): Promise<{ socket: Socket; read: (until: RegExp) => Promise<string> }> {
  const socket = connect(to.port, to.address);
  await once(socket, 'connect');
  let text = '';
  socket.on('data', (data: Buffer) => (text += data.toString()));
  socket.on('error', () => undefined);
  return {
    socket,
    async read(until) {
      while (!until.test(text)) await once(socket, 'data');
      const taken = text;
      text = '';
      return taken;
    },
  };
}
