import { decideDialOut, readNumber, type DialOutDecision } from '../../conference/dial-plan.js';
import { resolveDialOutPolicy, type DialOutPolicy } from '../../conference/dial-out-policy.js';
import type { KeyedNumber, Numbering } from '../../conference/dial-plan.js';
import type { Signalling } from '../../ports/signalling.js';
import type { RoomRecord } from '../../ports/directory.js';
import type { DialOutRequest, DialOuts } from '../conferences/dial-outs.js';
import type { Conferences } from '../conferences/conferences.js';
import type { PlacedCall } from '../conferences/placed-call.js';
import type { OutboundSettings } from './outbound-settings.js';
import type { OpenCalls } from '../calls/open-calls.js';
import { OutboundCall, type OutboundCallDependencies } from './outbound-call.js';

export interface DialOutSettings extends OutboundSettings {
  readonly numbering: Numbering;
}

export interface DialOutDependencies extends Omit<OutboundCallDependencies, 'conferences'> {
  readonly signalling: Pick<Signalling, 'call'>;
}

/** The calls that conferences make (K3): whom they may call, and those that are up. */
export class DialOut implements DialOuts {
  readonly #deps: DialOutDependencies;
  /** Null where calls go out nowhere. */
  readonly #settings: DialOutSettings | null;
  readonly #calls: OpenCalls;
  readonly #accounts = new Map<OutboundCall, string>();

  constructor(deps: DialOutDependencies, settings: DialOutSettings | null, calls: OpenCalls) {
    this.#deps = deps;
    this.#settings = settings;
    this.#calls = calls;
  }

  isOffered(room: RoomRecord): boolean {
    return this.#settings !== null && policyOf(room).prefixes.length > 0;
  }

  read(keyed: string): KeyedNumber {
    return this.#settings === null
      ? { kind: 'invalid' }
      : readNumber(keyed, this.#settings.numbering);
  }

  async isOurs(number: KeyedNumber): Promise<boolean> {
    if (number.kind === 'invalid') return false;
    return (await this.#deps.directory.findAccessNumber([number.number])) !== null;
  }

  decide(room: RoomRecord, number: KeyedNumber, isOurs: boolean): DialOutDecision {
    const accounts = [...this.#accounts.values()];
    const inProgress = accounts.filter((id) => id === room.accountId).length;
    return decideDialOut(number, policyOf(room), { isOurs, inProgress });
  }

  place(request: DialOutRequest, conferences: Conferences): PlacedCall {
    if (this.#settings === null) throw new Error('calls go out nowhere');
    const call: OutboundCall = new OutboundCall(
      request,
      { ...this.#deps, conferences },
      this.#settings,
      () => {
        this.#accounts.delete(call);
        this.#calls.delete(call);
      },
    );
    this.#accounts.set(call, request.room.accountId);
    this.#calls.add(call);
    void call.place();
    return call;
  }
}

function policyOf(room: RoomRecord): DialOutPolicy {
  return resolveDialOutPolicy(room.dialOutPolicy);
}
