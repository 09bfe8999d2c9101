import { formatUri } from '../message/uri.js';
import { tagOf } from '../message/name-addr.js';
import type { SipMessage, SipRequest } from '../message/types.js';

const magicCookie = 'z9hG4bK';

/** What a response has in common with its request (RFC 3261 §17.1.3). */
export function clientKey(message: SipMessage): string {
  return `${message.via.params.get('branch') ?? ''} ${message.cseq.method}`;
}

/**
 * What a retransmission, or the ACK of a refusal, has in common with the request that made the
 * transaction (§17.2.3). `method` is INVITE for an ACK or a CANCEL that looks for its INVITE.
 */
export function serverKey(request: SipRequest, method: string): string {
  const { via } = request;
  const branch = via.params.get('branch') ?? '';
  if (branch.startsWith(magicCookie)) {
    return `${branch} ${via.host.toLowerCase()}:${via.port ?? ''} ${method}`;
  }
  // An RFC 2543 client: the fields of §17.2.3, save the To tag, which an ACK has and its INVITE
  // has not. CSeq and Call-ID are enough to keep re-INVITEs apart.
  const { callId, cseq, uri } = request;
  const sentBy = `${via.host.toLowerCase()}:${via.port ?? ''};${branch}`;
  return `2543 ${callId} ${tagOf(request.from) ?? ''} ${cseq.sequence} ${formatUri(uri)} ${sentBy} ${method}`;
}

/**
 * The same request come by two paths has this in common but not its branch (§8.2.2.2). Null for
 * a request inside a dialog, which cannot be merged.
 */
export function mergedKey(request: SipRequest): string | null {
  if (tagOf(request.to) !== null) return null;
  const { cseq } = request;
  return `${request.callId} ${tagOf(request.from) ?? ''} ${cseq.sequence} ${cseq.method}`;
}
