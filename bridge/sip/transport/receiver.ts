import type { RemoteInfo } from 'node:dgram';
import { describeError, unreachable } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import type { Clock } from '../../ports/clock.js';
import type { Random } from '../../ports/random.js';
import { refuseMalformed } from '../message/build.js';
import { parseMessage, type PartialRequest } from '../message/parse.js';
import type { SipResponse } from '../message/types.js';
import type { Connection, ConnectionEvents } from './connection.js';
import type { Counters } from './counters.js';
import { isWildcard } from './listeners.js';
import type { TransportLimits } from './options.js';
import { RateLimiter } from './rate-limiter.js';
import type { Frame } from './stream-framer.js';
import type { Peer, ReceivedOn, TransportHandler } from './types.js';
import type { UdpEvents, UdpListener } from './udp-listener.js';
import { stampReceived } from './via-routing.js';

interface ReceiverOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly limits: TransportLimits;
  readonly exempt?: (address: string) => boolean;
  readonly counters: Counters;
  /** Our address that faces a peer, for sockets bound to the wildcard. */
  readonly facing: (peerAddress: string) => string;
  readonly reply: (response: SipResponse, to: Peer) => Promise<void>;
}

/** What becomes of everything that arrives: limited, parsed, stamped, handed up, or refused. */
export class Receiver implements UdpEvents, ConnectionEvents {
  handler: TransportHandler | null = null;
  readonly #limiter: RateLimiter;

  constructor(private readonly options: ReceiverOptions) {
    this.#limiter = new RateLimiter(options.limits.rate, options.clock);
  }

  /** Nothing is handed up any more. */
  stop(): void {
    this.handler = null;
  }

  /** Whether a connection may come in: it costs its source one message. */
  admit(address: string, full: boolean): boolean {
    const admitted = !full && this.#withinRate(address);
    if (!admitted) this.options.counters['connections-refused']++;
    return admitted;
  }

  datagram(data: Buffer, from: RemoteInfo, listener: UdpListener): void {
    if (!this.#withinRate(from.address)) return;
    if (isKeepAlive(data)) {
      this.options.counters.keepalives++;
      return;
    }
    this.#message(data, {
      transport: 'udp',
      address: from.address,
      port: from.port,
      connectionId: null,
      localAddress: isWildcard(listener.host) ? this.options.facing(from.address) : listener.host,
      localPort: listener.port,
    });
  }

  failed(error: Error, listener: UdpListener): void {
    const { host, port } = listener;
    this.options.logger.error({ host, port, error: error.message }, 'SIP socket failed');
  }

  frame(frame: Frame, connection: Connection): void {
    switch (frame.kind) {
      case 'ping':
        this.options.counters.keepalives++;
        if (this.#withinRate(connection.peer.address)) {
          connection.send('\r\n').catch(() => undefined); // its close is told by `closed`
        }
        return;
      case 'message':
        if (this.#withinRate(connection.peer.address)) this.#message(frame.data, connection.peer);
        return;
      case 'broken':
        this.#broken(frame, connection);
        return;
      default:
        unreachable(frame);
    }
  }

  closed(error: Error | null, connection: Connection): void {
    if (error === null) return;
    const { peer } = connection;
    this.options.logger.info(
      { transport: peer.transport, address: peer.address, error: error.message },
      'SIP connection failed',
    );
    this.#guard(() => this.handler?.failed(peer, error));
  }

  idle(): void {
    this.options.counters['connections-idle']++;
  }

  #message(data: Buffer, from: ReceivedOn): void {
    const parsed = parseMessage(data, this.options.limits.message);
    if (!parsed.ok) {
      void this.#refuse(parsed.status, parsed.reason, parsed.partial, from);
      return;
    }
    const { message } = parsed;
    this.options.counters.received++;
    if (message.kind === 'request') {
      stampReceived(message.headers, message.via, from.address, from.port);
    }
    this.#guard(() => this.handler?.message(message, from));
  }

  /** The stream can no longer be cut into messages: answer what broke it, and close. */
  #broken(frame: Frame & { kind: 'broken' }, connection: Connection): void {
    const parsed = parseMessage(frame.head, this.options.limits.message);
    let partial: PartialRequest | null = null;
    if (!parsed.ok) {
      partial = parsed.partial;
    } else if (parsed.message.kind === 'request' && parsed.message.method !== 'ACK') {
      const { method, headers, via } = parsed.message;
      partial = { method, headers, via };
    }
    void this.#refuse(frame.status, frame.reason, partial, connection.peer).then(() =>
      connection.end(),
    );
  }

  async #refuse(
    status: number,
    reason: string,
    partial: PartialRequest | null,
    from: ReceivedOn,
  ): Promise<void> {
    const { counters, logger, random, reply } = this.options;
    const { transport, address, port } = from;
    counters.malformed++;
    logger.debug({ transport, address, port, error: reason }, 'malformed SIP message');
    if (partial === null || this.handler === null) return;
    const toTag = Buffer.from(random.bytes(8)).toString('hex');
    stampReceived(partial.headers, partial.via, address, port);
    try {
      await reply(refuseMalformed(partial, status, reason, toTag), from);
      counters['malformed-answered']++;
    } catch (error) {
      logger.debug({ transport, address, error: describeError(error) }, 'refusal not sent');
    }
  }

  #withinRate(address: string): boolean {
    if (this.options.exempt?.(address) === true || this.#limiter.take(address)) return true;
    this.options.counters['rate-limited']++;
    return false;
  }

  #guard(handle: () => void): void {
    try {
      handle();
    } catch (error) {
      this.options.counters['handler-errors']++;
      this.options.logger.error({ error: describeError(error) }, 'SIP handler threw');
    }
  }
}

/** CRLF or NUL octets, as phones behind NAT send them to keep their binding. */
function isKeepAlive(data: Buffer): boolean {
  return data.length <= 4 && data.every((octet) => octet === 0x0d || octet === 0x0a || octet === 0);
}
