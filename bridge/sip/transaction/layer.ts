import type { Clock } from '../../ports/clock.js';
import type { Random } from '../../ports/random.js';
import { createResponse } from '../message/build.js';
import type { SipRequest, SipResponse } from '../message/types.js';
import type { Peer, ReceivedOn, TransportLayer } from '../transport/types.js';
import { ClientTransaction, type ClientTransactionUser } from './client-transaction.js';
import { newTag } from './identifiers.js';
import { clientKey, mergedKey, serverKey } from './matching.js';
import { ServerTransaction } from './server-transaction.js';
import { timingFor, type BaseTimes, type TransactionTiming } from './timing.js';

/** What stands above the transactions: the core of the user agent. */
export interface TransactionUser {
  /** A new request, ACK and CANCEL excepted. It must be answered. */
  request(transaction: ServerTransaction): void;
  /** An ACK that belongs to a 2xx; retransmissions of it come too. */
  ack(ack: SipRequest, from: ReceivedOn): void;
}

export interface TransactionLayerOptions {
  readonly transport: TransportLayer;
  readonly clock: Clock;
  readonly random: Random;
  readonly times: BaseTimes;
  /** Living transactions of both kinds; above it, new requests get 503. */
  readonly maxTransactions: number;
  readonly count: (counter: string) => void;
}

/** Creates transactions and gives each message to its own (RFC 3261 §17). */
export class TransactionLayer {
  readonly #clients = new Map<string, ClientTransaction>();
  readonly #servers = new Map<string, ServerTransaction>();
  /** Requests outside dialogs by `mergedKey`, as long as their transaction lives. */
  readonly #originals = new Map<string, ServerTransaction>();
  readonly #reliable: TransactionTiming;
  readonly #unreliable: TransactionTiming;

  constructor(
    private readonly options: TransactionLayerOptions,
    private readonly user: TransactionUser,
  ) {
    this.#reliable = timingFor(options.times, true);
    this.#unreliable = timingFor(options.times, false);
  }

  get size(): number {
    return this.#clients.size + this.#servers.size;
  }

  /** Sends a request (not ACK to a 2xx, which has no transaction) and follows it. */
  send(request: SipRequest, to: Peer, user: ClientTransactionUser): ClientTransaction {
    const key = clientKey(request);
    const { transport, clock } = this.options;
    const transaction = new ClientTransaction(
      request,
      to,
      user,
      transport,
      clock,
      this.#timingFor(to),
      () => this.#clients.delete(key),
    );
    this.#clients.set(key, transaction);
    transaction.start();
    return transaction;
  }

  receiveRequest(request: SipRequest, from: ReceivedOn): void {
    if (request.method === 'ACK') {
      this.#receiveAck(request, from);
      return;
    }
    const existing = this.#servers.get(serverKey(request, request.method));
    if (existing !== undefined) {
      this.options.count('requests-retransmitted');
      existing.retransmitted();
      return;
    }
    if (request.method === 'CANCEL') {
      this.#receiveCancel(request, from);
      return;
    }
    if (this.size >= this.options.maxTransactions) {
      this.options.count('transactions-full');
      this.#respondStateless(request, 503, from);
      return;
    }
    const merged = mergedKey(request);
    const transaction = this.#create(request, from, merged);
    if (merged !== null && this.#originals.get(merged) !== transaction) {
      // §8.2.2.2: it was forked on its way and reached us twice.
      this.options.count('requests-merged');
      const toTag = newTag(this.options.random);
      transaction.respond(createResponse(request, 482, { toTag }));
      return;
    }
    this.user.request(transaction);
  }

  receiveResponse(response: SipResponse, from: ReceivedOn): void {
    const transaction = this.#clients.get(clientKey(response));
    if (transaction === undefined) {
      // §18.1.2 would pass it to the core; all ours are transaction-stateful.
      this.options.count('responses-unmatched');
      return;
    }
    transaction.receive(response, from);
  }

  /** A connection died: requests waiting on it will have no answer (§18.4). */
  transportFailed(peer: Peer, error: Error): void {
    if (!this.options.transport.isReliable(peer.transport)) return;
    for (const transaction of [...this.#clients.values()]) {
      const to = transaction.peer;
      const same =
        to.transport === peer.transport && to.address === peer.address && to.port === peer.port;
      if (same) transaction.fail(error);
    }
  }

  /** Forgets every transaction; nothing is sent and no timer is left. */
  close(): void {
    for (const transaction of [...this.#clients.values()]) transaction.abandon();
    for (const transaction of [...this.#servers.values()]) transaction.abandon();
  }

  #create(request: SipRequest, from: ReceivedOn, merged: string | null): ServerTransaction {
    const key = serverKey(request, request.method);
    const { transport, clock } = this.options;
    const transaction: ServerTransaction = new ServerTransaction(
      request,
      from,
      transport,
      clock,
      this.#timingFor(from),
      () => {
        this.#servers.delete(key);
        if (merged !== null && this.#originals.get(merged) === transaction) {
          this.#originals.delete(merged);
        }
      },
    );
    this.#servers.set(key, transaction);
    if (merged !== null && !this.#originals.has(merged)) this.#originals.set(merged, transaction);
    return transaction;
  }

  #receiveAck(ack: SipRequest, from: ReceivedOn): void {
    const invite = this.#servers.get(serverKey(ack, 'INVITE'));
    // RFC 6026 §7.1: the ACK to a 2xx is the transaction user's, under whatever branch it comes.
    if (invite === undefined || invite.state === 'accepted') this.user.ack(ack, from);
    else invite.acknowledged();
  }

  /** §9.2: the CANCEL is answered by itself; what becomes of the INVITE is its user's affair. */
  #receiveCancel(cancel: SipRequest, from: ReceivedOn): void {
    const invite = this.#servers.get(serverKey(cancel, 'INVITE'));
    if (invite === undefined) {
      this.#respondStateless(cancel, 481, from);
      return;
    }
    const transaction = this.#create(cancel, from, null);
    const toTag = invite.toTag ?? newTag(this.options.random);
    transaction.respond(createResponse(cancel, 200, { toTag }));
    // After a final response it has no effect (§9.2).
    if (!invite.answered) invite.user.cancelled?.(cancel);
  }

  #respondStateless(request: SipRequest, status: number, from: ReceivedOn): void {
    const response = createResponse(request, status, { toTag: newTag(this.options.random) });
    if (status === 503) response.headers.set('Retry-After', '5');
    this.options.transport.sendResponse(response, from).catch(() => {
      this.options.count('send-failed');
    });
  }

  #timingFor(peer: Peer): TransactionTiming {
    return this.options.transport.isReliable(peer.transport) ? this.#reliable : this.#unreliable;
  }
}
