import { describeError, unreachable } from '../../kernel/errors.js';
import type { InboundLeg, LegSource } from '../../ports/signalling.js';
import type { DigestServer } from '../digest/server.js';
import { Dialog } from '../dialog/dialog.js';
import { createResponse } from '../message/build.js';
import { newTag } from '../transaction/identifiers.js';
import type { ServerTransaction } from '../transaction/server-transaction.js';
import { callParties, phoneRules, type PartyRules } from '../trunk/parties.js';
import { plainAddress, privateAddresses } from '../trunk/address-list.js';
import { sourceVerdict, type Trunk, type UnknownSourcePolicy } from '../trunk/trunk.js';
import type { HeaderList } from './capabilities.js';
import type { UserAgentContext } from './context.js';
import { EmbeddedInboundLeg } from './inbound-leg.js';
import { timerVerdict } from './session-timer-terms.js';

export interface AdmissionRules {
  readonly trunks: readonly Trunk[];
  readonly unknownSource: UnknownSourcePolicy;
  /** Null where no user is configured: a challenge is then a refusal. */
  readonly authenticator: DigestServer | null;
  /** Legs at once; above it new calls get 503. */
  readonly maxLegs: number;
  readonly retryAfterSeconds: number;
}

interface Admitted {
  readonly trunk: Trunk | null;
  readonly user: string | null;
}

/** Takes new INVITEs in, or refuses them by their source, our state or their own faults. */
export class IncomingCalls {
  readonly legs = new Set<EmbeddedInboundLeg>();

  constructor(
    private readonly context: UserAgentContext,
    private readonly rules: AdmissionRules,
    private readonly onCall: (leg: InboundLeg) => void,
    /** The trunk whose registration the call is for, whatever its address. */
    private readonly registeredTrunk: (transaction: ServerTransaction) => Trunk | null,
  ) {}

  receive(transaction: ServerTransaction): void {
    const { context } = this;
    // §17.2.1: at once, so that the INVITE is not repeated while the application thinks.
    transaction.respond(createResponse(transaction.request, 100));
    const admitted = this.#admit(transaction);
    if (admitted === null) return;
    if (this.legs.size >= this.rules.maxLegs) {
      context.count('legs-full');
      const retryAfter = String(this.rules.retryAfterSeconds);
      this.#refuse(transaction, 503, [['Retry-After', retryAfter]]);
      return;
    }
    const { request } = transaction;
    const timer = timerVerdict(request, context.sessionTimer);
    if (timer.kind === 'too-small') {
      this.#refuse(transaction, 422, [['Min-SE', String(context.sessionTimer.minimumSeconds)]]);
      return;
    }
    const dialog = this.#dialogFor(transaction);
    if (dialog === null) return;
    const leg: EmbeddedInboundLeg = new EmbeddedInboundLeg(
      context,
      {
        transaction,
        dialog,
        parties: callParties(request, this.#partyRules(admitted)),
        source: this.#sourceOf(transaction, admitted),
        timer,
      },
      () => this.legs.delete(leg),
    );
    this.legs.add(leg);
    this.#present(leg);
  }

  /** True where the source is to have no answer of any kind. */
  drops(transaction: ServerTransaction): boolean {
    const { trunks, unknownSource } = this.rules;
    if (sourceVerdict(transaction.from.address, trunks, unknownSource).kind !== 'drop') {
      return false;
    }
    return this.registeredTrunk(transaction) === null;
  }

  #admit(transaction: ServerTransaction): Admitted | null {
    const { trunks, unknownSource } = this.rules;
    const registered = this.registeredTrunk(transaction);
    if (registered !== null) return { trunk: registered, user: null };
    const verdict = sourceVerdict(transaction.from.address, trunks, unknownSource);
    switch (verdict.kind) {
      case 'trunk':
        return { trunk: verdict.trunk, user: null };
      case 'phone':
        return { trunk: null, user: null };
      case 'challenge':
        return this.#authenticate(transaction);
      case 'refuse':
      case 'drop':
        this.context.count('unknown-trunk');
        this.#refuse(transaction, 403, []);
        return null;
      default:
        return unreachable(verdict);
    }
  }

  #authenticate(transaction: ServerTransaction): Admitted | null {
    const { authenticator } = this.rules;
    if (authenticator === null) {
      this.context.count('unknown-trunk');
      this.#refuse(transaction, 403, []);
      return null;
    }
    const verdict = authenticator.verify('www', transaction.request);
    if (verdict.ok) return { trunk: null, user: verdict.username };
    switch (verdict.why) {
      case 'malformed':
        this.#refuse(transaction, 400, []);
        break;
      case 'none':
      case 'stale':
      case 'wrong':
        this.context.count(verdict.why === 'wrong' ? 'wrong-credentials' : 'challenged');
        this.#refuse(transaction, 401, authenticator.challenge('www', verdict.why === 'stale'));
        break;
      default:
        unreachable(verdict.why);
    }
    return null;
  }

  #partyRules({ trunk }: Admitted): PartyRules {
    return trunk?.rules ?? phoneRules;
  }

  #sourceOf(transaction: ServerTransaction, { trunk, user }: Admitted): LegSource {
    const { transport, address, port, localAddress } = transaction.from;
    return {
      transport,
      address: plainAddress(address),
      port,
      localAddress: plainAddress(localAddress),
      isPublic: !privateAddresses.has(address),
      trunk: trunk?.name ?? null,
      user,
    };
  }

  #dialogFor(transaction: ServerTransaction): Dialog | null {
    const { random } = this.context;
    try {
      return Dialog.asUas(transaction.request, newTag(random), 1 + random.below(2 ** 16));
    } catch (error) {
      this.#refuse(transaction, 400, [], describeError(error));
      return null;
    }
  }

  #present(leg: EmbeddedInboundLeg): void {
    try {
      this.onCall(leg);
    } catch (error) {
      this.context.logger.error({ error: describeError(error) }, 'the call could not be taken');
      leg.reject(500);
    }
  }

  #refuse(
    transaction: ServerTransaction,
    status: number,
    headers: HeaderList,
    reason?: string,
  ): void {
    const toTag = newTag(this.context.random);
    transaction.respond(
      createResponse(transaction.request, status, {
        toTag,
        headers,
        ...(reason === undefined ? {} : { reason }),
      }),
    );
  }
}
