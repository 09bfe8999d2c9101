/**
 * The situations of RFC 4475 and RFC 5118 by the names and clauses they have there. Headers that
 * a situation is not about are filled in.
 */
export interface TortureMessage {
  readonly name: string;
  readonly clause: string;
  readonly data: Buffer;
}

/** Lines to CRLF; `{length}` becomes the length of the body. */
function octets(head: string, body: string | Buffer): Buffer {
  const content = Buffer.from(body as string);
  const lines = head.replace(/^\n/, '').replace(/\n$/, '').replace(/\n/g, '\r\n');
  const text = lines.replace('{length}', String(content.length));
  return Buffer.concat([Buffer.from(`${text}\r\n\r\n`), content]);
}

export function message(
  name: string,
  clause: string,
  head: string,
  body: string | Buffer = '',
): TortureMessage {
  return { name, clause, data: octets(head, body) };
}

/** A request with one thing strange about it: `lines` replace the headers of the same name. */
export function request(
  name: string,
  clause: string,
  startLine: string,
  lines: readonly string[] = [],
  body: string | Buffer = '',
): TortureMessage {
  const method = startLine.trim().split(/\s/)[0] ?? '';
  const nameOf = (line: string) => line.slice(0, line.indexOf(':')).trim().toLowerCase();
  const given = new Set(lines.map(nameOf));
  const usual = [
    'Via: SIP/2.0/UDP host5.example.net:5060;branch=z9hG4bK-39234-23523',
    'Max-Forwards: 70',
    'From: <sip:caller@example.net>;tag=323',
    'To: <sip:user@example.com>',
    `Call-ID: ${name}.3435gh@192.0.2.5`,
    `CSeq: 60 ${method}`,
  ].filter((line) => !given.has(nameOf(line)));
  if (!given.has('content-length')) usual.push('Content-Length: {length}');
  return message(name, clause, [startLine, ...usual, ...lines].join('\n'), body);
}

export const sdp = [
  'v=0',
  'o=mhandley 29739 7272939 IN IP4 192.0.2.3',
  's=-',
  'c=IN IP4 192.0.2.4',
  't=0 0',
  'm=audio 49217 RTP/AVP 0 12',
  'a=rtpmap:31 LPC',
  '',
].join('\r\n');
