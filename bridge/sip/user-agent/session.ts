import { describeError } from '../../kernel/errors.js';
import type { HangupReason, LegEnd, OfferResponder } from '../../ports/signalling.js';
import type { DigestClient } from '../digest/client.js';
import type { Dialog } from '../dialog/dialog.js';
import { createResponse, type Body, type ResponseOptions } from '../message/build.js';
import { formatUri, sipUri } from '../message/uri.js';
import type { SipRequest, SipResponse } from '../message/types.js';
import { newBranch } from '../transaction/identifiers.js';
import type { ServerTransaction } from '../transaction/server-transaction.js';
import type { Peer } from '../transport/types.js';
import type { HeaderList } from './capabilities.js';
import type { UserAgentContext } from './context.js';
import { destinationFor } from './destination.js';
import type { DialogUser } from './in-dialog.js';
import { IncomingOffers } from './incoming-offers.js';
import { OfferExchange } from './offer-exchange.js';
import type { OfferingSession } from './offering-session.js';
import { locate } from '../locate.js';
import { OutgoingOffers } from './outgoing-offers.js';
import { formatReason, readReason } from './reason-header.js';
import {
  endsDialog,
  outcomeStatus,
  sendAndWait,
  type Outcome,
} from '../transaction/request-outcome.js';
import { SessionTimer } from './session-timer.js';
import { timerProposal, type SessionTimerTerms } from './session-timer-terms.js';

/** The leg that a session belongs to. */
export interface SessionDelegate {
  offered(offer: string | null, respond: OfferResponder): void;
  answered(sdp: string): void;
  key(key: string, durationMs: number): void;
  /** A PRACK in the dialog (RFC 3262); to be responded to. */
  prack(transaction: ServerTransaction): void;
  /** The session is over; called once by each session of the leg. */
  ended(end: LegEnd, session: Session): void;
}

export interface SessionOptions {
  readonly dialog: Dialog;
  readonly delegate: SessionDelegate;
  /** Where the far end's last message came from. */
  readonly from: Peer;
  /** True when our INVITE made the dialog: we own the Call-ID (RFC 3261 §14.1). */
  readonly weCalled: boolean;
  /** Credentials for challenges; null where we have none. */
  readonly digest: DigestClient | null;
}

/** What goes on inside one dialog: offers and answers, session timer, BYE. */
export class Session implements DialogUser, OfferingSession {
  readonly dialog: Dialog;
  readonly weCalled: boolean;
  readonly incoming: IncomingOffers;
  readonly outgoing: OutgoingOffers;
  readonly timer: SessionTimer;
  readonly #exchange: OfferExchange;
  readonly delegate: SessionDelegate;
  /** The last description we sent; a refresh repeats it. */
  localSdp: string | null = null;
  /** Methods that the far end allows; empty while it has not said. */
  remoteAllows: ReadonlySet<string> = new Set();
  #last: Peer;
  #ended = false;
  readonly #digest: DigestClient | null;

  constructor(
    readonly context: UserAgentContext,
    options: SessionOptions,
  ) {
    this.dialog = options.dialog;
    this.delegate = options.delegate;
    this.weCalled = options.weCalled;
    this.#last = options.from;
    this.#digest = options.digest;
    this.#exchange = new OfferExchange(() => this.outgoing.proceed());
    this.incoming = new IncomingOffers(this, this.#exchange);
    this.outgoing = new OutgoingOffers(this, this.#exchange);
    this.timer = new SessionTimer(
      context.clock,
      () => this.#refresh(),
      () => this.#expired(),
    );
    context.sessions.set(this.dialog.key, this);
    context.activities.begin(this);
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Our Contact towards the far end. */
  contact(): string {
    const { host, port } = this.context.transport.localFor(this.#last);
    const { transport } = this.#last;
    const params = transport === 'udp' ? [] : [['transport', transport] as const];
    return `<${formatUri(sipUri({ user: 'bridge', host, port, params: new Map(params) }))}>`;
  }

  heardFrom(peer: Peer): void {
    this.#last = peer;
  }

  noteAllow(message: SipRequest | SipResponse): void {
    const allowed = message.headers.all('Allow');
    if (allowed.length > 0) this.remoteAllows = new Set(allowed.map((name) => name.toUpperCase()));
  }

  /** Where our next request in the dialog goes. */
  async destination(): Promise<Peer> {
    const { nextHop, routeSet } = this.dialog;
    const known = destinationFor(nextHop, this.#last, routeSet.length > 0);
    if (known !== null) return known;
    const [found] = await locate(nextHop, this.context.resolver);
    return found ?? this.#last;
  }

  build(method: string, headers: HeaderList, body?: Body, cseq?: number): SipRequest {
    const request = this.dialog.request(method, {
      branch: newBranch(this.context.random),
      headers,
      ...(body === undefined ? {} : { body }),
      ...(cseq === undefined ? {} : { cseq }),
    });
    for (const [name, value] of this.#digest?.authorize(request) ?? []) {
      request.headers.append(name, value);
    }
    return request;
  }

  /** Sends a request other than INVITE in the dialog, once more if it is challenged. */
  async send(method: string, headers: HeaderList, body?: Body): Promise<Outcome> {
    const to = await this.destination();
    const request = this.build(method, headers, body);
    const outcome = await sendAndWait(this.context.transactions, request, to);
    if (outcome.kind !== 'response' || !this.canAnswer(outcome.response, request)) return outcome;
    return sendAndWait(this.context.transactions, this.build(method, headers, body), to);
  }

  /** Whether a 401 or 407 is one that the same request, built again, will satisfy. */
  canAnswer(response: SipResponse, request: SipRequest): boolean {
    if (response.status !== 401 && response.status !== 407) return false;
    return (this.#digest?.answer(response, request) ?? null) !== null;
  }

  respond(transaction: ServerTransaction, status: number, options: ResponseOptions = {}): void {
    const toTag = this.dialog.localTag;
    transaction.respond(createResponse(transaction.request, status, { ...options, toTag }));
  }

  /** The dialog began, or was refreshed, with a 2xx. */
  refreshed(terms: SessionTimerTerms | null): void {
    if (!this.#ended) this.timer.restart(terms);
  }

  byeReceived(transaction: ServerTransaction): void {
    this.respond(transaction, 200);
    this.incoming.abort(487);
    const { status, text } = readReason(transaction.request);
    this.end({ by: 'remote-bye', status, text });
    this.forget();
  }

  /** Sends BYE; the session is over for us at once, whatever the far end says to it. */
  bye(reason: HangupReason, end: LegEnd): void {
    if (this.#ended) return;
    this.incoming.abort(487);
    this.end(end);
    this.#sayBye(reason).catch((error: unknown) => {
      this.context.logger.warn({ error: describeError(error) }, 'BYE could not be sent');
    });
  }

  /** An early dialog that came to nothing: gone, and the leg hears nothing of it. */
  discard(): void {
    this.#ended = true;
    this.incoming.abort(487);
    this.outgoing.stop();
    this.forget();
  }

  /** Over, without a message. The dialog can still be found until it is forgotten. */
  end(end: LegEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    this.timer.stop();
    this.incoming.stop();
    this.outgoing.stop();
    this.delegate.ended(end, this);
  }

  abandon(): void {
    this.end({ by: 'local', status: null, text: 'the bridge is shutting down' });
    this.forget();
  }

  /** Requests in the dialog get 481 from now on. */
  forget(): void {
    this.context.sessions.delete(this.dialog.key);
    this.context.activities.finish(this);
  }

  async #sayBye(reason: HangupReason): Promise<void> {
    try {
      await this.send('BYE', [['Reason', formatReason(reason)]]);
    } finally {
      this.forget();
    }
  }

  #refresh(): void {
    if (!this.#exchange.isFree) {
      this.timer.refreshLater();
      return;
    }
    this.#sendRefresh().catch((error: unknown) => {
      this.context.logger.info({ error: describeError(error) }, 'session refresh failed');
      this.timer.refreshLater();
    });
  }

  /** RFC 4028 §7.4: by UPDATE without a description, where the far end allows it. */
  async #sendRefresh(): Promise<void> {
    if (!this.remoteAllows.has('UPDATE') && this.localSdp !== null) {
      await this.outgoing.reoffer(this.localSdp);
      return;
    }
    const headers: HeaderList = [
      ['Contact', this.contact()],
      ['Supported', 'timer'],
      ...timerProposal(this.context.sessionTimer, this.timer.terms, 0),
    ];
    const outcome = await this.send('UPDATE', headers);
    const status = outcomeStatus(outcome);
    if (outcome.kind === 'response' && status < 300) this.outgoing.tookEffect(outcome.response);
    else if (endsDialog(status)) this.#expired();
    else this.timer.refreshLater();
  }

  #expired(): void {
    const text = 'session timer expired';
    this.bye({ q850: 102, text }, { by: 'session-timer', status: null, text });
  }
}
