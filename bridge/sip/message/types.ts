/**
 * SIP messages as data (RFC 3261 §7). Parsing and serializing live beside this file.
 */

/** RFC 3261 §19.1. Escapes are decoded in `user`, `password`, parameters and headers. */
export interface SipUri {
  /** `other`: a scheme that we only carry (RFC 4475 §3.3.4), e.g. `urn:service:sos`. */
  readonly scheme: 'sip' | 'sips' | 'tel' | 'other';
  /**
   * The subscriber of a `tel:` URI (RFC 3966) is kept here too, and the whole text, scheme
   * included, of a URI whose scheme is `other`.
   */
  readonly user: string | null;
  readonly password: string | null;
  /** Without brackets for IPv6; empty for `tel:` and `other`. */
  readonly host: string;
  readonly port: number | null;
  /** Names in lower case; null for a parameter with no value. */
  readonly params: ReadonlyMap<string, string | null>;
  readonly headers: ReadonlyMap<string, string>;
}

/** From, To, Contact, Route, Record-Route, P-Asserted-Identity, Diversion … (RFC 3261 §20.10). */
export interface NameAddr {
  readonly displayName: string | null;
  readonly uri: SipUri;
  /** Header parameters, e.g. `tag`, `expires`; names in lower case. */
  readonly params: ReadonlyMap<string, string | null>;
}

/** RFC 3261 §20.42, RFC 3581. */
export interface Via {
  /** `UDP`, `TCP`, `TLS` … in upper case. */
  readonly transport: string;
  readonly host: string;
  readonly port: number | null;
  readonly params: ReadonlyMap<string, string | null>;
}

export interface CSeq {
  readonly sequence: number;
  readonly method: string;
}

/**
 * Header fields in order. Names are matched without regard to case or compact form (§7.3.3);
 * `name` below is always the canonical long form, e.g. `Call-ID`, `Via`.
 */
export interface Headers {
  /** The first value of a header, unfolded and trimmed. */
  get(name: string): string | null;
  /** All values, in order; comma-separated lists are split where the header allows lists. */
  all(name: string): readonly string[];
  has(name: string): boolean;
  /** Replaces all values of the header. */
  set(name: string, ...values: string[]): void;
  append(name: string, value: string): void;
  prepend(name: string, value: string): void;
  remove(name: string): void;
  entries(): Iterable<readonly [name: string, value: string]>;
  clone(): Headers;
}

interface MessageBase {
  readonly headers: Headers;
  body: Buffer;
  // What every message has, parsed once (§8.1.1). A message that lacks one does not parse.
  readonly callId: string;
  readonly cseq: CSeq;
  readonly from: NameAddr;
  readonly to: NameAddr;
  /** The topmost Via. */
  readonly via: Via;
}

export interface SipRequest extends MessageBase {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: SipUri;
}

export interface SipResponse extends MessageBase {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
}

export type SipMessage = SipRequest | SipResponse;
