import type { Socket } from 'node:net';
import { describeError, PartylineError } from '../kernel/errors.js';
import type {
  CallParties,
  HangupReason,
  InboundLeg,
  LegSource,
  RejectOptions,
} from '../ports/signalling.js';
import { capabilityHeaders, type HeaderList } from '../sip/user-agent/capabilities.js';
import { warningHeader } from '../sip/user-agent/incoming-offers.js';
import { formatReason, statusForCause } from '../sip/user-agent/reason-header.js';
import { statusPhrase } from '../sip/message/status-phrases.js';
import { DrachtioLeg, type LegDependencies } from './leg.js';
import { headersOf } from './messages.js';
import type { SrfRequest, SrfResponder } from './srf.js';

export interface InboundInvite {
  readonly request: SrfRequest;
  readonly responder: SrfResponder;
  /** drachtio's own for this call; null: ours. */
  readonly connection: Socket | null;
  readonly callId: string;
  readonly parties: CallParties;
  readonly source: LegSource;
  /** What was agreed about the session timer; drachtio keeps it. */
  readonly timerHeaders: HeaderList;
}

interface Answering {
  readonly resolve: () => void;
  readonly reject: (error: PartylineError) => void;
}

/** A call that drachtio received, from its INVITE to its end. */
export class DrachtioInboundLeg extends DrachtioLeg implements InboundLeg {
  readonly direction = 'inbound';
  readonly source: LegSource;
  readonly offer: string | null;
  readonly #invite: InboundInvite;
  #state: 'ringing' | 'answered' | 'up' = 'ringing';
  #answering: Answering | null = null;
  /** Said as soon as the ACK allows (RFC 3261 §15). */
  #byeAfterAck: HangupReason | null = null;

  constructor(invite: InboundInvite, deps: LegDependencies) {
    super(invite.callId, invite.parties, deps, invite.connection);
    this.source = invite.source;
    this.offer = invite.request.body === '' ? null : invite.request.body;
    this.#invite = invite;
    invite.request.on('cancel', () => {
      // drachtio answers the CANCEL, and the INVITE with 487.
      this.#fail('the caller left first');
      this.ended({ by: 'remote-cancel', status: null, text: 'cancelled' });
    });
  }

  progress(sdp?: string): void {
    if (this.over || this.#state !== 'ringing') return;
    // RFC 3261 §13.2.1: an offer of ours may not go in an unreliable response.
    const body = this.offer === null ? undefined : sdp;
    if (sdp === undefined) this.#send(180, [], undefined);
    else this.#send(183, [], body);
  }

  answer(sdp: string): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.over) {
        reject(new PartylineError('call-gone', 'the caller left before the call was answered'));
        return;
      }
      if (this.#state !== 'ringing') {
        reject(new PartylineError('wrong-state', 'the call has been answered already'));
        return;
      }
      this.#state = 'answered';
      this.#answering = { resolve, reject };
      this.#send(200, [...capabilityHeaders, ...this.#invite.timerHeaders], sdp, (error) => {
        const dialogId = this.#invite.responder.stackDialogId;
        if (error === null && dialogId !== undefined && dialogId !== '') {
          this.openDialog(dialogId, false);
          return;
        }
        const text = `the answer could not be sent: ${describeError(error)}`;
        this.#fail(text);
        this.ended({ by: 'transport', status: null, text });
      });
    });
  }

  reject(status: number, options: RejectOptions = {}): void {
    if (this.over || this.#state !== 'ringing') return;
    const headers: (readonly [string, string])[] = [];
    if (options.retryAfterSeconds !== undefined) {
      headers.push(['Retry-After', String(options.retryAfterSeconds)]);
    }
    if (options.warning !== undefined) headers.push(warningHeader(status, options.warning));
    this.#send(status, headers, undefined, undefined, options.reason);
    this.ended({ by: 'local', status, text: options.reason ?? '' });
  }

  hangUp(reason: HangupReason): void {
    if (this.over) return;
    switch (this.#state) {
      case 'ringing': {
        const status = statusForCause(reason.q850);
        this.#send(status, [['Reason', formatReason(reason)]], undefined);
        this.ended({ by: 'local', status, text: reason.text });
        return;
      }
      case 'answered':
        this.#byeAfterAck ??= reason;
        return;
      case 'up':
        if (this.dialog !== null) this.leaving = this.dialog.bye(reason);
        this.ended({ by: 'local', status: reason.q850, text: reason.text });
    }
  }

  linkLost(): void {
    if (this.dialog !== null) return;
    this.#fail('drachtio-server is out of reach');
    this.ended({ by: 'transport', status: null, text: 'drachtio-server is out of reach' });
  }

  protected acknowledged(ack: SrfRequest): void {
    const first = this.#state === 'answered';
    this.dialog?.acknowledged(ack.body, first && this.offer === null);
    if (!first) return;
    this.#state = 'up';
    this.#answering?.resolve();
    this.#answering = null;
    if (this.#byeAfterAck !== null) this.hangUp(this.#byeAfterAck);
  }

  protected override ended(end: Parameters<DrachtioLeg['ended']>[0]): void {
    this.#fail(end.text || 'the call has ended');
    super.ended(end);
  }

  #fail(text: string): void {
    this.#answering?.reject(new PartylineError('call-gone', text));
    this.#answering = null;
  }

  #send(
    status: number,
    headers: HeaderList,
    body: string | undefined,
    sent?: (error: unknown) => void,
    reason?: string,
  ): void {
    const options = {
      headers: {
        ...headersOf(headers),
        ...(body === undefined ? {} : { 'Content-Type': 'application/sdp' }),
      },
      ...(body === undefined ? {} : { body }),
    };
    this.#invite.responder.send(status, reason ?? statusPhrase(status), options, sent);
  }
}
