/**
 * Whose offer is under way in a dialog. Offers are made one at a time, whoever makes them (RFC 3261
 * §14, RFC 3311 §5, RFC 6337 §2):
 *
 *                 our re-INVITE is sent             their INVITE or UPDATE
 *                 ┌──────────────────── idle ────────────────────┐
 *                 │                    ▲ ▲ │                     │
 *                 ▼     final response │ │ │ our 2xx to an       ▼
 *            local-offer ──────────────┘ │ │ INVITE without   remote-offer
 *                                        │ │ one              (the application answers)
 *                          ACK with its  │ ▼                     │
 *                          answer    offer-in-2xx                │
 *                                        │   our response        │
 *                                      idle ◀────────────────────┘
 *
 * A 491 ends our offer: while we wait to make it again (§14.1), theirs may come. Besides, a 2xx of
 * ours that still waits for its ACK holds our next INVITE back, and no offer of theirs.
 */
export type OfferState = 'idle' | 'local-offer' | 'remote-offer' | 'offer-in-2xx';

/** What becomes of an offer of theirs that comes now. */
export type RemoteOfferVerdict =
  | 'present'
  /** §14.2: one of ours is under way; 491. */
  | 'glare'
  /** §14.2: their last one waits for its answer; 500 with Retry-After. */
  | 'too-soon';

const verdicts: Readonly<Record<OfferState, RemoteOfferVerdict>> = {
  idle: 'present',
  'local-offer': 'glare',
  'offer-in-2xx': 'glare',
  'remote-offer': 'too-soon',
};

export class OfferExchange {
  #state: OfferState = 'idle';
  /** A 2xx of ours to an INVITE waits for its ACK. */
  ackAwaited = false;
  /** Makes our next offer, if one waits. */
  readonly #whenFree: () => void;

  constructor(whenFree: () => void) {
    this.#whenFree = whenFree;
  }

  /** Whether we may send an INVITE or a refresh. */
  get isFree(): boolean {
    return this.#state === 'idle' && !this.ackAwaited;
  }

  get remoteVerdict(): RemoteOfferVerdict {
    return verdicts[this.#state];
  }

  begin(state: Exclude<OfferState, 'idle'>): void {
    if (this.#state !== 'idle') throw new Error(`${state} during ${this.#state}`);
    this.#state = state;
  }

  /** Nothing, where it has ended already. */
  end(state: Exclude<OfferState, 'idle'>): void {
    if (this.#state === state) this.#state = 'idle';
  }

  /** Called when all that belongs to an offer of theirs has been sent: ours may follow. */
  giveTurn(): void {
    if (this.isFree) this.#whenFree();
  }
}
