import { createRequest } from '../message/build.js';
import { formatNameAddr, nameAddr } from '../message/name-addr.js';
import { formatUri, sipUri } from '../message/uri.js';
import type { SipRequest, SipUri } from '../message/types.js';
import { newBranch } from '../transaction/identifiers.js';
import type { Peer } from '../transport/types.js';
import { capabilityHeaders, userAgent } from './capabilities.js';
import type { UserAgentContext } from './context.js';
import { timerProposal } from './session-timer-terms.js';

/** What stays the same in all INVITEs of one outgoing call (RFC 3261 §8.1.3.5). */
export interface OutboundInvite {
  readonly uri: SipUri;
  readonly offer: string;
  readonly callId: string;
  readonly localTag: string;
  readonly callerNumber: string | null;
  readonly callerName: string | null;
  /** The domain of From; our own address where there is none. */
  readonly domain: string | null;
  /** Where the call goes out through a proxy (RFC 3261 §8.1.2). */
  readonly outboundProxy: SipUri | null;
}

export interface InviteAttempt {
  readonly cseq: number;
  readonly minimumSeconds: number;
}

export function buildInvite(
  context: UserAgentContext,
  invite: OutboundInvite,
  attempt: InviteAttempt,
  to: Peer,
): SipRequest {
  const { host, port } = context.transport.localFor(to);
  const transport: readonly (readonly [string, string])[] =
    to.transport === 'udp' ? [] : [['transport', to.transport]];
  const contact = sipUri({ user: 'bridge', host, port, params: new Map(transport) });
  const from = nameAddr(
    sipUri({ user: invite.callerNumber ?? 'anonymous', host: invite.domain ?? host }),
    { displayName: invite.callerName, tag: invite.localTag },
  );
  return createRequest({
    method: 'INVITE',
    uri: invite.uri,
    from: formatNameAddr(from),
    to: `<${formatUri({ ...invite.uri, headers: new Map() })}>`,
    callId: invite.callId,
    cseq: attempt.cseq,
    branch: newBranch(context.random),
    routes: invite.outboundProxy === null ? [] : [looseRoute(invite.outboundProxy)],
    headers: [
      ['Contact', `<${formatUri(contact)}>`],
      ...capabilityHeaders,
      ...timerProposal(context.sessionTimer, null, attempt.minimumSeconds),
      ['User-Agent', userAgent],
    ],
    body: { type: 'application/sdp', content: invite.offer },
  });
}

function looseRoute(proxy: SipUri): string {
  return `<${formatUri({ ...proxy, params: new Map([...proxy.params, ['lr', null] as const]) })}>`;
}
