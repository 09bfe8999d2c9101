import { describeError, PartylineError } from '../../kernel/errors.js';
import type { Emitter } from '../../kernel/events.js';
import type { Timer } from '../../ports/clock.js';
import type {
  CallParties,
  HangupReason,
  LegEnd,
  OfferResponder,
  OutboundLeg,
  OutboundLegEvents,
} from '../../ports/signalling.js';
import type { DigestClient } from '../digest/client.js';
import type { SipRequest, SipResponse } from '../message/types.js';
import type { ServerTransaction } from '../transaction/server-transaction.js';
import type { Peer } from '../transport/types.js';
import type { UserAgentContext } from './context.js';
import { Forks } from './forks.js';
import { InviteSender } from './invite-sender.js';
import { legEmitter } from './leg-emitter.js';
import { locate } from '../locate.js';
import type { OutboundInvite } from './outbound-invite.js';
import type { Outcome } from '../transaction/request-outcome.js';
import type { Session, SessionDelegate } from './session.js';
import { termsOfAnswer } from './session-timer-terms.js';

export interface OutboundCall {
  readonly invite: OutboundInvite;
  readonly digest: DigestClient | null;
  readonly ringTimeoutMs: number;
}

/** A call we make, from its INVITE to its end. */
export class EmbeddedOutboundLeg implements OutboundLeg, SessionDelegate {
  readonly direction = 'outbound';
  readonly id: string;
  readonly callId: string;
  readonly parties: CallParties;
  readonly events: Emitter<OutboundLegEvents>;
  #state: 'calling' | 'up' | 'ended' = 'calling';
  #session: Session | null = null;
  #rang = false;
  #earlySdp: string | null = null;
  readonly #forks: Forks;
  readonly #sender: InviteSender;
  readonly #ringing: Timer;

  constructor(
    private readonly context: UserAgentContext,
    private readonly call: OutboundCall,
    private readonly onEnded: () => void,
  ) {
    const { invite } = call;
    this.id = context.random.uuid();
    this.callId = invite.callId;
    this.parties = {
      callerNumber: invite.callerNumber,
      callerName: invite.callerName,
      dialledNumber: invite.uri.user ?? '',
      dialledCandidates: [],
    };
    this.events = legEmitter(context.logger);
    this.#forks = new Forks(context, this, call.digest);
    this.#sender = new InviteSender(context, invite, call.digest, {
      provisional: (request, response, from) => this.#progressed(request, response, from),
      success: (request, response, from) => this.#succeeded(request, response, from),
      failed: (outcome) => this.#failed(outcome),
      over: () => context.activities.finish(this),
    });
    this.#ringing = context.clock.after(call.ringTimeoutMs, 'sip outgoing call', () => {
      this.#giveUp(
        { q850: 19, text: 'no answer' },
        { by: 'timeout', status: 408, text: 'no answer' },
      );
    });
    context.activities.begin(this);
    this.#start().catch((error: unknown) => this.#unreachable(describeError(error)));
  }

  reoffer(offer: string): Promise<string> {
    if (this.#state === 'up' && this.#session !== null) {
      return this.#session.outgoing.reoffer(offer);
    }
    const code = this.#state === 'ended' ? 'call-gone' : 'wrong-state';
    return Promise.reject(new PartylineError(code, 'the call is not up'));
  }

  hangUp(reason: HangupReason): void {
    const end: LegEnd = { by: 'local', status: reason.q850, text: reason.text };
    if (this.#state === 'up') this.#session?.bye(reason, end);
    else this.#giveUp(reason, end);
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

  /** We send no reliable provisional response that a PRACK could be for. */
  prack(transaction: ServerTransaction): void {
    this.#session?.respond(transaction, 481);
  }

  ended(end: LegEnd, session: Session | null = null): void {
    // Of several forks only the one that became the call can end it.
    if (this.#state === 'ended' || (this.#state === 'up' && session !== this.#session)) return;
    this.#state = 'ended';
    this.#ringing.cancel();
    this.onEnded();
    this.events.emit('ended', end);
    this.events.removeAll();
    // A far end may not end an early dialog by BYE, but where one does, its INVITE goes too.
    this.#sender.cancel(null);
  }

  abandon(): void {
    this.#sender.abandon();
  }

  async #start(): Promise<void> {
    const { uri, outboundProxy } = this.call.invite;
    const peers = await locate(outboundProxy ?? uri, this.context.resolver);
    if (this.#state === 'ended') this.context.activities.finish(this);
    else if (peers.length === 0) this.#unreachable('no address for the called party');
    else this.#sender.start(peers);
  }

  #unreachable(text: string): void {
    this.context.activities.finish(this);
    this.ended({ by: 'transport', status: null, text });
  }

  #giveUp(reason: HangupReason, end: LegEnd): void {
    if (this.#state !== 'calling') return;
    this.#sender.cancel(reason);
    this.ended(end);
    this.#forks.discardEarly();
  }

  #progressed(invite: SipRequest, response: SipResponse, from: Peer): void {
    if (this.#state !== 'calling') return;
    const fresh = this.#forks.provisional(invite, response, from);
    if (!fresh) return;
    if (response.status === 180 && !this.#rang) {
      this.#rang = true;
      this.events.emit('ringing');
    }
    if (response.body.length > 0) {
      // Early media (RFC 3960): the answer may come before the call is answered.
      const sdp = response.body.toString('utf8');
      if (sdp !== this.#earlySdp) {
        this.#earlySdp = sdp;
        this.events.emit('answer', sdp);
      }
    }
  }

  #succeeded(invite: SipRequest, response: SipResponse, from: Peer): void {
    const session = this.#forks.success(invite, response, from);
    if (session === null) return;
    session.outgoing.acknowledge(response).catch((error: unknown) => {
      this.context.logger.info({ error: describeError(error) }, 'ACK not sent');
    });
    if (session === this.#session || session.ended) return; // the 2xx again
    if (this.#state !== 'calling') {
      // §13.2.2.4: another fork, or it crossed our CANCEL: acknowledged, then ended.
      this.#endFork(session, { q850: 26, text: 'answered elsewhere or cancelled' });
      return;
    }
    const sdp = response.body.length > 0 ? response.body.toString('utf8') : this.#earlySdp;
    if (sdp === null) {
      const text = 'answered without a session description';
      this.ended({ by: 'remote-reject', status: response.status, text });
      this.#endFork(session, { q850: 88, text });
      return;
    }
    this.#state = 'up';
    this.#ringing.cancel();
    this.#session = session;
    session.localSdp = this.call.invite.offer;
    session.noteAllow(response);
    session.refreshed(termsOfAnswer(response));
    this.#forks.discardEarly();
    this.events.emit('answered', sdp);
  }

  /** Ends a dialog that is not the call's own. */
  #endFork(session: Session, reason: HangupReason): void {
    session.bye(reason, { by: 'local', status: reason.q850, text: reason.text });
  }

  #failed(outcome: Outcome): void {
    this.#forks.discardEarly();
    if (this.#state !== 'calling') return;
    switch (outcome.kind) {
      case 'response': {
        const { status, reason } = outcome.response;
        this.ended({ by: 'remote-reject', status, text: reason });
        return;
      }
      case 'timeout':
        this.ended({ by: 'timeout', status: 408, text: 'no response' });
        return;
      case 'transport':
        this.ended({ by: 'transport', status: null, text: outcome.error.message });
    }
  }
}
