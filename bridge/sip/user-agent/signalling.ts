import { describeError } from '../../kernel/errors.js';
import type {
  CallTarget,
  HangupReason,
  InboundLeg,
  OutboundLeg,
  Signalling,
  SignallingAddress,
  SignallingStatus,
} from '../../ports/signalling.js';
import { DigestServer } from '../digest/server.js';
import { dialogKey } from '../dialog/dialog.js';
import { createResponse, type ResponseOptions } from '../message/build.js';
import { tagOf } from '../message/name-addr.js';
import type { SipMessage, SipRequest } from '../message/types.js';
import { Registration } from '../registration/registration.js';
import { newTag } from '../transaction/identifiers.js';
import { TransactionLayer } from '../transaction/layer.js';
import type { ServerTransaction } from '../transaction/server-transaction.js';
import { defaultBaseTimes } from '../transaction/timing.js';
import { createTransportLayer } from '../transport/layer.js';
import type { ReceivedOn, TransportLayer } from '../transport/types.js';
import { Trunk } from '../trunk/trunk.js';
import { Activities } from './activities.js';
import { accept, capabilityHeaders } from './capabilities.js';
import type { UserAgentContext } from './context.js';
import { type DialogUser, receiveInDialog } from './in-dialog.js';
import { IncomingCalls } from './incoming-call.js';
import { systemResolver } from '../locate.js';
import { digestOf, OutgoingCalls } from './outgoing-calls.js';
import type { EmbeddedSignallingOptions } from './options.js';
import { inspect } from './request-checks.js';

interface TrunkRegistration {
  readonly trunk: Trunk;
  readonly registration: Registration;
}

const maxTransactions = 50_000;
/** How long `close` waits for the far ends' answers [ms]. */
const closeWithinMs = 2_000;
const shuttingDown: HangupReason = { q850: 41, text: 'the bridge is shutting down' };

/** The Signalling port on our own SIP stack. Nothing is opened before `start`. */
export function createEmbeddedSignalling(options: EmbeddedSignallingOptions): Signalling {
  return new EmbeddedSignalling(options);
}

class EmbeddedSignalling implements Signalling {
  readonly #transport: TransportLayer;
  readonly #context: UserAgentContext;
  readonly #trunks: readonly Trunk[];
  readonly #counters: Record<string, number> = {};
  readonly #outgoing: OutgoingCalls;
  readonly #registrations: readonly TrunkRegistration[];
  #incoming: IncomingCalls | null = null;
  #draining: { readonly retryAfterSeconds: number } | null = null;
  #closing: Promise<void> | null = null;

  constructor(private readonly options: EmbeddedSignallingOptions) {
    const { clock, random, logger } = options;
    this.#trunks = (options.trunks ?? []).map((settings) => new Trunk(settings));
    this.#transport =
      options.transportLayer ??
      createTransportLayer({
        listen: options.listen,
        clock,
        random,
        logger,
        exempt: (address) => this.#trunks.some((trunk) => trunk.has(address)),
        ...options.transport,
      });
    const times = options.times ?? defaultBaseTimes;
    const count = (counter: string) => {
      this.#counters[counter] = (this.#counters[counter] ?? 0) + 1;
    };
    const transactions = new TransactionLayer(
      { transport: this.#transport, clock, random, times, maxTransactions, count },
      {
        request: (transaction) => this.#receive(transaction),
        ack: (ack, from) => this.#receiveAck(ack, from),
      },
    );
    this.#context = {
      transactions,
      transport: this.#transport,
      clock,
      random,
      logger,
      times,
      resolver: options.resolver ?? systemResolver,
      sessionTimer: options.sessionTimer ?? { expiresSeconds: 1800, minimumSeconds: 90 },
      sessions: new Map(),
      activities: new Activities(),
      count,
    };
    this.#outgoing = new OutgoingCalls(this.#context, this.#trunks, options.ringTimeoutMs);
    this.#registrations = this.#trunks.flatMap((trunk) => {
      const { registration: settings } = trunk.settings;
      if (settings === undefined) return [];
      const digest = digestOf(trunk, this.#context);
      return [{ trunk, registration: new Registration(this.#context, settings, digest) }];
    });
  }

  async start(onCall: (leg: InboundLeg) => void): Promise<readonly SignallingAddress[]> {
    this.#incoming = new IncomingCalls(
      this.#context,
      {
        trunks: this.#trunks,
        unknownSource: this.options.unknownSource ?? 'accept-local',
        authenticator: this.#authenticator(),
        maxLegs: this.options.maxLegs ?? 2000,
        retryAfterSeconds: 10,
      },
      onCall,
      ({ request, from }) =>
        this.#registrations.find(({ registration }) => registration.owns(request.uri, from.address))
          ?.trunk ?? null,
    );
    await this.#transport.start({
      message: (message, from) => this.#dispatch(message, from),
      failed: (peer, error) => this.#context.transactions.transportFailed(peer, error),
    });
    for (const { registration } of this.#registrations) registration.start();
    return this.#transport.addresses;
  }

  call(target: CallTarget, offer: string): OutboundLeg {
    return this.#outgoing.call(target, offer);
  }

  setDraining(draining: { readonly retryAfterSeconds: number } | null): void {
    this.#draining = draining;
  }

  status(): SignallingStatus {
    return {
      legs: (this.#incoming?.legs.size ?? 0) + this.#outgoing.legs.size,
      transactions: this.#context.transactions.size,
      counters: { ...this.#transport.counters, ...this.#counters },
    };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#draining ??= { retryAfterSeconds: 30 };
    const { clock, activities, transactions } = this.#context;
    const legs = [...(this.#incoming?.legs ?? []), ...this.#outgoing.legs];
    for (const leg of legs) leg.hangUp(shuttingDown);
    for (const { registration } of this.#registrations) {
      const farewell = { abandon: () => undefined };
      activities.begin(farewell);
      registration
        .close()
        .catch(() => undefined)
        .finally(() => activities.finish(farewell));
    }
    await new Promise<void>((resolve) => {
      const deadline = clock.after(closeWithinMs, 'sip close', resolve);
      activities.whenIdle(() => {
        deadline.cancel();
        resolve();
      });
    });
    activities.abandonAll();
    transactions.close();
    await this.#transport.close();
  }

  #authenticator(): DigestServer | null {
    const { users, clock, random } = this.options;
    if (users === undefined) return null;
    const passwords = new Map(users.credentials.map((user) => [user.username, user.password]));
    return new DigestServer({
      realm: users.realm,
      ...(users.algorithms === undefined ? {} : { algorithms: users.algorithms }),
      clock,
      random,
      users: {
        find: (username) => {
          const password = passwords.get(username);
          return password === undefined ? null : { kind: 'password', password };
        },
      },
    });
  }

  /** Bad input never takes the process down: whatever a message does to us ends here. */
  #dispatch(message: SipMessage, from: ReceivedOn): void {
    try {
      if (message.kind === 'request') this.#context.transactions.receiveRequest(message, from);
      else this.#context.transactions.receiveResponse(message, from);
    } catch (error) {
      this.#context.count('internal-errors');
      this.#context.logger.error({ error: describeError(error) }, 'a SIP message failed');
    }
  }

  #receive(transaction: ServerTransaction): void {
    const session = this.#sessionOf(transaction.request);
    if (session !== null) {
      receiveInDialog(session, transaction);
      return;
    }
    const { request } = transaction;
    if (this.#incoming?.drops(transaction) === true) {
      this.#context.count('unknown-trunk');
      transaction.abandon();
      return;
    }
    const refusal = inspect(request);
    if (refusal !== null) {
      this.#respond(transaction, refusal.status, { headers: refusal.headers });
    } else if (this.#draining !== null) {
      // §11.2: OPTIONS gets what an INVITE would.
      const retryAfter = String(this.#draining.retryAfterSeconds);
      this.#context.count('refused-draining');
      this.#respond(transaction, 503, { headers: [['Retry-After', retryAfter]] });
    } else if (request.method === 'OPTIONS') {
      this.#respond(transaction, 200, { headers: [...capabilityHeaders, ['Accept', accept]] });
    } else {
      this.#incoming?.receive(transaction);
    }
  }

  #receiveAck(ack: SipRequest, from: ReceivedOn): void {
    const session = this.#sessionOf(ack);
    if (session === null) {
      this.#context.count('acks-unmatched');
      return;
    }
    session.heardFrom(from);
    session.incoming.acknowledge(ack);
  }

  #sessionOf(request: SipRequest): DialogUser | null {
    const localTag = tagOf(request.to);
    if (localTag === null) return null;
    const key = dialogKey(request.callId, localTag, tagOf(request.from) ?? '');
    return this.#context.sessions.get(key) ?? null;
  }

  #respond(transaction: ServerTransaction, status: number, options: ResponseOptions): void {
    const toTag = newTag(this.#context.random);
    transaction.respond(createResponse(transaction.request, status, { ...options, toTag }));
  }
}
