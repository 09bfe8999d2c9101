import { isToken, skipBlanks } from './grammar.js';
import { formatHostPort, parseHostPort } from './host.js';
import { formatParameters, parseParameters } from './parameters.js';
import type { Via } from './types.js';

// Another version than 2.0 is read too, so that it can be refused with 505 (RFC 4475 §3.1.2.16).
const sentProtocol = /^SIP[ \t]*\/[ \t]*\d\.\d[ \t]*\/[ \t]*([^ \t/]+)[ \t]+/i;

/** One Via value (RFC 3261 §20.42), with blanks wherever §25.1 allows them. Null when malformed. */
export function parseVia(text: string): Via | null {
  const protocol = sentProtocol.exec(text);
  if (protocol === null) return null;
  const transport = protocol[1]!;
  if (!isToken(transport)) return null;
  const sentBy = parseHostPort(text, protocol[0].length, true);
  if (sentBy === null) return null;
  const params = parseParameters(text, skipBlanks(text, sentBy.end));
  if (params === null) return null;
  return { transport: transport.toUpperCase(), host: sentBy.host, port: sentBy.port, params };
}

export function formatVia(via: Via): string {
  return `SIP/2.0/${via.transport} ${formatHostPort(via.host, via.port)}${formatParameters(via.params)}`;
}
