import { PartylineError } from '../../kernel/errors.js';
import type { Emitter } from '../../kernel/events.js';
import type { Timer } from '../../ports/clock.js';
import type {
  CallParties,
  HangupReason,
  InboundLeg,
  LegEnd,
  LegEvents,
  LegSource,
  OfferResponder,
  RejectOptions,
} from '../../ports/signalling.js';
import { createResponse, type ResponseOptions } from '../message/build.js';
import type { Dialog } from '../dialog/dialog.js';
import type { SipRequest } from '../message/types.js';
import type { ServerTransaction } from '../transaction/server-transaction.js';
import { capabilityHeaders, optionTags, type HeaderList } from './capabilities.js';
import type { UserAgentContext } from './context.js';
import { warningHeader } from './incoming-offers.js';
import { legEmitter } from './leg-emitter.js';
import { formatReason, readReason, statusForCause } from './reason-header.js';
import { ReliableProvisionals } from './reliable-provisionals.js';
import { Session, type SessionDelegate } from './session.js';
import type { SessionTimerTerms } from './session-timer-terms.js';

export interface InboundCall {
  readonly transaction: ServerTransaction;
  readonly dialog: Dialog;
  readonly parties: CallParties;
  readonly source: LegSource;
  /** What was agreed about the session timer, with the headers that say so. */
  readonly timer: { readonly terms: SessionTimerTerms | null; readonly headers: HeaderList };
}

interface Answering {
  readonly resolve: () => void;
  readonly reject: (error: PartylineError) => void;
}

/** A call we received, from its INVITE to its end. */
export class EmbeddedInboundLeg implements InboundLeg, SessionDelegate {
  readonly direction = 'inbound';
  readonly id: string;
  readonly callId: string;
  readonly parties: CallParties;
  readonly source: LegSource;
  readonly offer: string | null;
  readonly events: Emitter<LegEvents>;
  readonly session: Session;
  readonly #transaction: ServerTransaction;
  readonly #reliable: ReliableProvisionals | null;
  readonly #timer: InboundCall['timer'];
  #state: 'ringing' | 'answered' | 'up' | 'ended' = 'ringing';
  #answering: Answering | null = null;
  /** Our description went out in a reliable 18x: it is not said again (RFC 6337 §2.2). */
  #describedEarly = false;
  /** Said as soon as the ACK allows (RFC 3261 §15). */
  #byeAfterAck: HangupReason | null = null;
  #expiry: Timer | null = null;

  constructor(
    private readonly context: UserAgentContext,
    call: InboundCall,
    private readonly onEnded: () => void,
  ) {
    const { request, from } = call.transaction;
    this.id = context.random.uuid();
    this.callId = request.callId;
    this.parties = call.parties;
    this.source = call.source;
    this.offer = request.body.length > 0 ? request.body.toString('utf8') : null;
    this.events = legEmitter(context.logger);
    this.#transaction = call.transaction;
    this.#timer = call.timer;
    this.session = new Session(context, {
      dialog: call.dialog,
      delegate: this,
      from,
      weCalled: false,
      digest: null,
    });
    this.session.noteAllow(request);
    // RFC 3262 §3: where the caller insists, every 18x of ours is reliable.
    const insists = optionTags(request.headers.all('Require')).has('100rel');
    this.#reliable = insists
      ? new ReliableProvisionals(this.session, call.transaction, () => this.#notPracked())
      : null;
    call.transaction.user = {
      cancelled: (cancel) => this.#cancelled(cancel),
      transportError: () => this.#transportFailed(),
    };
    this.#expireAsAsked(request);
  }

  progress(sdp?: string): void {
    if (this.#state !== 'ringing') return;
    const ourOffer = sdp !== undefined && this.offer === null;
    if (this.#reliable === null) {
      // RFC 3261 §13.2.1: an offer of ours may not go in an unreliable response.
      const body = ourOffer ? undefined : sdp;
      this.session.respond(
        this.#transaction,
        sdp === undefined ? 180 : 183,
        this.#described(body, []),
      );
      return;
    }
    if (sdp !== undefined) {
      this.#describedEarly = true;
      this.session.localSdp = sdp;
    }
    this.#reliable.send(sdp === undefined ? 180 : 183, this.#described(sdp, []), ourOffer);
  }

  answer(sdp: string): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#state === 'ended') {
        reject(new PartylineError('call-gone', 'the caller left before the call was answered'));
        return;
      }
      if (this.#state !== 'ringing') {
        reject(new PartylineError('wrong-state', 'the call has been answered already'));
        return;
      }
      this.#state = 'answered';
      this.#expiry?.cancel();
      this.#answering = { resolve, reject };
      // RFC 3262 §3: no 2xx before the description sent reliably was acknowledged.
      if (this.#reliable === null) this.#succeed(sdp);
      else this.#reliable.whenSettled(() => this.#succeed(sdp));
    });
  }

  reject(status: number, options: RejectOptions = {}): void {
    if (this.#state !== 'ringing') return;
    const headers: (readonly [string, string])[] = [];
    if (options.retryAfterSeconds !== undefined) {
      headers.push(['Retry-After', String(options.retryAfterSeconds)]);
    }
    if (options.warning !== undefined) headers.push(warningHeader(status, options.warning));
    this.#refuse(status, { headers, ...(options.reason === undefined ? {} : options) });
    this.session.end({ by: 'local', status, text: options.reason ?? '' });
  }

  hangUp(reason: HangupReason): void {
    switch (this.#state) {
      case 'ringing': {
        const status = statusForCause(reason.q850);
        this.#refuse(status, { headers: [['Reason', formatReason(reason)]] });
        this.session.end({ by: 'local', status, text: reason.text });
        return;
      }
      case 'answered':
        // §15: a BYE may not overtake the ACK. The 2xx goes on until then.
        this.#byeAfterAck ??= reason;
        return;
      case 'up':
        this.session.bye(reason, { by: 'local', status: reason.q850, text: reason.text });
        return;
      case 'ended':
    }
  }

  reoffer(offer: string): Promise<string> {
    if (this.#state === 'ringing') {
      return Promise.reject(new PartylineError('wrong-state', 'the call is not answered'));
    }
    return this.session.outgoing.reoffer(offer);
  }

  /** A PRACK for one of our 18x. */
  prack(transaction: ServerTransaction): void {
    if (this.#reliable === null) this.session.respond(transaction, 481);
    else this.#reliable.prack(transaction);
  }

  offered(offer: string | null, respond: OfferResponder): void {
    this.events.emit('offer', offer, respond);
  }

  answered(sdp: string): void {
    this.events.emit('answer', sdp);
  }

  key(key: string, durationMs: number): void {
    this.events.emit('key', key, durationMs);
  }

  ended(end: LegEnd): void {
    if (!this.#transaction.answered) this.#refuse(487);
    this.#state = 'ended';
    this.#expiry?.cancel();
    this.#reliable?.stop();
    this.#answering?.reject(new PartylineError('call-gone', end.text || 'the call has ended'));
    this.#answering = null;
    this.onEnded();
    this.events.emit('ended', end);
    this.events.removeAll();
  }

  #succeed(sdp: string): void {
    const { session } = this;
    session.localSdp = sdp;
    const options = this.#described(this.#describedEarly ? undefined : sdp, [
      ...capabilityHeaders,
      ...this.#timer.headers,
    ]);
    const response = createResponse(this.#transaction.request, 200, {
      ...options,
      toTag: session.dialog.localTag,
    });
    const ourOffer = this.offer === null && !this.#describedEarly;
    session.refreshed(this.#timer.terms);
    session.incoming.succeed(this.#transaction, response, ourOffer, () => this.#acknowledged());
  }

  #acknowledged(): void {
    if (this.#state !== 'answered') return;
    this.#state = 'up';
    this.#answering?.resolve();
    this.#answering = null;
    if (this.#byeAfterAck !== null) this.hangUp(this.#byeAfterAck);
  }

  #described(sdp: string | undefined, headers: HeaderList): ResponseOptions {
    return {
      headers: [['Contact', this.session.contact()], ...headers],
      ...(sdp === undefined ? {} : { body: { type: 'application/sdp', content: sdp } }),
    };
  }

  /** The final response of a call that is not taken; the dialog ends with it. */
  #refuse(status: number, options: ResponseOptions = {}): void {
    this.session.respond(this.#transaction, status, options);
    this.session.forget();
  }

  #cancelled(cancel: SipRequest): void {
    if (this.#state === 'ended') return;
    this.#refuse(487);
    this.session.end({ by: 'remote-cancel', status: null, text: readReason(cancel).text });
  }

  #notPracked(): void {
    if (this.#state === 'ended') return;
    this.#refuse(504); // RFC 3262 §3: a 5xx
    this.session.end({ by: 'no-ack', status: null, text: 'no PRACK' });
  }

  #transportFailed(): void {
    if (this.#state === 'ended') return;
    this.session.end({ by: 'transport', status: null, text: 'no response could be sent' });
    this.session.forget();
  }

  /** §13.3.1: an INVITE may say how long its caller will wait. */
  #expireAsAsked(request: SipRequest): void {
    const seconds = Number(request.headers.get('Expires') ?? '0');
    if (!(seconds > 0 && seconds < 86_400)) return;
    this.#expiry = this.context.clock.after(seconds * 1000, 'sip INVITE expiry', () => {
      this.#refuse(487);
      this.session.end({ by: 'remote-cancel', status: null, text: 'INVITE expired' });
    });
  }
}
