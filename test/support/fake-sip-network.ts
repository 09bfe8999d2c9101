import type { TransportName } from '../../bridge/ports/signalling.js';
import { parseMessage } from '../../bridge/sip/message/parse.js';
import { serialize } from '../../bridge/sip/message/serialize.js';
import type { SipMessage, SipRequest } from '../../bridge/sip/message/types.js';
import type {
  Peer,
  ReceivedOn,
  TransportHandler,
  TransportLayer,
} from '../../bridge/sip/transport/types.js';
import { replaceTopVia, stampReceived } from '../../bridge/sip/transport/via-routing.js';

export interface Sent {
  readonly from: string;
  readonly to: string;
  readonly message: SipMessage;
  /** True where the network lost it. */
  readonly dropped: boolean;
}

/** `INVITE`, `200 INVITE`: what a message is, for logs and for the choice of one to lose. */
export function nameOf(message: SipMessage): string {
  return message.kind === 'request' ? message.method : `${message.status} ${message.cseq.method}`;
}

/**
 * A network in memory between transport layers. Messages travel as octets, so that each end parses
 * what the other wrote, and any can be lost once.
 */
export class FakeSipNetwork {
  readonly log: Sent[] = [];
  readonly #ends = new Map<string, FakeTransport>();
  readonly #drops: string[] = [];

  /** A transport layer at an address of the network. */
  at(address: string, transport: TransportName = 'udp'): TransportLayer {
    return new FakeTransport(this, this.#ends, address, transport);
  }

  /** Loses the next message of that name; several calls lose several. */
  dropOnce(name: string): void {
    this.#drops.push(name);
  }

  /** The names of all messages sent so far, those lost in brackets. */
  names(): string[] {
    return this.log.map(({ message, dropped }) =>
      dropped ? `(${nameOf(message)})` : nameOf(message),
    );
  }

  /** All messages of that name that were sent. */
  sent(name: string): SipMessage[] {
    return this.log.map(({ message }) => message).filter((message) => nameOf(message) === name);
  }

  carry(from: FakeTransport, to: Peer, message: SipMessage): void {
    const octets = serialize(message);
    const copy = parsed(octets);
    const dropAt = this.#drops.indexOf(nameOf(copy));
    const dropped = dropAt !== -1;
    if (dropped) this.#drops.splice(dropAt, 1);
    this.log.push({ from: from.address, to: to.address, message: copy, dropped });
    if (dropped) return;
    queueMicrotask(() => this.#ends.get(to.address)?.receive(parsed(octets), from.address));
  }
}

function parsed(octets: Buffer): SipMessage {
  const result = parseMessage(octets);
  if (!result.ok) throw new Error(`we sent a malformed message: ${result.reason}`);
  return result.message;
}

class FakeTransport implements TransportLayer {
  readonly counters = {};
  readonly addresses;
  #handler: TransportHandler | null = null;

  constructor(
    private readonly network: FakeSipNetwork,
    private readonly ends: Map<string, FakeTransport>,
    readonly address: string,
    private readonly transport: TransportName,
  ) {
    this.addresses = [{ transport, host: address, port: 5060 }];
  }

  start(handler: TransportHandler): Promise<void> {
    this.#handler = handler;
    this.ends.set(this.address, this);
    return Promise.resolve();
  }

  sendRequest(request: SipRequest, to: Peer): Promise<void> {
    const transport = to.transport.toUpperCase();
    const via = { ...request.via, transport, host: this.address, port: 5060 };
    replaceTopVia(request.headers, via);
    this.network.carry(this, to, request);
    return Promise.resolve();
  }

  sendResponse(response: SipMessage, to: Peer): Promise<void> {
    this.network.carry(this, to, response);
    return Promise.resolve();
  }

  receive(message: SipMessage, address: string): void {
    const from: ReceivedOn = {
      transport: this.transport,
      address,
      port: 5060,
      connectionId: null,
      localAddress: this.address,
      localPort: 5060,
    };
    if (message.kind === 'request') stampReceived(message.headers, message.via, address, 5060);
    this.#handler?.message(message, from);
  }

  localFor(): { host: string; port: number } {
    return { host: this.address, port: 5060 };
  }

  isReliable(transport: TransportName): boolean {
    return transport !== 'udp';
  }

  close(): Promise<void> {
    this.ends.delete(this.address);
    return Promise.resolve();
  }
}
