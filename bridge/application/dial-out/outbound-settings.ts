/** How the calls that conferences make leave us. */
export interface OutboundSettings {
  /** Where calls go: a SIP URI without user, e.g. `sip:carrier.example`. */
  readonly gateway: string;
  /** The trunk whose credentials are used; null for none. */
  readonly trunk: string | null;
  /** What the called ones see; null: the trunk's own number. */
  readonly callerNumber: string | null;
  /** The gateway is on a public network. */
  readonly isPublic: boolean;
  /** How long it may ring. */
  readonly ringMs: number;
  /** How often the invitation is said, where no key is pressed. */
  readonly invitations: number;
  readonly mediaTimeoutMs: number;
}
