import type { Listenable } from '../kernel/events.js';

/**
 * Signalling sets calls up and takes them down. It carries session descriptions as opaque text
 * (third-party call control): the media server makes them, the application passes them on.
 *
 * A leg is our side of one dialog. Adapters: `bridge/sip` (embedded), `bridge/drachtio`.
 */
export interface Signalling {
  /**
   * Starts to listen. Each new call is given to `onCall`, which must answer or reject it.
   * @returns the addresses that callers can dial.
   * @throws PartylineError `port-in-use`, `bad-config`
   */
  start(onCall: (leg: InboundLeg) => void): Promise<readonly SignallingAddress[]>;

  /** Starts an outgoing call with our SDP offer; follow it through the leg's events. */
  call(target: CallTarget, offer: string): OutboundLeg;

  /** While draining, new calls get 503 with Retry-After; calls in progress go on. */
  setDraining(draining: { readonly retryAfterSeconds: number } | null): void;

  status(): SignallingStatus;

  /** Ends every leg with BYE or CANCEL, waits a moment for the answers, and frees all sockets. */
  close(): Promise<void>;
}

export type TransportName = 'udp' | 'tcp' | 'tls';

export interface SignallingAddress {
  readonly transport: TransportName;
  readonly host: string;
  readonly port: number;
}

export interface SignallingStatus {
  readonly legs: number;
  readonly transactions: number;
  /** Counters since start, by stable name, e.g. `malformed`, `rate-limited`, `unknown-trunk`. */
  readonly counters: Readonly<Record<string, number>>;
}

/** Where the dialled number was found, best first (A2). */
export type DialledSource = 'request-uri' | 'p-called-party-id' | 'to' | 'diversion';

export interface CallParties {
  /** The caller: E.164 where it can be derived, else as sent; null when withheld. */
  readonly callerNumber: string | null;
  readonly callerName: string | null;
  /** The user part of the number dialled: E.164 where it can be derived, else as sent. */
  readonly dialledNumber: string;
  /** Every candidate in order, for a lookup among access numbers and room numbers. */
  readonly dialledCandidates: readonly {
    readonly source: DialledSource;
    readonly number: string;
  }[];
}

export interface LegSource {
  readonly transport: TransportName;
  readonly address: string;
  readonly port: number;
  /** Our own address that faces the caller, never a wildcard: where its media should come too. */
  readonly localAddress: string;
  /** The caller is on a public network: behind NAT we must give it our public address. */
  readonly isPublic: boolean;
  /** The trunk (by name) or the authenticated user that the call came from; null if neither. */
  readonly trunk: string | null;
  readonly user: string | null;
}

/** Why a leg ended. `status` and `text` are the final SIP response or the Reason header's. */
export type LegEnd =
  | { readonly by: 'remote-bye'; readonly status: number | null; readonly text: string }
  | { readonly by: 'remote-cancel'; readonly status: null; readonly text: string }
  | { readonly by: 'remote-reject'; readonly status: number; readonly text: string }
  | { readonly by: 'local'; readonly status: number | null; readonly text: string }
  | { readonly by: 'no-ack'; readonly status: null; readonly text: string }
  | { readonly by: 'session-timer'; readonly status: null; readonly text: string }
  | { readonly by: 'timeout'; readonly status: 408; readonly text: string }
  | { readonly by: 'transport'; readonly status: null; readonly text: string };

/** Why we end a leg; carried in the Reason header (RFC 3326). */
export interface HangupReason {
  /** A Q.850 cause, e.g. 16 normal clearing, 41 temporary failure, 102 timer expiry. */
  readonly q850: number;
  readonly text: string;
}

export type LegEvents = {
  /** Once, whatever the cause; nothing follows. */
  ended: [end: LegEnd];
  /**
   * The far end changes the session (re-INVITE or UPDATE). `offer` is null when it asks for ours.
   * Answer exactly once with `accept(sdp)`, or `refuse()` (488), which leaves the session as it was.
   */
  offer: [offer: string | null, respond: OfferResponder];
  /**
   * The far end's answer where our description was the offer: to an offerless INVITE in ACK or
   * PRACK; to our own INVITE in a provisional response (early media), before `answered`.
   */
  answer: [sdp: string];
  /** A key by SIP INFO (application/dtmf-relay or application/dtmf). */
  key: [key: string, durationMs: number];
};

export interface OfferResponder {
  accept(sdp: string): void;
  refuse(warning: string): void;
}

export interface Leg {
  readonly id: string;
  readonly callId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly parties: CallParties;
  readonly events: Listenable<LegEvents>;
  /**
   * Sends a re-INVITE with our new offer.
   * @returns the far end's answer.
   * @throws PartylineError `call-failed` (refused), `request-timeout`, `call-gone`
   */
  reoffer(offer: string): Promise<string>;
  /** Ends the leg by BYE, CANCEL or a final response, as its state asks. Idempotent. */
  hangUp(reason: HangupReason): void;
}

export interface InboundLeg extends Leg {
  readonly direction: 'inbound';
  readonly source: LegSource;
  /** The caller's offer; null for an offerless INVITE. */
  readonly offer: string | null;
  /** 180, or 183 when a description is given (early media). */
  progress(sdp?: string): void;
  /**
   * Sends 200 with our description and resolves when the ACK has come.
   * @throws PartylineError `call-gone` when the caller left first, or no ACK came
   */
  answer(sdp: string): Promise<void>;
  reject(status: number, options?: RejectOptions): void;
}

export interface RejectOptions {
  readonly reason?: string;
  readonly retryAfterSeconds?: number;
  /** RFC 3261 §20.43 warn-text; sent as code 399, or 305 with 488. */
  readonly warning?: string;
}

export interface CallTarget {
  /** A SIP URI, e.g. `sip:+3225551234@carrier.example`. */
  readonly uri: string;
  readonly callerNumber?: string;
  readonly callerName?: string;
  /** Credentials and outbound proxy of a configured trunk. */
  readonly trunk?: string;
}

export type OutboundLegEvents = LegEvents & {
  ringing: [];
  /** 200 with the far end's answer; the leg is up. */
  answered: [sdp: string];
};

export interface OutboundLeg extends Leg {
  readonly direction: 'outbound';
  readonly events: Listenable<OutboundLegEvents>;
}
