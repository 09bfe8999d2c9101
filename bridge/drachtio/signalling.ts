import type { Socket } from 'node:net';
import { describeError, PartylineError } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import type { Clock } from '../ports/clock.js';
import type {
  CallTarget,
  HangupReason,
  InboundLeg,
  OutboundLeg,
  Signalling,
  SignallingAddress,
  SignallingStatus,
} from '../ports/signalling.js';
import type { Random } from '../ports/random.js';
import type { SipRequest } from '../sip/message/types.js';
import { parseUri } from '../sip/message/uri.js';
import { callParties, phoneRules } from '../sip/trunk/parties.js';
import { Trunk, type TrunkSettings, type UnknownSourcePolicy } from '../sip/trunk/trunk.js';
import { accept, capabilityHeaders } from '../sip/user-agent/capabilities.js';
import { inspect } from '../sip/user-agent/request-checks.js';
import { type SessionTimerSettings, timerVerdict } from '../sip/user-agent/session-timer-terms.js';
import { Admission, type Admitted, type Users } from './admission.js';
import { DrachtioInboundLeg, type InboundInvite } from './inbound-leg.js';
import type { DrachtioLeg, LegDependencies } from './leg.js';
import { type DrachtioSettings, DrachtioLink } from './link.js';
import { respond, sipRequestOf } from './messages.js';
import { Orphans } from './orphans.js';
import { DrachtioOutboundLeg } from './outbound-leg.js';
import { DrachtioRegistration } from './registration.js';
import { addressesOf, sourceOf } from './source.js';
import type { SrfRequest, SrfResponder } from './srf.js';

export interface DrachtioSignallingOptions {
  readonly drachtio: DrachtioSettings;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly trunks?: readonly TrunkSettings[];
  /** `accept-local` by default. */
  readonly unknownSource?: UnknownSourcePolicy;
  readonly users?: Users;
  readonly sessionTimer?: SessionTimerSettings;
  /** Legs at once; 2000 by default. */
  readonly maxLegs?: number;
  /** An outgoing call that nobody answers is cancelled after this [ms]; 180 000 by default. */
  readonly ringTimeoutMs?: number;
}

const shuttingDown: HangupReason = { q850: 41, text: 'the bridge is shutting down' };
const closeWithinMs = 2_000;
const retryAfterFullSeconds = 10;

/** The Signalling port on drachtio-server, which has the sockets, the transactions and the timers. */
export function createDrachtioSignalling(options: DrachtioSignallingOptions): Signalling {
  return new DrachtioSignalling(options);
}

class DrachtioSignalling implements Signalling {
  readonly #options: DrachtioSignallingOptions;
  readonly #link: DrachtioLink;
  readonly #trunks: readonly Trunk[];
  readonly #admission: Admission;
  readonly #sessionTimer: SessionTimerSettings;
  readonly #registrations: readonly DrachtioRegistration[];
  readonly #legs = new Set<DrachtioLeg>();
  readonly #orphans: Orphans;
  readonly #byDialog = new Map<string, DrachtioLeg>();
  readonly #counters: Record<string, number> = {};
  #addresses: readonly SignallingAddress[] = [];
  #onCall: ((leg: InboundLeg) => void) | null = null;
  #draining: { readonly retryAfterSeconds: number } | null = null;
  #closing: Promise<void> | null = null;

  constructor(options: DrachtioSignallingOptions) {
    this.#options = options;
    const { clock, logger } = options;
    this.#trunks = (options.trunks ?? []).map((settings) => new Trunk(settings));
    this.#sessionTimer = options.sessionTimer ?? { expiresSeconds: 1800, minimumSeconds: 90 };
    this.#admission = new Admission({
      trunks: this.#trunks,
      unknownSource: options.unknownSource ?? 'accept-local',
      users: options.users,
      registeredFor: (uri, address) =>
        this.#registrations.find((one) => one.owns(uri, address))?.trunk ?? null,
      clock,
      random: options.random,
      count: (counter) => this.#count(counter),
    });
    this.#link = new DrachtioLink(
      options.drachtio,
      { clock, logger },
      {
        request: (...received) => this.#received(...received),
        connected: (hostPorts, again) => this.#connected(hostPorts, again),
        lost: (connection) => this.#lost(connection),
      },
    );
    this.#orphans = new Orphans({ clock, logger });
    const count = (counter: string): void => this.#count(counter);
    this.#registrations = this.#trunks.flatMap((trunk) => {
      const { registration } = trunk.settings;
      if (registration === undefined) return [];
      return [new DrachtioRegistration(trunk, registration, { ...this.#deps(), count })];
    });
  }

  async start(onCall: (leg: InboundLeg) => void): Promise<readonly SignallingAddress[]> {
    this.#onCall = onCall;
    await this.#link.start();
    for (const registration of this.#registrations) registration.start();
    return this.#addresses;
  }

  call(target: CallTarget, offer: string): OutboundLeg {
    const uri = parseUri(target.uri);
    if (uri === null || (uri.scheme !== 'sip' && uri.scheme !== 'sips')) {
      throw new PartylineError('bad-value', `not a SIP address: ${target.uri}`);
    }
    const trunk = this.#trunks.find(({ name }) => name === target.trunk) ?? null;
    if (target.trunk !== undefined && trunk === null) {
      throw new PartylineError('bad-value', `no trunk ${target.trunk}`);
    }
    const ringTimeoutMs = this.#options.ringTimeoutMs ?? 180_000;
    const leg = new DrachtioOutboundLeg({ target, trunk, offer, ringTimeoutMs }, this.#deps());
    this.#legs.add(leg);
    return leg;
  }

  setDraining(draining: { readonly retryAfterSeconds: number } | null): void {
    this.#draining = draining;
  }

  status(): SignallingStatus {
    return { legs: this.#legs.size, transactions: 0, counters: { ...this.#counters } };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#draining ??= { retryAfterSeconds: 30 };
    const farewells = [...this.#legs].map((leg) => leg.farewell(shuttingDown));
    const registrations = this.#registrations.map((registration) => registration.close());
    await new Promise<void>((resolve) => {
      const deadline = this.#options.clock.after(closeWithinMs, 'drachtio close', resolve);
      void Promise.allSettled([...farewells, ...registrations]).then(() => {
        deadline.cancel();
        resolve();
      });
    });
    this.#orphans.close();
    this.#link.close();
  }

  #connected(hostPorts: string, again: boolean): void {
    this.#addresses = addressesOf(hostPorts);
    // Its dialogs outlive the connection, but not the process.
    if (again) this.#orphans.probe();
  }

  #lost(connection: Socket | null): void {
    if (connection === null) this.#count('drachtio-lost');
    for (const leg of [...this.#legs]) {
      if (leg.connection !== connection) continue;
      leg.linkLost();
      if (this.#legs.has(leg)) this.#orphans.add(leg);
    }
  }

  /** Bad input never takes the process down: whatever a message does to us ends here. */
  #received(request: SrfRequest, responder: SrfResponder, connection: Socket | null): void {
    try {
      const leg = this.#byDialog.get(request.stackDialogId ?? '');
      if (leg !== undefined) leg.received(request, responder);
      else this.#receivedOutsideDialog(request, responder, connection);
      this.#release(connection);
    } catch (error) {
      this.#count('internal-errors');
      this.#options.logger.error({ error: describeError(error) }, 'a SIP message failed');
    }
  }

  #receivedOutsideDialog(
    request: SrfRequest,
    responder: SrfResponder,
    connection: Socket | null,
  ): void {
    if (request.method === 'ACK' || request.source === 'application') return;
    const message = sipRequestOf(request);
    if (message === null) {
      this.#count('malformed');
      respond(responder, 400);
      return;
    }
    const admitted = this.#admission.admit(request, message, responder);
    if (admitted === null) return;
    const refusal = inspect(message);
    if (refusal !== null) {
      respond(responder, refusal.status, refusal.headers);
    } else if (this.#draining !== null) {
      this.#count('refused-draining');
      respond(responder, 503, [['Retry-After', String(this.#draining.retryAfterSeconds)]]);
    } else if (message.method === 'OPTIONS') {
      respond(responder, 200, [...capabilityHeaders, ['Accept', accept]]);
    } else if (this.#legs.size >= (this.#options.maxLegs ?? 2000)) {
      this.#count('legs-full');
      respond(responder, 503, [['Retry-After', String(retryAfterFullSeconds)]]);
    } else {
      this.#take({ request, responder, connection }, message, admitted);
    }
  }

  #take(
    received: Pick<InboundInvite, 'request' | 'responder' | 'connection'>,
    message: SipRequest,
    admitted: Admitted,
  ): void {
    const { request, responder } = received;
    const timer = timerVerdict(message, this.#sessionTimer);
    if (timer.kind === 'too-small') {
      respond(responder, 422, [['Min-SE', String(this.#sessionTimer.minimumSeconds)]]);
      return;
    }
    const leg = new DrachtioInboundLeg(
      {
        ...received,
        callId: message.callId,
        parties: callParties(message, admitted.trunk?.rules ?? phoneRules),
        source: sourceOf(request, admitted),
        timerHeaders: timer.headers,
      },
      this.#deps(),
    );
    this.#legs.add(leg);
    try {
      this.#onCall?.(leg);
    } catch (error) {
      this.#options.logger.error({ error: describeError(error) }, 'the call could not be taken');
      leg.reject(500);
    }
  }

  #deps(): LegDependencies {
    const { clock, random, logger } = this.#options;
    return {
      link: this.#link,
      clock,
      random,
      logger,
      onDialog: (dialogId, leg) => this.#byDialog.set(dialogId, leg),
      onEnded: (leg) => {
        this.#legs.delete(leg);
        this.#orphans.delete(leg);
        this.#release(leg.connection);
        if (leg.dialogId !== null) this.#byDialog.delete(leg.dialogId);
      },
    };
  }

  /** drachtio's connection for a call that is over, or never was. */
  #release(connection: Socket | null): void {
    if (connection === null) return;
    if (![...this.#legs].some((leg) => leg.connection === connection)) {
      this.#link.release(connection);
    }
  }

  #count(counter: string): void {
    this.#counters[counter] = (this.#counters[counter] ?? 0) + 1;
  }
}
