import { PartylineError } from '../kernel/errors.js';
import type { Clock, Timer } from '../ports/clock.js';
import type { HangupReason, OfferResponder } from '../ports/signalling.js';
import type { Random } from '../ports/random.js';
import { capabilityHeaders } from '../sip/user-agent/capabilities.js';
import { warningHeader } from '../sip/user-agent/incoming-offers.js';
import { formatReason } from '../sip/user-agent/reason-header.js';
import type { DrachtioLink } from './link.js';
import { headersOf } from './messages.js';
import type { SrfResponder } from './srf.js';

/** The application has this long to answer an offer [ms]. */
const offerWithinMs = 10_000;
const sdpType = 'application/sdp';
/** RFC 3261 §14.1: after 491 try again, the caller later than the called [ms]. */
const glareMs = { caller: [2_100, 1_900], called: [0, 2_000] } as const;
const reofferAttempts = 3;

export interface DialogDelegate {
  offered(offer: string | null, respond: OfferResponder): void;
  answered(sdp: string): void;
}

/** One dialog of ours at drachtio: offers both ways, and its end. */
export class DrachtioDialog {
  readonly id: string;
  readonly #link: DrachtioLink;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #delegate: DialogDelegate;
  readonly #weCalled: boolean;
  #pending: { readonly responder: SrfResponder; readonly deadline: Timer } | null = null;
  #reoffering = false;
  #awaitsAnswer = false;

  constructor(
    id: string,
    options: {
      readonly link: DrachtioLink;
      readonly clock: Clock;
      readonly random: Random;
      readonly delegate: DialogDelegate;
      readonly weCalled: boolean;
    },
  ) {
    this.id = id;
    this.#link = options.link;
    this.#clock = options.clock;
    this.#random = options.random;
    this.#delegate = options.delegate;
    this.#weCalled = options.weCalled;
  }

  /** A re-INVITE or UPDATE of the far end. */
  offered(method: 'INVITE' | 'UPDATE', body: string, responder: SrfResponder): void {
    if (method === 'UPDATE' && body === '') {
      responder.send(200, 'OK', { headers: headersOf(capabilityHeaders) });
      return;
    }
    // RFC 3261 §14.2
    if (this.#reoffering || this.#awaitsAnswer) {
      responder.send(491, 'Request Pending', {});
      return;
    }
    if (this.#pending !== null) {
      const headers = { 'Retry-After': String(this.#random.below(11)) };
      responder.send(500, 'Server Internal Error', { headers });
      return;
    }
    const deadline = this.#clock.after(offerWithinMs, 'drachtio offer unanswered', () => {
      if (this.#settle(responder)) responder.send(500, 'Server Internal Error', {});
    });
    this.#pending = { responder, deadline };
    this.#delegate.offered(body === '' ? null : body, {
      accept: (sdp) => {
        if (!this.#settle(responder)) return;
        this.#awaitsAnswer = body === '';
        const headers = { ...headersOf(capabilityHeaders), 'Content-Type': sdpType };
        responder.send(200, 'OK', { headers, body: sdp });
      },
      refuse: (warning) => {
        if (!this.#settle(responder)) return;
        const headers = headersOf([warningHeader(488, warning)]);
        responder.send(488, 'Not Acceptable Here', { headers });
      },
    });
  }

  /** The ACK of a 2xx; where our description was the offer, the answer is in it (§13.2.1). */
  acknowledged(body: string, ourOffer: boolean): void {
    const awaited = this.#awaitsAnswer || ourOffer;
    this.#awaitsAnswer = false;
    if (awaited && body !== '') this.#delegate.answered(body);
  }

  /** @returns the far end's answer. @throws `call-failed`, `request-timeout`, `call-gone` */
  async reoffer(offer: string): Promise<string> {
    if (this.#reoffering || this.#pending !== null) {
      throw new PartylineError('wrong-state', 'another offer is under way');
    }
    this.#reoffering = true;
    try {
      for (let attempt = 1; ; attempt++) {
        const { response, ack } = await this.#link.askWithin(this.id, {
          method: 'INVITE',
          body: offer,
          headers: { ...headersOf(capabilityHeaders), 'Content-Type': sdpType },
        });
        if (response.status < 300) {
          ack();
          if (response.body !== '') return response.body;
          throw new PartylineError('call-failed', 'the answer has no session description');
        }
        if (response.status === 481 || response.status === 408) {
          throw new PartylineError('call-gone', `${response.status} ${response.reason}`);
        }
        if (response.status !== 491 || attempt === reofferAttempts) {
          throw new PartylineError('call-failed', `${response.status} ${response.reason}`);
        }
        const [least, spread] = this.#weCalled ? glareMs.caller : glareMs.called;
        await this.#pause(least + this.#random.below(spread));
      }
    } finally {
      this.#reoffering = false;
    }
  }

  /** Resolves when the far end has answered, or never will. */
  async bye(reason: HangupReason): Promise<void> {
    this.end();
    await this.#link
      .askWithin(this.id, { method: 'BYE', headers: { Reason: formatReason(reason) } })
      .catch(() => undefined);
  }

  /** Whether drachtio still has it; what it lost in a restart it will not have back. */
  async exists(): Promise<boolean> {
    try {
      await this.#link.askWithin(this.id, { method: 'OPTIONS' });
      return true;
    } catch (error) {
      return !(error instanceof PartylineError && error.code === 'call-gone');
    }
  }

  end(): void {
    const pending = this.#pending;
    if (pending !== null && this.#settle(pending.responder)) {
      pending.responder.send(487, 'Request Terminated', {});
    }
  }

  #settle(responder: SrfResponder): boolean {
    if (this.#pending?.responder !== responder) return false;
    this.#pending.deadline.cancel();
    this.#pending = null;
    return true;
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.#clock.after(delayMs, 'drachtio glare', resolve));
  }
}
