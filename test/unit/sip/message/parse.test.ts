import t from 'tap';
import { parseMessage } from '../../../../bridge/sip/message/parse.js';
import type { SipRequest } from '../../../../bridge/sip/message/types.js';
import { invite, inviteWith } from './sample.js';

function request(data: Buffer): SipRequest {
  const result = parseMessage(data);
  if (!result.ok) throw new Error(`${result.status} ${result.reason}`);
  if (result.message.kind !== 'request') throw new Error('a response');
  return result.message;
}

t.test('a typical INVITE gives its mandatory headers parsed', (t) => {
  const message = request(Buffer.from(invite));
  t.equal(message.method, 'INVITE');
  t.match(message.uri, { scheme: 'sip', user: '+3225551234', host: '192.0.2.10', port: 5060 });
  t.equal(message.callId, '313170a77c1f5e5b@198.51.100.7');
  t.same(message.cseq, { sequence: 102, method: 'INVITE' });
  t.equal(message.from.displayName, 'Müller, Anna "AM"');
  t.equal(message.from.params.get('tag'), 'as58f4201b');
  t.equal(message.via.transport, 'UDP');
  t.equal(message.via.params.get('rport'), null);
  t.equal(message.body.toString(), 'v=0\r\no=- 1');
  t.end();
});

t.test('lists are split at commas outside quotes and angle brackets only', (t) => {
  const { headers } = request(Buffer.from(invite));
  t.equal(headers.all('via').length, 3);
  t.equal(headers.all('Record-Route').length, 2);
  t.same(headers.all('k'), ['replaces', 'timer', '100rel']);
  t.equal(headers.all('P-Asserted-Identity').length, 2);
  const odd = request(
    inviteWith('Contact', 'm: "a, \\" <b>" <sip:a@b;x=1,2>;q=0.5 , <sip:c@d?X=1%2C2>'),
  );
  t.same(odd.headers.all('Contact'), ['"a, \\" <b>" <sip:a@b;x=1,2>;q=0.5', '<sip:c@d?X=1%2C2>']);
  t.end();
});

t.test('compact names, any case, folded lines and blanks before the colon are understood', (t) => {
  const message = request(
    Buffer.from(
      'OPTIONS sip:[2001:db8::1]:5061 SIP/2.0\r\nv : SIP / 2.0 / tcp  [2001:DB8::9] : 5070 ;\r\n' +
        ' branch = z9hG4bK1 ; x = "a;b"\r\nF:\r\n\tsip:a@b ; tag = 9\r\nt: <sip:c@d>\r\n' +
        'I: 1\r\ncSEQ: 0009\r\n\tOPTIONS\r\nl:  0\r\ns:\r\n\r\n',
    ),
  );
  t.match(message.via, { transport: 'TCP', host: '2001:db8::9', port: 5070 });
  t.equal(message.via.params.get('x'), 'a;b');
  t.equal(message.from.params.get('tag'), '9');
  t.equal(message.cseq.sequence, 9);
  t.equal(message.headers.get('Subject'), '');
  t.same(
    [...message.headers.entries()].map(([name]) => name),
    ['Via', 'From', 'To', 'Call-ID', 'CSeq', 'Content-Length', 'Subject'],
  );
  t.end();
});

t.test('a malformed request is refused with a reason and enough to answer', (t) => {
  const cases: [name: string, line: string | null, reason: RegExp][] = [
    ['From', null, /From/],
    ['To', 'To: "unbalanced <sip:a@b>', /To/],
    ['Call-ID', null, /Call-ID/],
    ['Call-ID', 'Call-ID: a b', /Call-ID/],
    ['CSeq', 'CSeq: 2147483648 INVITE', /CSeq/],
    ['CSeq', 'CSeq: -1 INVITE', /CSeq/],
    ['CSeq', 'CSeq: 1 invite', /CSeq method/],
    ['Max-Forwards', 'Max-Forwards: 256', /Max-Forwards/],
    ['Content-Length', 'Content-Length: 11', /Content-Length/],
    ['Content-Length', 'Content-Length: -1', /Content-Length/],
    ['Content-Length', 'Content-Length: 1\r\nl: 1', /Content-Length/],
    ['Contact', 'Contact: sip:a@b?X=y', /Contact/],
    ['Subject', 'Subject', /colon/],
    ['Subject', 'Sub ject: x', /header name/],
    ['Subject', 'Subject: a\nX: y', /Stray/],
    ['Subject', `Subject: ${'x'.repeat(9000)}`, /too long/],
    ['Subject', 'X: y\r\n'.repeat(300) + 'X: y', /Too many/],
    ['Via', 'Via: SIP/2.0/UDP 192.0.2.15;;', /Via/],
  ];
  for (const [name, line, reason] of cases) {
    const result = parseMessage(inviteWith(name, line));
    if (result.ok) {
      t.fail(`${line ?? name} was taken`);
      continue;
    }
    t.equal(result.status, 400, line?.slice(0, 40) ?? name);
    t.match(result.reason, reason);
    t.equal(result.partial?.method, 'INVITE');
    t.ok(result.partial?.via.host);
  }
  t.end();
});

t.test('a message too large is 513, a body past Content-Length is left aside', (t) => {
  const large = parseMessage(Buffer.concat([Buffer.from(invite), Buffer.alloc(70_000)]));
  t.match(large, { ok: false, status: 513, partial: { method: 'INVITE' } });
  t.equal(request(Buffer.from(`${invite} and more`)).body.length, 10);
  t.equal(request(inviteWith('Content-Length', null)).body.length, 10);
  t.end();
});

t.test('nothing answers an ACK, a response, or what has no Via or a hundred', (t) => {
  const ack = Buffer.from(invite.replace(/INVITE/g, 'ACK').replace('Max-Forwards: 68', 'X'));
  t.match(parseMessage(ack), { ok: false, partial: null });
  const response = Buffer.from(invite.replace(/^INVITE.*/, 'SIP/2.0 99 Low'));
  t.match(parseMessage(response), { ok: false, partial: null });
  const vias = inviteWith('Via', `Via: SIP/2.0/UDP a${', SIP/2.0/UDP a'.repeat(100)}`);
  t.match(parseMessage(vias), { ok: false, reason: 'Too many Via', partial: null });
  t.match(parseMessage(Buffer.from('\r\n\r\nrubbish')), { ok: false, partial: null });
  t.match(parseMessage(Buffer.alloc(0)), { ok: false, partial: null });
  t.end();
});

t.test('the parsed Via follows its header', (t) => {
  const message = request(Buffer.from(invite));
  t.equal(message.via.port, 5060);
  message.headers.set('Via', 'SIP/2.0/TLS host.example:5061;branch=z9hG4bK2');
  t.match(message.via, { transport: 'TLS', host: 'host.example', port: 5061 });
  t.end();
});
