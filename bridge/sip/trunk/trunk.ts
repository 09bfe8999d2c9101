import type { DialledSource } from '../../ports/signalling.js';
import { AddressList, privateAddresses } from './address-list.js';
import type { Numbering } from './numbering.js';
import type { PartyRules } from './parties.js';

/** One carrier, as configured. */
export interface TrunkSettings {
  readonly name: string;
  /** Calls come from these addresses and networks. */
  readonly addresses: readonly string[];
  /** By default the Request-URI, then P-Called-Party-ID, To and Diversion. */
  readonly dialledFrom?: readonly DialledSource[];
  readonly numbering?: Numbering;
  /** Whether P-Asserted-Identity is believed; true by default. */
  readonly trustIdentity?: boolean;
  /** For outgoing calls and registration. */
  readonly credentials?: { readonly username: string; readonly password: string };
  /** A SIP URI that outgoing calls are sent to, whatever their target. */
  readonly outboundProxy?: string;
  readonly registration?: RegistrationSettings;
}

export interface RegistrationSettings {
  /** The provider's SIP URI, e.g. `sip:sip.carrier.example`. */
  readonly registrar: string;
  /** The address of record, e.g. `sip:3225551234@sip.carrier.example`. */
  readonly addressOfRecord: string;
  /** What we ask for [s]; the registrar may give less. */
  readonly expiresSeconds?: number;
}

/** What happens to a call that comes from no trunk and no registration. */
export type UnknownSourcePolicy =
  /** Loopback and private networks are taken; others get 403. */
  | 'accept-local'
  /** 401: configured users may call from anywhere. */
  | 'challenge'
  /** 403. */
  | 'refuse'
  /** No answer at all. */
  | 'drop';

export type SourceVerdict =
  | { readonly kind: 'trunk'; readonly trunk: Trunk }
  | { readonly kind: 'phone' }
  | { readonly kind: 'challenge' }
  | { readonly kind: 'refuse' }
  | { readonly kind: 'drop' };

const usualSources: readonly DialledSource[] = [
  'request-uri',
  'p-called-party-id',
  'to',
  'diversion',
];

/** One carrier: its addresses and the reading of its headers. */
export class Trunk {
  readonly name: string;
  readonly rules: PartyRules;
  readonly #addresses: AddressList;

  /** @throws PartylineError `bad-config` */
  constructor(readonly settings: TrunkSettings) {
    this.name = settings.name;
    this.#addresses = new AddressList(settings.addresses);
    this.rules = {
      dialledFrom: settings.dialledFrom ?? usualSources,
      numbering: settings.numbering ?? null,
      trustIdentity: settings.trustIdentity ?? true,
    };
  }

  has(address: string): boolean {
    return this.#addresses.has(address);
  }
}

/** Whose call this is, by the address it came from. Pure: the same for any SIP stack. */
export function sourceVerdict(
  address: string,
  trunks: readonly Trunk[],
  policy: UnknownSourcePolicy,
): SourceVerdict {
  const trunk = trunks.find((candidate) => candidate.has(address));
  if (trunk !== undefined) return { kind: 'trunk', trunk };
  if (policy !== 'accept-local') return { kind: policy };
  return privateAddresses.has(address) ? { kind: 'phone' } : { kind: 'refuse' };
}
