import type { HeaderFields } from './headers.js';
import { defaultLimits, type MessageLimits } from './limits.js';
import { Request, Response } from './message.js';
import { parseNameAddr } from './name-addr.js';
import { parseHead } from './parse-head.js';
import type { Headers, SipMessage, Via } from './types.js';
import { parseVia } from './via.js';

/** As much of a malformed request as an answer needs; see `refuseMalformed` in build.ts. */
export interface PartialRequest {
  readonly method: string;
  readonly headers: Headers;
  readonly via: Via;
}

export type ParseResult =
  | { readonly ok: true; readonly message: SipMessage }
  | {
      readonly ok: false;
      /** The SIP status that says what is wrong: 400, 416, 505 or 513. */
      readonly status: number;
      readonly reason: string;
      /** Null where nothing can be answered: responses, ACK, and what has no usable Via. */
      readonly partial: PartialRequest | null;
    };

const endOfHead = '\r\n\r\n';

/**
 * Parses one whole message: a datagram, or what the framing of a stream has cut out. Octets after
 * the body are left aside (RFC 3261 §18.3). Never throws.
 */
export function parseMessage(data: Buffer, limits: MessageLimits = defaultLimits): ParseResult {
  let from = 0;
  // §7.5: empty lines before the start line are ignored.
  while (data[from] === 0x0d && data[from + 1] === 0x0a) from += 2;
  const tooLarge = data.length - from > limits.messageBytes;
  const scanned = tooLarge ? data.subarray(0, from + limits.messageBytes) : data;
  const end = scanned.indexOf(endOfHead, from);
  const head = parseHead(scanned.toString('utf8', from, end === -1 ? scanned.length : end), limits);
  const { start, headers } = head;

  const refuse = (status: number, reason: string): ParseResult => {
    const method = start.kind === 'response' ? null : start.method;
    return { ok: false, status, reason, partial: answerable(method, headers, limits) };
  };
  if (start.kind === 'malformed') return refuse(start.status, start.reason);
  if (tooLarge) return refuse(513, 'Message Too Large');
  if (end === -1) return refuse(400, 'No empty line after the headers');
  if (head.fault !== null) return refuse(400, head.fault);

  const body = readBody(headers, data.subarray(end + endOfHead.length));
  if (typeof body === 'string') return refuse(400, body);
  const message =
    start.kind === 'request'
      ? new Request(start.method, start.uri, headers, body)
      : new Response(start.status, start.reason, headers, body);
  const missing = message.firstFault();
  if (missing !== null) return refuse(400, `Missing or malformed ${missing}`);
  const fault = findFault(headers, message, limits);
  return fault === null ? { ok: true, message } : refuse(400, fault);
}

function readBody(headers: HeaderFields, rest: Buffer): Buffer | string {
  const text = headers.get('Content-Length');
  // §18.3: without Content-Length the body of a datagram goes on to its end.
  if (text === null) return rest;
  if (headers.lines('Content-Length') > 1) return 'Repeated Content-Length';
  const length = parseContentLength(text);
  if (length === null) return 'Malformed Content-Length';
  if (length > rest.length) return 'Body shorter than Content-Length';
  return length === rest.length ? rest : rest.subarray(0, length);
}

/** Octets, or null when it is no decimal number of at most ten significant digits. */
export function parseContentLength(text: string): number | null {
  return /^0*\d{1,10}$/.test(text) ? Number(text) : null;
}

const onlyOnce = ['From', 'To', 'Call-ID', 'CSeq', 'Max-Forwards'];

/** What else must hold of a message whose mandatory headers parse. */
function findFault(
  headers: HeaderFields,
  message: Request | Response,
  limits: MessageLimits,
): string | null {
  if (headers.all('Via').length > limits.vias) return 'Too many Via';
  for (const name of onlyOnce) if (headers.lines(name) > 1) return `Repeated ${name}`;
  if (/[ \t]/.test(message.callId)) return 'Malformed Call-ID';
  const maxForwards = headers.get('Max-Forwards');
  if (maxForwards !== null && (!/^0*\d{1,3}$/.test(maxForwards) || Number(maxForwards) > 255)) {
    return 'Malformed Max-Forwards';
  }
  if (message.kind === 'request' && message.cseq.method !== message.method) {
    return 'CSeq method does not match'; // §8.1.1.5
  }
  const date = headers.get('Date');
  if (date !== null && !date.endsWith('GMT')) return 'Malformed Date'; // §20.17
  for (const contact of headers.lines('Contact') === 0 ? [] : headers.all('Contact')) {
    if (contact !== '*' && parseNameAddr(contact) === null) return 'Malformed Contact';
  }
  return null;
}

function answerable(
  method: string | null,
  headers: HeaderFields,
  limits: MessageLimits,
): PartialRequest | null {
  // §17.1.1.3: nothing is ever sent in reply to an ACK; nor to a response.
  if (method === null || method === 'ACK') return null;
  const [top, ...others] = headers.all('Via');
  if (top === undefined || others.length >= limits.vias) return null;
  const via = parseVia(top) ?? viaBeforeFault(top);
  return via === null ? null : { method, headers, via };
}

/** Where only the parameters of a Via are malformed, its sent-by still says where to answer. */
function viaBeforeFault(text: string): Via | null {
  const semicolon = text.indexOf(';');
  return semicolon === -1 ? null : parseVia(text.slice(0, semicolon));
}
