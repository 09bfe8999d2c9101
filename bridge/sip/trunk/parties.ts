import { unreachable } from '../../kernel/errors.js';
import type { CallParties, DialledSource } from '../../ports/signalling.js';
import { parseNameAddr } from '../message/name-addr.js';
import type { NameAddr, SipRequest, SipUri } from '../message/types.js';
import { normalizeNumber, type Numbering } from './numbering.js';

/** Which headers of a source are believed, and how its numbers are written. */
export interface PartyRules {
  /** Where to look for the dialled number, best first. */
  readonly dialledFrom: readonly DialledSource[];
  readonly numbering: Numbering | null;
  /** P-Asserted-Identity is believed (RFC 3325 §5): only from a carrier under contract. */
  readonly trustIdentity: boolean;
}

/** For callers that are no trunk: phones on the local network, authenticated users. */
export const phoneRules: PartyRules = {
  dialledFrom: ['request-uri', 'to'],
  numbering: null,
  trustIdentity: false,
};

const candidatesAtMost = 8;

/** Who calls whom, from the headers of an INVITE. Pure: the same for any SIP stack. */
export function callParties(request: SipRequest, rules: PartyRules): CallParties {
  const candidates = rules.dialledFrom
    .flatMap((source) => dialled(request, source).map((number) => ({ source, number })))
    .map(({ source, number }) => ({ source, number: normalizeNumber(number, rules.numbering) }))
    .slice(0, candidatesAtMost);
  const caller = callerAddress(request, rules);
  const callerUser = caller === null ? null : userPart(caller.uri);
  return {
    callerNumber: callerUser === null ? null : normalizeNumber(callerUser, rules.numbering),
    callerName: caller?.displayName?.trim().slice(0, 128) ?? null,
    dialledNumber:
      candidates[0]?.number ?? normalizeNumber(userPart(request.uri) ?? '', rules.numbering),
    dialledCandidates: candidates,
  };
}

function dialled(request: SipRequest, source: DialledSource): readonly string[] {
  switch (source) {
    case 'request-uri':
      return users([request.uri]);
    case 'to':
      return users([request.to.uri]);
    case 'p-called-party-id':
      return users(addresses(request, 'P-Called-Party-ID').map(({ uri }) => uri));
    case 'diversion':
      // RFC 5806 §4: the latest diversion stands first; the number first dialled, last.
      return users(
        addresses(request, 'Diversion')
          .reverse()
          .map(({ uri }) => uri),
      );
    default:
      return unreachable(source);
  }
}

/** Null when the caller withholds the number (RFC 3323, RFC 3325 §7), or gives none. */
function callerAddress(request: SipRequest, rules: PartyRules): NameAddr | null {
  if (isPrivate(request)) return null;
  const asserted = rules.trustIdentity
    ? addresses(request, 'P-Asserted-Identity').find(({ uri }) => userPart(uri) !== null)
    : undefined;
  const caller = asserted ?? request.from;
  return isAnonymous(caller.uri) ? null : caller;
}

function isPrivate(request: SipRequest): boolean {
  const privacy = (request.headers.get('Privacy') ?? '').toLowerCase().split(/[;,\s]+/);
  return privacy.includes('id') || privacy.includes('user') || privacy.includes('full');
}

function isAnonymous(uri: SipUri): boolean {
  const user = (uri.user ?? '').toLowerCase();
  return (
    user === 'anonymous' ||
    user === 'restricted' ||
    user === 'unavailable' ||
    uri.host.toLowerCase() === 'anonymous.invalid'
  );
}

function addresses(request: SipRequest, header: string): NameAddr[] {
  return request.headers
    .all(header)
    .map(parseNameAddr)
    .filter((address) => address !== null);
}

function users(uris: readonly SipUri[]): readonly string[] {
  return uris.map(userPart).filter((user) => user !== null);
}

/** The user without the parameters that some carriers put in it (`+32…;npdi`), or null. */
function userPart(uri: SipUri): string | null {
  const user = (uri.user ?? '').split(';')[0]?.trim() ?? '';
  return user === '' ? null : user;
}
