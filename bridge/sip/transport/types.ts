import type { SignallingAddress, TransportName } from '../../ports/signalling.js';
import type { SipMessage, SipRequest, SipResponse } from '../message/types.js';

/** The far end of one message. */
export interface Peer {
  readonly transport: TransportName;
  readonly address: string;
  readonly port: number;
  /** The connection a message came on (TCP, TLS); replies go back on it while it lives. */
  readonly connectionId: string | null;
  /** The name that a TLS server's certificate must show (RFC 5922); the address where absent. */
  readonly serverName?: string;
}

/** What a received message was received on. */
export interface ReceivedOn extends Peer {
  /** Our address that faces the sender, never a wildcard. */
  readonly localAddress: string;
  readonly localPort: number;
}

export interface TransportHandler {
  /** A well-formed message. `received` and `rport` are already in its topmost Via (RFC 3581). */
  message(message: SipMessage, from: ReceivedOn): void;
  /** A connection or socket failed; transactions on it learn of it (RFC 3261 §18.4). */
  failed(peer: Peer, error: Error): void;
}

/**
 * The transport layer (RFC 3261 §18): sockets of all kinds, framing of streams, the refusal of
 * malformed messages with 400 where a reply is possible, limits by source.
 */
export interface TransportLayer {
  /**
   * @throws PartylineError `port-in-use`, `bad-config` (no such address, no right, bad TLS key)
   */
  start(handler: TransportHandler): Promise<void>;
  /** What is listened on, after `start`, with the real port where 0 was asked for. */
  readonly addresses: readonly SignallingAddress[];
  /**
   * Sends a request whose topmost Via has its branch; fills in sent-by and transport.
   * @throws PartylineError `call-failed` when the connection cannot be opened
   */
  sendRequest(request: SipRequest, to: Peer): Promise<void>;
  /** Where the topmost Via says, by the connection it came on if any (§18.2.2). */
  sendResponse(response: SipResponse, to: Peer): Promise<void>;
  /** The sent-by host and port for requests and contacts towards `peer`. */
  localFor(peer: { readonly transport: TransportName; readonly address: string }): {
    readonly host: string;
    readonly port: number;
  };
  /** True for TCP and TLS: no retransmissions (timers A, E, G are not started). */
  isReliable(transport: TransportName): boolean;
  readonly counters: Readonly<Record<string, number>>;
  close(): Promise<void>;
}
