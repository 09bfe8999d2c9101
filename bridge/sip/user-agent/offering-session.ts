import type { HangupReason, LegEnd, OfferResponder } from '../../ports/signalling.js';
import type { Dialog } from '../dialog/dialog.js';
import type { Body, ResponseOptions } from '../message/build.js';
import type { SipRequest, SipResponse } from '../message/types.js';
import type { ServerTransaction } from '../transaction/server-transaction.js';
import type { Peer } from '../transport/types.js';
import type { HeaderList } from './capabilities.js';
import type { UserAgentContext } from './context.js';
import type { SessionTimerTerms } from './session-timer-terms.js';

/** The session that offers are made in, as they use it. */
export interface OfferingSession {
  readonly context: UserAgentContext;
  readonly dialog: Dialog;
  /** True when our INVITE made the dialog: we own the Call-ID (RFC 3261 §14.1). */
  readonly weCalled: boolean;
  readonly ended: boolean;
  readonly delegate: {
    offered(offer: string | null, respond: OfferResponder): void;
    answered(sdp: string): void;
  };
  readonly timer: { readonly terms: SessionTimerTerms | null };
  /** The last description we sent. */
  localSdp: string | null;
  contact(): string;
  destination(): Promise<Peer>;
  build(method: string, headers: HeaderList, body?: Body, cseq?: number): SipRequest;
  canAnswer(response: SipResponse, request: SipRequest): boolean;
  respond(transaction: ServerTransaction, status: number, options?: ResponseOptions): void;
  noteAllow(message: SipRequest | SipResponse): void;
  refreshed(terms: SessionTimerTerms | null): void;
  bye(reason: HangupReason, end: LegEnd): void;
}
