import { describeError, PartylineError } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import type { Clock, Timer } from '../../ports/clock.js';
import type { Random } from '../../ports/random.js';
import type { DigestClient } from '../digest/client.js';
import { locate, type Resolver } from '../locate.js';
import { createRequest } from '../message/build.js';
import { parseUri, formatUri, sipUri } from '../message/uri.js';
import type { SipRequest, SipResponse, SipUri } from '../message/types.js';
import { newBranch, newCallId, newTag } from '../transaction/identifiers.js';
import type { TransactionLayer } from '../transaction/layer.js';
import { outcomeStatus, sendAndWait, type Outcome } from '../transaction/request-outcome.js';
import { plainAddress } from '../trunk/address-list.js';
import type { RegistrationSettings } from '../trunk/trunk.js';
import type { Peer, TransportLayer } from '../transport/types.js';
import {
  demandedSeconds,
  grantedSeconds,
  refreshDelayMs,
  retryAfterSeconds,
  retryDelayMs,
} from './timing.js';

export interface RegistrationContext {
  readonly transactions: TransactionLayer;
  readonly transport: TransportLayer;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly resolver: Resolver;
  count(counter: string): void;
}

const usualExpiresSeconds = 600;
/** One REGISTER is sent again at most this often at once: challenge, stale nonce, 423. */
const maxAttempts = 4;

/** Keeps one address of record registered with a provider (RFC 3261 §10.2). */
export class Registration {
  readonly #registrar: SipUri;
  readonly #addressOfRecord: SipUri;
  readonly #callId: string;
  readonly #tag: string;
  /** Marks our Contact, so that a call that comes back to it is known as the trunk's. */
  readonly #line: string;
  #sequence: number;
  #expiresSeconds: number;
  #failures = 0;
  #registered = false;
  #addresses: ReadonlySet<string> = new Set();
  #timer: Timer | null = null;
  #closed = false;

  /** @throws PartylineError `bad-config` where an address is no SIP URI */
  constructor(
    private readonly context: RegistrationContext,
    settings: RegistrationSettings,
    private readonly digest: DigestClient | null,
  ) {
    const { random } = context;
    this.#registrar = sipAddress(settings.registrar);
    this.#addressOfRecord = sipAddress(settings.addressOfRecord);
    this.#expiresSeconds = settings.expiresSeconds ?? usualExpiresSeconds;
    this.#callId = newCallId(random);
    this.#tag = newTag(random);
    this.#line = newTag(random);
    this.#sequence = 1 + random.below(2 ** 16);
  }

  get registered(): boolean {
    return this.#registered;
  }

  /** Whether a call is for this registration: it names our Contact, or is the registrar's own. */
  owns(uri: SipUri, address: string): boolean {
    if (!this.#registered) return false;
    return uri.params.get('line') === this.#line || this.#addresses.has(plainAddress(address));
  }

  start(): void {
    this.#register().catch((error: unknown) => this.#retry(describeError(error), null));
  }

  /** Takes the registration back; waits for the registrar no longer than a transaction lasts. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#timer?.cancel();
    if (!this.#registered) return;
    this.#registered = false;
    await this.#send(0);
  }

  async #register(): Promise<void> {
    const asked = this.#expiresSeconds;
    const outcome = await this.#send(asked);
    if (this.#closed) return;
    if (outcome.kind !== 'response') {
      this.#retry(outcome.kind === 'timeout' ? 'no answer' : outcome.error.message, null);
      return;
    }
    const { response } = outcome;
    if (response.status >= 300) {
      this.#retry(`${response.status} ${response.reason}`, retryAfterSeconds(response));
      return;
    }
    this.#succeeded(grantedSeconds(response, this.#line, asked));
  }

  #succeeded(granted: number): void {
    if (granted === 0) {
      this.#retry('the registrar removed the registration', null);
      return;
    }
    if (!this.#registered) {
      this.context.logger.info({ expiresSeconds: granted }, 'registered with the provider');
    }
    this.#registered = true;
    this.#failures = 0;
    this.#again(refreshDelayMs(granted));
  }

  #retry(why: string, retryAfter: number | null): void {
    if (this.#closed) return;
    this.#failures++;
    this.#registered = false;
    this.context.count('registration-failures');
    this.context.logger.warn({ error: why, failures: this.#failures }, 'registration failed');
    const fraction = this.context.random.below(1000) / 1000;
    const delayMs = retryDelayMs(this.#failures, fraction);
    this.#again(Math.max(delayMs, (retryAfter ?? 0) * 1000));
  }

  #again(delayMs: number): void {
    this.#timer = this.context.clock.after(delayMs, 'sip registration', () => this.start());
  }

  /** Sends REGISTER, again as challenges and 423 ask, to one registrar after the other. */
  async #send(expiresSeconds: number): Promise<Outcome> {
    const peers = await locate(this.#registrar, this.context.resolver);
    if (peers.length === 0) {
      return { kind: 'transport', error: new Error('no address for the registrar') };
    }
    let outcome: Outcome = { kind: 'timeout' };
    for (const peer of peers) {
      outcome = await this.#sendTo(peer, expiresSeconds);
      const status = outcomeStatus(outcome);
      if (outcome.kind === 'response' && status !== 503) {
        this.#addresses = new Set(peers.map(({ address }) => plainAddress(address)));
        break;
      }
    }
    return outcome;
  }

  async #sendTo(peer: Peer, expiresSeconds: number): Promise<Outcome> {
    let asked = expiresSeconds;
    for (let attempt = 1; ; attempt++) {
      const request = this.#build(peer, asked);
      const outcome = await sendAndWait(this.context.transactions, request, peer);
      if (outcome.kind !== 'response' || attempt === maxAttempts) return outcome;
      const longer = this.#mend(outcome.response, request, asked);
      if (longer === null) return outcome;
      asked = longer;
    }
  }

  /** What to ask for next time [s], where the refusal says how to do better; else null. */
  #mend(response: SipResponse, request: SipRequest, asked: number): number | null {
    switch (response.status) {
      case 401:
      case 407:
        return (this.digest?.answer(response, request) ?? null) === null ? null : asked;
      case 423: {
        const demanded = demandedSeconds(response);
        if (demanded === null || demanded <= asked) return null;
        this.#expiresSeconds = demanded;
        return demanded;
      }
      default:
        return null;
    }
  }

  #build(peer: Peer, expiresSeconds: number): SipRequest {
    const { host, port } = this.context.transport.localFor(peer);
    const params = new Map<string, string | null>([['line', this.#line]]);
    if (peer.transport !== 'udp') params.set('transport', peer.transport);
    const { user } = this.#addressOfRecord;
    const address = `<${formatUri(this.#addressOfRecord)}>`;
    const request = createRequest({
      method: 'REGISTER',
      uri: this.#registrar,
      from: `${address};tag=${this.#tag}`,
      to: address,
      callId: this.#callId,
      cseq: this.#sequence++,
      branch: newBranch(this.context.random),
      headers: [
        ['Contact', `<${formatUri(sipUri({ user, host, port, params }))}>`],
        ['Expires', String(expiresSeconds)],
      ],
    });
    for (const [name, value] of this.digest?.authorize(request) ?? []) {
      request.headers.append(name, value);
    }
    return request;
  }
}

function sipAddress(text: string): SipUri {
  const uri = parseUri(text);
  if (uri === null || (uri.scheme !== 'sip' && uri.scheme !== 'sips')) {
    throw new PartylineError('bad-config', `not a SIP address: ${text}`, {
      mend: 'Write it as sip:user@host or sip:host.',
    });
  }
  return uri;
}
