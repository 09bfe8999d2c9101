import { createRequest } from '../message/build.js';
import type { SipRequest, SipResponse } from '../message/types.js';

/** The ACK to a final response of 300 to 699: a part of the INVITE's transaction (§17.1.1.3). */
export function ackForRefusal(invite: SipRequest, response: SipResponse): SipRequest {
  return repeat(invite, 'ACK', response.headers.get('To') ?? '');
}

/** The CANCEL of a pending INVITE (§9.1). */
export function cancelFor(invite: SipRequest, reason: string | null): SipRequest {
  const cancel = repeat(invite, 'CANCEL', invite.headers.get('To') ?? '');
  if (reason !== null) cancel.headers.append('Reason', reason); // RFC 3326 §2
  return cancel;
}

/** Same Request-URI, Call-ID, From, sequence number, Route and topmost Via as the INVITE. */
function repeat(invite: SipRequest, method: string, to: string): SipRequest {
  const request = createRequest({
    method,
    uri: invite.uri,
    from: invite.headers.get('From') ?? '',
    to,
    callId: invite.callId,
    cseq: invite.cseq.sequence,
    branch: invite.via.params.get('branch') ?? '',
    routes: invite.headers.all('Route'),
  });
  request.headers.set('Via', invite.headers.get('Via') ?? '');
  return request;
}
