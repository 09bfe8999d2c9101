import { oneLine } from './grammar.js';
import type { SipMessage } from './types.js';
import { formatUri } from './uri.js';

/**
 * The octets of a message, with the Content-Length that its body has. No value can break out of
 * its line: what held CR or LF is written with a space there.
 */
export function serialize(message: SipMessage): Buffer {
  let head =
    message.kind === 'request'
      ? `${message.method} ${formatUri(message.uri)} SIP/2.0\r\n`
      : `SIP/2.0 ${message.status} ${oneLine(message.reason)}\r\n`;
  for (const [name, value] of message.headers.entries()) {
    if (name !== 'Content-Length') head += `${name}: ${oneLine(value)}\r\n`;
  }
  head += `Content-Length: ${message.body.length}\r\n\r\n`;
  if (message.body.length === 0) return Buffer.from(head, 'utf8');
  return Buffer.concat([Buffer.from(head, 'utf8'), message.body]);
}
