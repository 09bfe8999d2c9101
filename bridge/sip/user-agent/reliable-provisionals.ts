import type { ResponseOptions } from '../message/build.js';
import type { ServerTransaction } from '../transaction/server-transaction.js';
import { AwaitedAck } from './awaited-ack.js';
import type { Session } from './session.js';

interface Provisional {
  readonly sequence: number;
  /** What the PRACK's body, if any, answers. */
  readonly ourOffer: boolean;
  readonly awaited: AwaitedAck;
}

/** The UAS's side of RFC 3262: each 18x is repeated until its PRACK, one at a time. */
export class ReliableProvisionals {
  #sequence: number;
  #outstanding: Provisional | null = null;
  readonly #queue: (() => void)[] = [];

  constructor(
    private readonly session: Session,
    private readonly invite: ServerTransaction,
    private readonly onUnacknowledged: () => void,
  ) {
    // §3: the first RSeq is drawn between 1 and 2^31 − 1; there is room for many after it.
    this.#sequence = 1 + session.context.random.below(2 ** 30);
  }

  send(status: number, options: ResponseOptions, ourOffer: boolean): void {
    this.whenSettled(() => this.#transmit(status, options, ourOffer));
  }

  /** Runs `action` once every provisional response sent so far has been acknowledged. */
  whenSettled(action: () => void): void {
    if (this.#outstanding === null) action();
    else this.#queue.push(action);
  }

  /** Answers a PRACK (§3, end): 481 where it acknowledges nothing of ours. */
  prack(transaction: ServerTransaction): void {
    const { request } = transaction;
    const acknowledged = (request.headers.get('RAck') ?? '').trim().split(/\s+/);
    const { sequence, method } = this.invite.request.cseq;
    const outstanding = this.#outstanding;
    if (
      outstanding === null ||
      Number(acknowledged[0]) !== outstanding.sequence ||
      Number(acknowledged[1]) !== sequence ||
      acknowledged[2] !== method
    ) {
      this.session.respond(transaction, 481);
      return;
    }
    outstanding.awaited.stop();
    this.#outstanding = null;
    this.session.respond(transaction, 200);
    if (outstanding.ourOffer && request.body.length > 0) {
      this.session.delegate.answered(request.body.toString('utf8'));
    }
    while (this.#queue.length > 0 && this.#acknowledgedAll) this.#queue.shift()?.();
  }

  stop(): void {
    this.#outstanding?.awaited.stop();
    this.#outstanding = null;
    this.#queue.length = 0;
  }

  get #acknowledgedAll(): boolean {
    return this.#outstanding === null;
  }

  #transmit(status: number, options: ResponseOptions, ourOffer: boolean): void {
    const { clock, times } = this.session.context;
    const sequence = this.#sequence++;
    const transmit = () =>
      this.session.respond(this.invite, status, {
        ...options,
        headers: [...(options.headers ?? []), ['Require', '100rel'], ['RSeq', String(sequence)]],
      });
    // §3: intervals double without a ceiling.
    const awaited = new AwaitedAck(clock, times, 64 * times.t1Ms, transmit, () => {
      this.stop();
      this.onUnacknowledged();
    });
    this.#outstanding = { sequence, ourOffer, awaited };
    awaited.start('sip 18x until PRACK');
    transmit();
  }
}
