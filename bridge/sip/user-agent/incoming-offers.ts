import type { Timer } from '../../ports/clock.js';
import { createResponse } from '../message/build.js';
import { quote } from '../message/grammar.js';
import type { SipRequest, SipResponse } from '../message/types.js';
import type { ServerTransaction } from '../transaction/server-transaction.js';
import { AwaitedAck } from './awaited-ack.js';
import { capabilityHeaders, type HeaderList } from './capabilities.js';
import { contentType } from './info-key.js';
import type { OfferExchange } from './offer-exchange.js';
import type { OfferingSession } from './offering-session.js';
import { timerVerdict, type SessionTimerTerms } from './session-timer-terms.js';

/** The application has this long to answer an offer inside a dialog [ms]. */
const answerWithinMs = 10_000;

interface Pending {
  readonly transaction: ServerTransaction;
  readonly timerHeaders: HeaderList;
  readonly terms: SessionTimerTerms | null;
  readonly deadline: Timer;
}

/** A 2xx of ours to an INVITE, until its ACK. */
interface Unacknowledged {
  readonly sequence: number;
  readonly awaited: AwaitedAck;
  /** Our description was the offer: the answer comes in the ACK (§13.2.1). */
  readonly ourOffer: boolean;
  readonly acknowledged: () => void;
}

/**
 * The far end changes or refreshes the session: re-INVITE (RFC 3261 §14.2) and UPDATE (RFC 3311
 * §5.2), one at a time. Also keeps every 2xx to an INVITE going until its ACK.
 */
export class IncomingOffers {
  #pending: Pending | null = null;
  #unacknowledged: Unacknowledged | null = null;

  constructor(
    private readonly session: OfferingSession,
    private readonly exchange: OfferExchange,
  ) {}

  reinvite(transaction: ServerTransaction): void {
    const { request } = transaction;
    if (this.#refusedAtOnce(transaction)) return;
    // Who sends a new INVITE has our 2xx to the last, even where its ACK was lost.
    this.#acknowledged();
    this.session.respond(transaction, 100);
    transaction.user = {
      cancelled: () => this.#giveUp(487),
    };
    const offer = request.body.length > 0 ? request.body.toString('utf8') : null;
    this.#present(transaction, offer, (response) => {
      this.succeed(transaction, response, offer === null);
    });
  }

  update(transaction: ServerTransaction): void {
    const { request } = transaction;
    if (request.body.length > 0) {
      if (this.#refusedAtOnce(transaction)) return;
      this.#present(transaction, request.body.toString('utf8'), (response) => {
        transaction.respond(response);
        this.exchange.giveTurn();
      });
      return;
    }
    // A refresh without an offer (RFC 3311 §5.2) takes effect at once.
    const verdict = timerVerdict(request, this.session.context.sessionTimer);
    if (verdict.kind === 'too-small') {
      this.#tooSmall(transaction);
      return;
    }
    this.#takeTarget(request);
    this.session.respond(transaction, 200, {
      headers: [['Contact', this.session.contact()], ...capabilityHeaders, ...verdict.headers],
    });
    this.session.refreshed(verdict.terms);
  }

  /**
   * Sends a 2xx and repeats it until its ACK (§13.3.1.4); without one the session ends with BYE.
   * `acknowledged` is called once, when the ACK comes.
   */
  succeed(
    transaction: ServerTransaction,
    response: SipResponse,
    ourOffer: boolean,
    acknowledged: () => void = () => undefined,
  ): void {
    const { clock, times } = this.session.context;
    const resend = () => transaction.respond(response);
    const awaited = new AwaitedAck(clock, times, times.t2Ms, resend, () => {
      this.#forgetAck();
      const text = 'no ACK';
      this.session.bye({ q850: 102, text }, { by: 'no-ack', status: null, text });
    });
    this.#forgetAck();
    const { sequence } = transaction.request.cseq;
    this.#unacknowledged = { sequence, awaited, ourOffer, acknowledged };
    this.exchange.ackAwaited = true;
    if (ourOffer) {
      // An UPDATE of theirs that is not answered yet has met an offer of ours.
      this.abort(491);
      this.exchange.begin('offer-in-2xx');
    }
    awaited.start('sip 2xx until ACK');
    resend();
  }

  acknowledge(ack: SipRequest): void {
    const waiting = this.#unacknowledged;
    if (waiting?.sequence !== ack.cseq.sequence) return; // a retransmission, or of an older INVITE
    if (waiting.ourOffer && ack.body.length > 0) {
      this.session.delegate.answered(ack.body.toString('utf8'));
    }
    this.#acknowledged();
    this.exchange.giveTurn();
  }

  /** Gives the pending request, if any, its refusal. */
  abort(status: number): void {
    const pending = this.#settle();
    if (pending !== null) this.session.respond(pending.transaction, status);
  }

  #acknowledged(): void {
    this.#forgetAck()?.acknowledged();
  }

  #giveUp(status: number): void {
    this.abort(status);
    this.exchange.giveTurn();
  }

  stop(): void {
    this.#settle();
    this.#forgetAck();
  }

  #refusedAtOnce(transaction: ServerTransaction): boolean {
    const { session } = this;
    const { request } = transaction;
    const verdict = this.exchange.remoteVerdict;
    if (verdict === 'too-soon') {
      // §14.2, RFC 3311 §5.2: with a random Retry-After of 0 to 10 s.
      const seconds = session.context.random.below(11);
      session.respond(transaction, 500, { headers: [['Retry-After', String(seconds)]] });
      return true;
    }
    if (verdict === 'glare') {
      session.respond(transaction, 491);
      return true;
    }
    if (request.body.length > 0 && contentType(request) !== 'application/sdp') {
      session.respond(transaction, 415, { headers: [['Accept', 'application/sdp']] });
      return true;
    }
    if (timerVerdict(request, session.context.sessionTimer).kind === 'too-small') {
      this.#tooSmall(transaction);
      return true;
    }
    return false;
  }

  #tooSmall(transaction: ServerTransaction): void {
    const { minimumSeconds } = this.session.context.sessionTimer;
    this.session.respond(transaction, 422, { headers: [['Min-SE', String(minimumSeconds)]] });
  }

  #present(
    transaction: ServerTransaction,
    offer: string | null,
    send: (response: SipResponse) => void,
  ): void {
    const { context, delegate: host } = this.session;
    const verdict = timerVerdict(transaction.request, context.sessionTimer);
    const { headers: timerHeaders, terms } =
      verdict.kind === 'agreed' ? verdict : { headers: [], terms: null };
    const deadline = context.clock.after(answerWithinMs, 'sip offer unanswered', () => {
      this.#giveUp(500);
    });
    const pending = { transaction, timerHeaders, terms, deadline };
    this.#pending = pending;
    this.exchange.begin('remote-offer');
    host.offered(offer, {
      accept: (sdp) => {
        if (this.#pending !== pending) return;
        send(this.#accepted(pending, sdp));
      },
      refuse: (warning) => {
        if (this.#pending !== pending) return;
        this.#settle();
        this.session.respond(transaction, 488, { headers: [warningHeader(488, warning)] });
        this.exchange.giveTurn();
      },
    });
  }

  /** The 2xx with our description, which takes effect with it. */
  #accepted(pending: Pending, sdp: string): SipResponse {
    const { session } = this;
    const { request } = pending.transaction;
    this.#settle();
    this.#takeTarget(request);
    session.localSdp = sdp;
    session.refreshed(pending.terms);
    return createResponse(request, 200, {
      toTag: session.dialog.localTag,
      headers: [['Contact', session.contact()], ...capabilityHeaders, ...pending.timerHeaders],
      body: { type: 'application/sdp', content: sdp },
    });
  }

  #takeTarget(request: SipRequest): void {
    this.session.dialog.refreshTarget(request);
    this.session.noteAllow(request);
  }

  #settle(): Pending | null {
    const pending = this.#pending;
    pending?.deadline.cancel();
    this.#pending = null;
    this.exchange.end('remote-offer');
    return pending;
  }

  #forgetAck(): Unacknowledged | null {
    const waiting = this.#unacknowledged;
    waiting?.awaited.stop();
    this.#unacknowledged = null;
    this.exchange.ackAwaited = false;
    this.exchange.end('offer-in-2xx');
    return waiting;
  }
}

/** RFC 3261 §20.43: 305 for a session description that does not fit, else 399. */
export function warningHeader(status: number, text: string): readonly [string, string] {
  return ['Warning', `${status === 488 ? 305 : 399} partyline ${quote(text)}`];
}
