import { describeError } from '../kernel/errors.js';
import type { Timer } from '../ports/clock.js';
import type { CallTarget, HangupReason, OutboundLeg } from '../ports/signalling.js';
import { formatNameAddr, nameAddr } from '../sip/message/name-addr.js';
import { sipUri } from '../sip/message/uri.js';
import { newCallId } from '../sip/transaction/identifiers.js';
import type { Trunk } from '../sip/trunk/trunk.js';
import { capabilityHeaders, userAgent } from '../sip/user-agent/capabilities.js';
import { formatReason } from '../sip/user-agent/reason-header.js';
import { parseUri } from '../sip/message/uri.js';
import { DrachtioLeg, type LegDependencies } from './leg.js';
import { headersOf } from './messages.js';
import type { SrfAck, SrfReceived, SrfRequest, SrfRequestOptions } from './srf.js';

export interface OutboundOptions {
  readonly target: CallTarget;
  readonly trunk: Trunk | null;
  readonly offer: string;
  readonly ringTimeoutMs: number;
}

/** A call that drachtio makes for us, from its INVITE to its end. */
export class DrachtioOutboundLeg extends DrachtioLeg implements OutboundLeg {
  readonly direction = 'outbound';
  readonly #options: OutboundOptions;
  readonly #ringing: Timer;
  #invite: SrfRequest | null = null;
  /** Cancelled before drachtio had told that the INVITE is out. */
  #cancelled: HangupReason | null = null;
  #rang = false;
  #earlySdp: string | null = null;

  constructor(options: OutboundOptions, deps: LegDependencies) {
    super(
      newCallId(deps.random),
      {
        callerNumber: options.target.callerNumber ?? null,
        callerName: options.target.callerName ?? null,
        dialledNumber: parseUri(options.target.uri)?.user ?? '',
        dialledCandidates: [],
      },
      deps,
    );
    this.#options = options;
    this.#ringing = deps.clock.after(options.ringTimeoutMs, 'drachtio outgoing call', () => {
      this.#cancel({ q850: 19, text: 'no answer' });
      this.ended({ by: 'timeout', status: 408, text: 'no answer' });
    });
    deps.link
      .send(options.target.uri, this.#request(), (invite) => this.#sent(invite))
      .catch((error: unknown) => {
        this.ended({ by: 'transport', status: null, text: describeError(error) });
      });
  }

  hangUp(reason: HangupReason): void {
    if (this.over) return;
    if (this.dialog === null) this.#cancel(reason);
    else this.leaving = this.dialog.bye(reason);
    this.ended({ by: 'local', status: reason.q850, text: reason.text });
  }

  linkLost(): void {
    if (this.dialog !== null) return;
    this.ended({ by: 'transport', status: null, text: 'drachtio-server is out of reach' });
  }

  /** Ours are sent with the answer to our own INVITE: none comes here. */
  protected acknowledged(ack: SrfRequest): void {
    this.dialog?.acknowledged(ack.body, false);
  }

  protected override ended(end: Parameters<DrachtioLeg['ended']>[0]): void {
    this.#ringing.cancel();
    super.ended(end);
  }

  #request(): SrfRequestOptions {
    const { target, trunk, offer } = this.#options;
    const account = parseUri(trunk?.settings.registration?.addressOfRecord ?? '');
    const from = nameAddr(
      // drachtio puts its own address in the place of `localhost`.
      sipUri({
        user: target.callerNumber ?? account?.user ?? 'anonymous',
        host: account?.host ?? 'localhost',
      }),
      { displayName: target.callerName ?? null },
    );
    const credentials = trunk?.settings.credentials;
    const proxy = trunk?.settings.outboundProxy;
    return {
      method: 'INVITE',
      body: offer,
      headers: {
        ...headersOf(capabilityHeaders, [
          ['Call-ID', this.callId],
          ['From', formatNameAddr(from)],
          ['User-Agent', userAgent],
          ['Content-Type', 'application/sdp'],
        ]),
      },
      ...(credentials === undefined ? {} : { auth: credentials }),
      ...(proxy === undefined ? {} : { proxy }),
    };
  }

  #sent(invite: SrfRequest): void {
    this.#invite = invite;
    invite.on('response', (response, ack) => this.#responded(response, ack));
    if (this.#cancelled !== null) this.#cancel(this.#cancelled);
  }

  #responded(response: SrfReceived, ack: SrfAck): void {
    const { status, reason } = response;
    if (status < 200) {
      this.#progressed(response, ack);
      return;
    }
    if (status >= 300) {
      // A challenge that drachtio-srf can answer does not come here.
      this.ended({ by: 'remote-reject', status, text: reason });
      return;
    }
    ack();
    const dialogId = response.stackDialogId;
    if (dialogId === undefined || dialogId === '' || this.dialog !== null) return;
    const dialog = this.openDialog(dialogId, true);
    if (this.over) {
      // §13.2.2.4: it crossed our CANCEL: acknowledged, then ended.
      void dialog.bye({ q850: 26, text: 'cancelled' });
      this.deps.onEnded(this);
      return;
    }
    const sdp = response.body === '' ? this.#earlySdp : response.body;
    if (sdp === null) {
      const text = 'answered without a session description';
      void dialog.bye({ q850: 88, text });
      this.ended({ by: 'remote-reject', status, text });
      return;
    }
    this.#ringing.cancel();
    this.events.emit('answered', sdp);
  }

  #progressed(response: SrfReceived, ack: SrfAck): void {
    if (response.get('RSeq') !== undefined) ack(); // a PRACK (RFC 3262)
    if (this.over) return;
    if (response.status === 180 && !this.#rang) {
      this.#rang = true;
      this.events.emit('ringing');
    }
    if (response.body !== '' && response.body !== this.#earlySdp) {
      this.#earlySdp = response.body;
      this.events.emit('answer', response.body);
    }
  }

  #cancel(reason: HangupReason): void {
    this.#cancelled = reason;
    try {
      this.#invite?.cancel({ headers: { Reason: formatReason(reason) } }, () => undefined);
    } catch (error) {
      this.deps.logger.info({ error: describeError(error) }, 'CANCEL not sent');
    }
  }
}
