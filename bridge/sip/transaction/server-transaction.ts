import type { Clock } from '../../ports/clock.js';
import type { SipRequest, SipResponse } from '../message/types.js';
import type { ReceivedOn, TransportLayer } from '../transport/types.js';
import { inviteServer } from './invite-server.js';
import type { ServerEvent } from './machine.js';
import { nonInviteServer } from './non-invite-server.js';
import { Runner, type Effects, type Running } from './runner.js';
import type { TransactionTiming } from './timing.js';

/** What the one who answers a request may hear of it afterwards. */
export interface ServerTransactionUser {
  /** A CANCEL for this INVITE came; the CANCEL itself has been answered. */
  cancelled?(cancel: SipRequest): void;
  /** Timer H: the final response of 300 to 699 was never acknowledged. */
  timeout?(): void;
  transportError?(error: Error): void;
}

/** One request we received, and our responses (RFC 3261 §17.2). */
export class ServerTransaction {
  /** Set by the transaction user. */
  user: ServerTransactionUser = {};
  readonly #runner: Running<ServerEvent>;
  #latest: SipResponse | null = null;
  #error = new Error('transport failed');

  constructor(
    readonly request: SipRequest,
    readonly from: ReceivedOn,
    private readonly transport: TransportLayer,
    clock: Clock,
    timing: TransactionTiming,
    onTerminated: () => void,
  ) {
    const effects: Effects = {
      send: () => {
        if (this.#latest !== null) this.#send(this.#latest);
      },
      sendAck: () => undefined,
      pass: () => undefined,
      timeout: () => this.user.timeout?.(),
      transportError: () => this.user.transportError?.(this.#error),
      terminated: onTerminated,
    };
    this.#runner =
      request.method === 'INVITE'
        ? new Runner(inviteServer(timing), 'proceeding', clock, effects)
        : new Runner(nonInviteServer(timing), 'trying', clock, effects);
  }

  get state(): string {
    return this.#runner.state;
  }

  /** True once a final response was given; others are then ignored, further 2xx excepted. */
  get answered(): boolean {
    return this.state !== 'proceeding' && this.state !== 'trying';
  }

  /** The tag we put in To; null before a response with one was sent. */
  get toTag(): string | null {
    return this.#latest?.to.params.get('tag') ?? null;
  }

  respond(response: SipResponse): void {
    const success = response.status >= 200 && response.status < 300;
    if (!this.answered || (this.state === 'accepted' && success)) this.#latest = response;
    this.#runner.feed({ type: 'respond', status: response.status });
  }

  retransmitted(): void {
    this.#runner.feed({ type: 'request' });
  }

  acknowledged(): void {
    this.#runner.feed({ type: 'ack' });
  }

  abandon(): void {
    this.#runner.stop();
  }

  #send(response: SipResponse): void {
    this.transport.sendResponse(response, this.from).catch((error: unknown) => {
      this.#error = error instanceof Error ? error : new Error(String(error));
      this.#runner.feed({ type: 'transport-error' });
    });
  }
}
