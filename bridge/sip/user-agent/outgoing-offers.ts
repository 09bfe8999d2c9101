import { describeError, PartylineError } from '../../kernel/errors.js';
import type { Timer } from '../../ports/clock.js';
import type { SipRequest, SipResponse } from '../message/types.js';
import type { Peer } from '../transport/types.js';
import { capabilityHeaders, type HeaderList } from './capabilities.js';
import { endsDialog, type Outcome } from '../transaction/request-outcome.js';
import type { OfferExchange } from './offer-exchange.js';
import type { OfferingSession } from './offering-session.js';
import { demandedMinimum, termsOfAnswer, timerProposal } from './session-timer-terms.js';

interface Reoffer {
  readonly sdp: string;
  readonly resolve: (answer: string) => void;
  readonly reject: (error: PartylineError) => void;
  /** How often it was sent; 491, 401 and 422 each cost one. */
  attempts: number;
  minimumSeconds: number;
}

const maxAttempts = 6;

/** Our re-INVITEs, one at a time (RFC 3261 §14.1). */
export class OutgoingOffers {
  readonly #waiting: Reoffer[] = [];
  #current: Reoffer | null = null;
  #retry: Timer | null = null;
  /** By sequence number of the INVITE: a repeated 2xx gets the same ACK (§13.2.2.4). */
  #lastAck: { readonly sequence: number; readonly ack: SipRequest; readonly to: Peer } | null =
    null;

  constructor(
    private readonly session: OfferingSession,
    private readonly exchange: OfferExchange,
  ) {}

  reoffer(sdp: string): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.session.ended) {
        reject(new PartylineError('call-gone', 'the call has ended'));
        return;
      }
      this.#waiting.push({
        sdp,
        resolve,
        reject,
        attempts: 0,
        minimumSeconds: 0,
      });
      this.proceed();
    });
  }

  /** Starts the next re-INVITE, if nothing else is under way in the dialog. */
  proceed(): void {
    if (this.#current !== null || !this.exchange.isFree) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#current = next;
    this.#send(next);
  }

  /** A 2xx to our INVITE or UPDATE refreshes target and session timer. */
  tookEffect(response: SipResponse): void {
    this.session.dialog.refreshTarget(response);
    this.session.noteAllow(response);
    this.session.refreshed(termsOfAnswer(response));
  }

  /** Acknowledges a 2xx; the same ACK again for a repeated one. */
  async acknowledge(response: SipResponse): Promise<void> {
    const { sequence } = response.cseq;
    if (this.#lastAck?.sequence !== sequence) {
      const ack = this.session.build('ACK', [], undefined, sequence);
      this.#lastAck = { sequence, ack, to: await this.session.destination() };
    }
    await this.session.context.transport.sendRequest(this.#lastAck.ack, this.#lastAck.to);
  }

  stop(): void {
    this.#retry?.cancel();
    const gone = new PartylineError('call-gone', 'the call has ended');
    this.#current?.reject(gone);
    for (const reoffer of this.#waiting.splice(0)) reoffer.reject(gone);
    this.#current = null;
    this.exchange.end('local-offer');
  }

  #send(reoffer: Reoffer): void {
    this.exchange.begin('local-offer');
    reoffer.attempts++;
    this.#transmit(reoffer).catch((error: unknown) => {
      this.#fail(reoffer, new PartylineError('call-failed', describeError(error)));
    });
  }

  async #transmit(reoffer: Reoffer): Promise<void> {
    const { session } = this;
    const to = await session.destination();
    if (session.ended) return;
    const proposal = timerProposal(
      session.context.sessionTimer,
      session.timer.terms,
      reoffer.minimumSeconds,
    );
    const headers: HeaderList = [['Contact', session.contact()], ...capabilityHeaders, ...proposal];
    const request = session.build('INVITE', headers, {
      type: 'application/sdp',
      content: reoffer.sdp,
    });
    session.context.transactions.send(request, to, {
      response: (response) => this.#receive(reoffer, request, response),
      timeout: () => this.#finish(reoffer, request, { kind: 'timeout' }),
      transportError: (error) => this.#finish(reoffer, request, { kind: 'transport', error }),
    });
  }

  #receive(reoffer: Reoffer, request: SipRequest, response: SipResponse): void {
    if (response.status < 200) return;
    if (response.status < 300) {
      this.acknowledge(response).catch((error: unknown) => {
        this.session.context.logger.info({ error: describeError(error) }, 'ACK not sent');
      });
    }
    this.#finish(reoffer, request, { kind: 'response', response });
  }

  #finish(reoffer: Reoffer, request: SipRequest, outcome: Outcome): void {
    if (this.#current !== reoffer) return; // a repeated 2xx, or the session is over
    this.exchange.end('local-offer');
    switch (outcome.kind) {
      case 'timeout':
        this.#dialogLost(reoffer, new PartylineError('request-timeout', 're-INVITE timed out'));
        return;
      case 'transport':
        this.#fail(reoffer, new PartylineError('call-failed', outcome.error.message));
        return;
      case 'response':
        this.#conclude(reoffer, request, outcome.response);
    }
  }

  #conclude(reoffer: Reoffer, request: SipRequest, response: SipResponse): void {
    const { status } = response;
    if (status < 300) {
      this.session.localSdp = reoffer.sdp;
      this.tookEffect(response);
      this.#current = null;
      reoffer.resolve(response.body.toString('utf8'));
      this.proceed();
      return;
    }
    const failure = new PartylineError('call-failed', `re-INVITE refused: ${status}`);
    if (endsDialog(status)) this.#dialogLost(reoffer, failure);
    else if (reoffer.attempts >= maxAttempts || !this.#mend(reoffer, request, response)) {
      this.#fail(reoffer, failure);
    }
  }

  /** Sends it again where the refusal says how; false when it does not. */
  #mend(reoffer: Reoffer, request: SipRequest, response: SipResponse): boolean {
    const { session } = this;
    switch (response.status) {
      case 491: {
        // §14.1: glare. The owner of the Call-ID waits 2.1–4 s, the other 0–2 s, in 10 ms units.
        const { random, clock, times } = session.context;
        const units = session.weCalled ? 210 + random.below(191) : random.below(201);
        const delayMs = (units * 10 * times.t1Ms) / 500;
        this.#retry = clock.after(delayMs, 'sip re-INVITE after 491', () => {
          this.#current = null;
          this.#waiting.unshift(reoffer);
          this.proceed();
        });
        return true;
      }
      case 401:
      case 407:
        if (!session.canAnswer(response, request)) return false;
        this.#send(reoffer);
        return true;
      case 422: {
        const minimum = demandedMinimum(response);
        if (minimum === null || minimum <= reoffer.minimumSeconds) return false;
        reoffer.minimumSeconds = minimum;
        this.#send(reoffer);
        return true;
      }
      default:
        return false;
    }
  }

  #fail(reoffer: Reoffer, error: PartylineError): void {
    if (this.#current !== reoffer) return;
    this.#current = null;
    this.exchange.end('local-offer');
    reoffer.reject(error);
    this.proceed();
  }

  /** §12.2.1.2: 408, 481 or silence end the dialog. */
  #dialogLost(reoffer: Reoffer, error: PartylineError): void {
    this.#fail(reoffer, error);
    const text = 're-INVITE unanswered';
    this.session.bye({ q850: 102, text }, { by: 'timeout', status: 408, text });
  }
}
