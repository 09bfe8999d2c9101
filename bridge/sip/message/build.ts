import { PartylineError } from '../../kernel/errors.js';
import { formatCSeq } from './cseq.js';
import { isToken } from './grammar.js';
import { HeaderFields } from './headers.js';
import { Request, Response } from './message.js';
import { formatNameAddr, tagOf } from './name-addr.js';
import type { PartialRequest } from './parse.js';
import { statusPhrase } from './status-phrases.js';
import type { NameAddr, SipRequest, SipResponse, SipUri } from './types.js';

export interface Body {
  /** Content-Type, e.g. `application/sdp`. */
  readonly type: string;
  readonly content: string | Buffer;
}

export interface RequestOptions {
  readonly method: string;
  readonly uri: SipUri;
  /** Text is taken as it is, for ACK and CANCEL, which repeat what the INVITE said. */
  readonly from: NameAddr | string;
  readonly to: NameAddr | string;
  readonly callId: string;
  readonly cseq: number;
  /** Begins with `z9hG4bK` (§8.1.1.7). Sent-by and transport are filled in by the transport. */
  readonly branch: string;
  readonly maxForwards?: number;
  /** The route set, each a name-addr as text. */
  readonly routes?: readonly string[];
  readonly headers?: Iterable<readonly [name: string, value: string]>;
  readonly body?: Body;
}

/**
 * A request with the headers of RFC 3261 §8.1.1.
 * @throws PartylineError `bad-message` when the method or a header's name is no token
 */
export function createRequest(options: RequestOptions): SipRequest {
  if (!isToken(options.method)) {
    throw new PartylineError('bad-message', `not a method: ${JSON.stringify(options.method)}`);
  }
  const headers = new HeaderFields();
  headers.append('Via', `SIP/2.0/UDP placeholder.invalid;rport;branch=${options.branch}`);
  for (const route of options.routes ?? []) headers.append('Route', route);
  headers.append('Max-Forwards', String(options.maxForwards ?? 70));
  headers.append('From', asText(options.from));
  headers.append('To', asText(options.to));
  headers.append('Call-ID', options.callId);
  headers.append('CSeq', formatCSeq({ sequence: options.cseq, method: options.method }));
  for (const [name, value] of options.headers ?? []) headers.append(name, value);
  const body = attach(headers, options.body);
  return new Request(options.method, options.uri, headers, body);
}

export interface ResponseOptions {
  /** Put in To where the request has no tag there; never in a 100. */
  readonly toTag?: string;
  readonly reason?: string;
  readonly headers?: Iterable<readonly [name: string, value: string]>;
  readonly body?: Body;
}

/** A response to `request`, with what RFC 3261 §8.2.6.2 and §12.1.1 have it copy. */
export function createResponse(
  request: SipRequest,
  status: number,
  options: ResponseOptions = {},
): SipResponse {
  const headers = copyForResponse(request.headers);
  if (options.toTag !== undefined && status > 100 && tagOf(request.to) === null) {
    headers.set('To', `${request.headers.get('To') ?? ''};tag=${options.toTag}`);
  }
  // §12.1.1; a final refusal makes no dialog and needs no route.
  if (status > 100 && status < 300) {
    for (const route of request.headers.all('Record-Route')) headers.append('Record-Route', route);
  }
  if (status === 100) {
    const timestamp = request.headers.get('Timestamp');
    if (timestamp !== null) headers.append('Timestamp', timestamp); // §8.2.6.1
  }
  for (const [name, value] of options.headers ?? []) headers.append(name, value);
  const body = attach(headers, options.body);
  return new Response(status, options.reason ?? statusPhrase(status), headers, body);
}

/** The answer to a request that did not parse, from what of it did. */
export function refuseMalformed(
  partial: PartialRequest,
  status: number,
  reason: string,
  toTag: string,
): SipResponse {
  const headers = copyForResponse(partial.headers);
  const to = headers.get('To');
  if (to !== null && !/;\s*tag\s*=/i.test(to)) headers.set('To', `${to};tag=${toTag}`);
  return new Response(status, reason, headers, Buffer.alloc(0));
}

function copyForResponse(from: SipRequest['headers']): HeaderFields {
  const headers = new HeaderFields();
  for (const via of from.all('Via')) headers.append('Via', via);
  for (const name of ['From', 'To', 'Call-ID', 'CSeq']) {
    const value = from.get(name);
    if (value !== null) headers.append(name, value);
  }
  return headers;
}

function asText(address: NameAddr | string): string {
  return typeof address === 'string' ? address : formatNameAddr(address);
}

function attach(headers: HeaderFields, body: Body | undefined): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  headers.append('Content-Type', body.type);
  return typeof body.content === 'string' ? Buffer.from(body.content, 'utf8') : body.content;
}
