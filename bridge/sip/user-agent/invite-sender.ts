import type { Timer } from '../../ports/clock.js';
import type { HangupReason } from '../../ports/signalling.js';
import type { DigestClient } from '../digest/client.js';
import type { SipRequest, SipResponse } from '../message/types.js';
import type { ClientTransaction } from '../transaction/client-transaction.js';
import { cancelFor } from '../transaction/derived-requests.js';
import type { Peer } from '../transport/types.js';
import type { UserAgentContext } from './context.js';
import { buildInvite, type OutboundInvite } from './outbound-invite.js';
import { formatReason } from './reason-header.js';
import { outcomeStatus, type Outcome } from '../transaction/request-outcome.js';
import { demandedMinimum } from './session-timer-terms.js';

export interface InviteDelegate {
  provisional(invite: SipRequest, response: SipResponse, from: Peer): void;
  /** Every 2xx, repeated ones and those of other forks too. */
  success(invite: SipRequest, response: SipResponse, from: Peer): void;
  /** No way of sending it led to a call. */
  failed(outcome: Outcome): void;
  /** Nothing is under way any more; called once. */
  over(): void;
}

/** An INVITE is sent at most this often for one call: challenges, 422, other servers. */
const maxAttempts = 6;

/** Sends the INVITE of one call until something comes of it, and cancels it. */
export class InviteSender {
  #peers: readonly Peer[] = [];
  #transaction: ClientTransaction | null = null;
  #attempts = 0;
  #sequence = 0;
  #minimumSeconds = 0;
  #state: 'idle' | 'calling' | 'proceeding' | 'over' = 'idle';
  /** Null while the call is wanted. */
  #cancelled: { readonly reason: HangupReason | null } | null = null;
  #abandonment: Timer | null = null;

  constructor(
    private readonly context: UserAgentContext,
    private readonly invite: OutboundInvite,
    private readonly digest: DigestClient | null,
    private readonly delegate: InviteDelegate,
  ) {
    this.#sequence = 1 + context.random.below(2 ** 16);
  }

  /** Tries the peers in turn (RFC 3263 §4.3). */
  start(peers: readonly Peer[]): void {
    this.#peers = peers;
    this.#send();
  }

  /** §9.1: a CANCEL goes out once a provisional response has come, never before. */
  cancel(reason: HangupReason | null): void {
    if (this.#cancelled !== null || this.#state === 'over') return;
    this.#cancelled = { reason };
    if (this.#state === 'idle') this.#finish();
    else if (this.#state === 'proceeding') this.#sendCancel();
  }

  abandon(): void {
    this.#transaction?.abandon();
    this.#finish();
  }

  #send(): void {
    const [to] = this.#peers;
    if (to === undefined) return;
    this.#attempts++;
    this.#state = 'calling';
    const attempt = {
      cseq: this.#sequence++,
      minimumSeconds: this.#minimumSeconds,
    };
    const request = buildInvite(this.context, this.invite, attempt, to);
    for (const [name, value] of this.digest?.authorize(request) ?? []) {
      request.headers.append(name, value);
    }
    this.#transaction = this.context.transactions.send(request, to, {
      response: (response, from) => this.#receive(request, response, from),
      timeout: () => this.#concluded(request, { kind: 'timeout' }),
      transportError: (error) => this.#concluded(request, { kind: 'transport', error }),
    });
  }

  #receive(request: SipRequest, response: SipResponse, from: Peer): void {
    if (response.status < 200) {
      if (this.#state === 'calling') {
        this.#state = 'proceeding';
        if (this.#cancelled !== null) this.#sendCancel();
      }
      this.delegate.provisional(request, response, from);
    } else if (response.status < 300) {
      this.#finish(() => this.delegate.success(request, response, from));
    } else {
      this.#concluded(request, { kind: 'response', response });
    }
  }

  #concluded(request: SipRequest, outcome: Outcome): void {
    if (this.#state === 'over') return;
    const again = this.#cancelled === null && this.#attempts < maxAttempts;
    if (again && this.#mended(request, outcome)) {
      this.#send();
      return;
    }
    this.#finish(() => this.delegate.failed(outcome));
  }

  /** Whether what went wrong can be mended by sending the INVITE again, changed. */
  #mended(request: SipRequest, outcome: Outcome): boolean {
    const status = outcomeStatus(outcome);
    if (outcome.kind === 'response') {
      const { response } = outcome;
      if (status === 401 || status === 407) {
        return (this.digest?.answer(response, request) ?? null) !== null;
      }
      if (status === 422) {
        const minimum = demandedMinimum(response);
        if (minimum === null || minimum <= this.#minimumSeconds) return false;
        this.#minimumSeconds = minimum;
        return true;
      }
    }
    // RFC 3263 §4.3: silence, a broken transport and 503 send us to the next server.
    const nextServer = outcome.kind !== 'response' || status === 503;
    if (!nextServer || this.#peers.length < 2) return false;
    this.#peers = this.#peers.slice(1);
    return true;
  }

  #sendCancel(): void {
    const transaction = this.#transaction;
    if (transaction === null) return;
    const reason = this.#cancelled?.reason ?? null;
    const cancel = cancelFor(transaction.request, reason === null ? null : formatReason(reason));
    const nothing = (): void => undefined;
    this.context.transactions.send(cancel, transaction.peer, {
      response: nothing,
      timeout: nothing,
      transportError: nothing,
    });
    // §9.1: a far end of RFC 2543 may never send the 487.
    const { clock, times } = this.context;
    this.#abandonment = clock.after(64 * times.t1Ms, 'sip cancelled INVITE', () => {
      transaction.abandon();
      this.#finish();
    });
  }

  /** `tell` says what came of it; a repeated 2xx is told too. */
  #finish(tell: () => void = () => undefined): void {
    const already = this.#state === 'over';
    // First, so that whoever is told finds nothing left to cancel.
    this.#state = 'over';
    this.#abandonment?.cancel();
    tell();
    if (!already) this.delegate.over();
  }
}
