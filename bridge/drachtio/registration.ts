import { describeError } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import type { Clock, Timer } from '../ports/clock.js';
import type { Random } from '../ports/random.js';
import { formatUri, parseUri, sipUri } from '../sip/message/uri.js';
import type { SipResponse, SipUri } from '../sip/message/types.js';
import {
  demandedSeconds,
  grantedSeconds,
  refreshDelayMs,
  retryAfterSeconds,
  retryDelayMs,
} from '../sip/registration/timing.js';
import { newCallId, newTag } from '../sip/transaction/identifiers.js';
import { plainAddress } from '../sip/trunk/address-list.js';
import type { RegistrationSettings, Trunk } from '../sip/trunk/trunk.js';
import type { DrachtioLink } from './link.js';
import { sipResponseOf } from './messages.js';

export interface RegistrationDependencies {
  readonly link: DrachtioLink;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly count: (counter: string) => void;
}

const usualExpiresSeconds = 600;
/** A 423 is answered once, by asking for as much as it demands. */
const mostAttempts = 2;

/** Keeps one address of record registered with a provider (RFC 3261 §10.2), through drachtio. */
export class DrachtioRegistration {
  readonly trunk: Trunk;
  readonly #deps: RegistrationDependencies;
  readonly #settings: RegistrationSettings;
  readonly #callId: string;
  readonly #tag: string;
  /** Marks our Contact, so that a call that comes back to it is known as the trunk's. */
  readonly #line: string;
  #sequence: number;
  #expiresSeconds: number;
  #address: string | null = null;
  #timer: Timer | null = null;
  #failures = 0;
  #registered = false;
  #closed = false;

  constructor(trunk: Trunk, settings: RegistrationSettings, deps: RegistrationDependencies) {
    const { random } = deps;
    this.trunk = trunk;
    this.#settings = settings;
    this.#deps = deps;
    this.#callId = newCallId(random);
    this.#tag = newTag(random);
    this.#line = newTag(random);
    this.#sequence = 1 + random.below(2 ** 16);
    this.#expiresSeconds = settings.expiresSeconds ?? usualExpiresSeconds;
  }

  /** Whether a call is for this registration: it names our Contact, or is the registrar's own. */
  owns(uri: SipUri, address: string): boolean {
    if (!this.#registered) return false;
    return uri.params.get('line') === this.#line || this.#address === plainAddress(address);
  }

  start(): void {
    this.#register().catch((error: unknown) => this.#retry(describeError(error), null));
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#timer?.cancel();
    if (!this.#registered) return;
    this.#registered = false;
    await this.#ask(0).catch(() => undefined);
  }

  async #register(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const asked = this.#expiresSeconds;
      const response = await this.#ask(asked);
      if (this.#closed) return;
      const demanded = response.status === 423 ? demandedSeconds(response) : null;
      if (demanded !== null && demanded > asked && attempt < mostAttempts) {
        this.#expiresSeconds = demanded;
      } else if (response.status >= 300) {
        this.#retry(`${response.status} ${response.reason}`, retryAfterSeconds(response));
        return;
      } else {
        this.#succeeded(grantedSeconds(response, this.#line, asked));
        return;
      }
    }
  }

  /** @throws PartylineError `call-failed`, `request-timeout` */
  async #ask(expiresSeconds: number): Promise<SipResponse> {
    const { registrar, addressOfRecord } = this.#settings;
    const { credentials } = this.trunk.settings;
    const user = parseUri(addressOfRecord)?.user ?? 'bridge';
    const params = new Map([['line', this.#line]]);
    const sequence = this.#sequence;
    // drachtio-srf counts one more where it answers a challenge.
    this.#sequence += 2;
    const { response } = await this.#deps.link.ask(registrar, {
      method: 'REGISTER',
      headers: {
        From: `<${addressOfRecord}>;tag=${this.#tag}`,
        To: `<${addressOfRecord}>`,
        'Call-ID': this.#callId,
        CSeq: `${sequence} REGISTER`,
        // drachtio puts its own address in the place of `localhost`.
        Contact: `<${formatUri(sipUri({ user, host: 'localhost', params }))}>`,
        Expires: String(expiresSeconds),
      },
      ...(credentials === undefined ? {} : { auth: credentials }),
    });
    this.#address = plainAddress(response.source_address);
    return sipResponseOf(response);
  }

  #succeeded(granted: number): void {
    if (granted === 0) {
      this.#retry('the registrar removed the registration', null);
      return;
    }
    if (!this.#registered) {
      this.#deps.logger.info({ trunk: this.trunk.name, granted }, 'registered with the provider');
    }
    this.#registered = true;
    this.#failures = 0;
    this.#again(refreshDelayMs(granted));
  }

  #retry(why: string, retryAfter: number | null): void {
    if (this.#closed) return;
    this.#registered = false;
    this.#failures++;
    const { logger, random, count } = this.#deps;
    count('registration-failures');
    const { name } = this.trunk;
    logger.warn({ trunk: name, error: why, failures: this.#failures }, 'registration failed');
    const delayMs = retryDelayMs(this.#failures, random.below(1000) / 1000);
    this.#again(Math.max(delayMs, (retryAfter ?? 0) * 1000));
  }

  #again(delayMs: number): void {
    const { clock } = this.#deps;
    this.#timer = clock.after(delayMs, 'drachtio registration', () => this.start());
  }
}
