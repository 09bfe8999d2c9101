import type { Clock } from '../../ports/clock.js';
import type { SipRequest, SipResponse } from '../message/types.js';
import type { Peer, TransportLayer } from '../transport/types.js';
import { ackForRefusal } from './derived-requests.js';
import { inviteClient } from './invite-client.js';
import type { ClientEvent } from './machine.js';
import { nonInviteClient } from './non-invite-client.js';
import { Runner, type Effects, type Running } from './runner.js';
import type { TransactionTiming } from './timing.js';

/** Who sent the request. A final response, `timeout` or `transportError` ends the wait. */
export interface ClientTransactionUser {
  /** Provisional and final responses without retransmissions; for INVITE, every 2xx. */
  response(response: SipResponse, from: Peer): void;
  /** Timer B or F: no final response came. */
  timeout(): void;
  transportError(error: Error): void;
}

/** One request we sent, and its responses (RFC 3261 §17.1). */
export class ClientTransaction {
  readonly #runner: Running<ClientEvent>;
  #latest: { readonly response: SipResponse; readonly from: Peer } | null = null;
  #error = new Error('transport failed');

  constructor(
    readonly request: SipRequest,
    readonly peer: Peer,
    user: ClientTransactionUser,
    private readonly transport: TransportLayer,
    clock: Clock,
    timing: TransactionTiming,
    onTerminated: () => void,
  ) {
    const effects: Effects = {
      send: () => this.#send(request),
      sendAck: () => {
        if (this.#latest !== null) this.#send(ackForRefusal(request, this.#latest.response));
      },
      pass: () => {
        if (this.#latest !== null) user.response(this.#latest.response, this.#latest.from);
      },
      timeout: () => user.timeout(),
      transportError: () => user.transportError(this.#error),
      terminated: onTerminated,
    };
    this.#runner =
      request.method === 'INVITE'
        ? new Runner(inviteClient(timing), 'calling', clock, effects)
        : new Runner(nonInviteClient(timing), 'trying', clock, effects);
  }

  get state(): string {
    return this.#runner.state;
  }

  start(): void {
    this.#runner.feed({ type: 'start' });
  }

  receive(response: SipResponse, from: Peer): void {
    this.#latest = { response, from };
    this.#runner.feed({ type: 'response', status: response.status });
  }

  fail(error: Error): void {
    this.#error = error;
    this.#runner.feed({ type: 'transport-error' });
  }

  /** Forgets the request; the user hears nothing more. */
  abandon(): void {
    this.#runner.stop();
  }

  #send(request: SipRequest): void {
    this.transport.sendRequest(request, this.peer).catch((error: unknown) => {
      this.fail(error instanceof Error ? error : new Error(String(error)));
    });
  }
}
