import { PartylineError } from '../kernel/errors.js';
import { parseMessage } from '../sip/message/parse.js';
import { statusPhrase } from '../sip/message/status-phrases.js';
import type { SipRequest, SipResponse } from '../sip/message/types.js';
import type { HeaderList } from '../sip/user-agent/capabilities.js';
import type { SrfReceived, SrfRequest, SrfResponder } from './srf.js';

/** A request that drachtio passed on, read by the same rules as our own stack's; null: unfit. */
export function sipRequestOf(request: SrfRequest): SipRequest | null {
  const parsed = parseMessage(Buffer.from(request.raw, 'utf8'));
  return parsed.ok && parsed.message.kind === 'request' ? parsed.message : null;
}

/** A response that drachtio passed on. @throws PartylineError `call-failed` where it is unfit */
export function sipResponseOf(response: SrfReceived): SipResponse {
  const parsed = parseMessage(Buffer.from(response.raw, 'utf8'));
  if (parsed.ok && parsed.message.kind === 'response') return parsed.message;
  throw new PartylineError('call-failed', `a response that makes no sense: ${response.status}`);
}

/** Headers as drachtio-srf takes them: one value a name. */
export function headersOf(...lists: readonly HeaderList[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of lists.flat()) {
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return headers;
}

/**
 * Of several challenges the last, which the phones that know but one understand (MD5): drachtio
 * would write them into one line, which RFC 3261 §7.3.1 forbids.
 */
export function oneChallenge(challenges: HeaderList): HeaderList {
  return challenges.slice(-1);
}

/** Answers a request outside any dialog. */
export function respond(responder: SrfResponder, status: number, headers: HeaderList = []): void {
  responder.send(status, statusPhrase(status), { headers: headersOf(headers) });
}
