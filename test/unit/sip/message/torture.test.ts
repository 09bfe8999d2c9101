import t from 'tap';
import { refuseMalformed } from '../../../../bridge/sip/message/build.js';
import { parseNameAddr } from '../../../../bridge/sip/message/name-addr.js';
import { parseMessage } from '../../../../bridge/sip/message/parse.js';
import { serialize } from '../../../../bridge/sip/message/serialize.js';
import type { SipMessage, SipRequest } from '../../../../bridge/sip/message/types.js';
import { formatUri } from '../../../../bridge/sip/message/uri.js';
import { parseVia } from '../../../../bridge/sip/message/via.js';
import { invalidMessages } from '../../../support/sip-torture-invalid.js';
import { ipv6Messages } from '../../../support/sip-torture-ipv6.js';
import { validMessages } from '../../../support/sip-torture-valid.js';
import { sdp } from '../../../support/sip-torture.js';

function parsed(name: string): SipMessage {
  const torture = [...validMessages, ...ipv6Messages].find((each) => each.name === name)!;
  const result = parseMessage(torture.data);
  if (!result.ok) throw new Error(`${name}: ${result.status} ${result.reason}`);
  return result.message;
}

function request(name: string): SipRequest {
  const message = parsed(name);
  if (message.kind !== 'request') throw new Error(`${name} is a response`);
  return message;
}

const contacts = (message: SipMessage) =>
  message.headers.all('Contact').map((text) => parseNameAddr(text)!);

for (const { name, clause, data } of validMessages) {
  t.test(`RFC 4475 §${clause} ${name}: is understood, and the same when written again`, (t) => {
    const message = parsed(name);
    const again = parseMessage(serialize(message));
    if (!again.ok) throw new Error(again.reason);
    for (const part of ['callId', 'cseq', 'from', 'to', 'via', 'body'] as const) {
      t.same(again.message[part], message[part], part);
    }
    t.ok(data.includes(message.body));
    t.end();
  });
}

t.test('RFC 4475 §3.1.1.1: blanks and folds everywhere', (t) => {
  const message = request('wsinv');
  t.equal(message.uri.params.get('unknownparam'), null);
  t.equal(message.to.params.get('tag'), '1918181833n');
  t.equal(message.from.displayName, 'J Rosenberg \\"');
  t.equal(message.from.params.get('tag'), '98asjd8');
  t.equal(message.headers.get('Max-Forwards'), '0068');
  t.same(message.cseq, { sequence: 9, method: 'INVITE' });
  t.equal(message.headers.get('Subject'), '');
  t.equal(message.headers.get('newfangledheader'), 'newfangled value continued newfangled value');
  t.equal(message.headers.get('UnknownHeaderWithUnusualValue'), ';;,,;;,;');
  const vias = message.headers.all('Via').map((text) => parseVia(text)!);
  t.same(
    vias.map(({ transport, host, params }) => [transport, host, params.get('branch')]),
    [
      ['UDP', '192.0.2.2', '390skdjuw'],
      ['TCP', 'spindle.example.com', 'z9hG4bK9ikj8'],
      ['UDP', '192.168.255.111', 'z9hG4bK30239'],
    ],
  );
  const [contact] = contacts(message);
  t.equal(contact?.displayName, 'Quoted string ""');
  t.same(
    [...contact!.params],
    [
      ['newparam', 'newvalue'],
      ['secondparam', null],
      ['q', '0.33'],
    ],
  );
  t.equal(message.body.toString(), sdp);
  t.end();
});

t.test('RFC 4475 §3.1.1.2: a wide range of characters', (t) => {
  const message = request('intmeth');
  t.equal(message.method, "!interesting-Method0123456789_*+`.%indeed'~");
  t.equal(message.uri.user, "1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*");
  t.equal(message.uri.password, "&it+has=1,weird!*pas$wo~d_too.(doesn't-it)");
  t.equal(message.to.displayName, 'BEL:\u0007 NUL:\u0000 DEL:\u007f');
  t.equal(message.from.params.get("fromparam''~+*_!.-%"), 'работающий');
  t.equal(message.cseq.sequence, 139122385);
  t.end();
});

t.test('RFC 4475 §3.1.1.3 to §3.1.1.5: escapes mean characters in URIs and nowhere else', (t) => {
  const esc01 = request('esc01');
  t.equal(esc01.uri.user, 'sips:user@example.com');
  t.equal(esc01.to.uri.user, 'user');
  t.equal(esc01.from.uri.user, 'I have spaces');
  const [contact] = contacts(esc01);
  t.equal(contact?.uri.user, 'caller');
  t.same(
    [...contact!.uri.params],
    [
      ['lr', null],
      ['name', 'value%41'],
    ],
  );
  t.equal(formatUri(esc01.uri), 'sip:sips%3Auser%40example.com@example.net');
  const escnull = request('escnull');
  t.equal(escnull.to.uri.user, 'null-\u0000-null');
  t.same(
    contacts(escnull).map(({ uri }) => uri.user),
    ['\u0000', '\u0000\u0000'],
  );
  t.equal(request('esc02').method, 'RE%47IST%45R');
  t.equal(request('esc02').to.displayName, '%Z%45');
  t.end();
});

t.test('RFC 4475 §3.1.1.6 to §3.1.1.13: the values', (t) => {
  t.equal(request('lwsdisp').from.displayName, 'caller');
  const longreq = request('longreq');
  t.equal(longreq.headers.all('Via').length, 34);
  t.equal(longreq.from.params.get('tag')?.length, 302);
  t.equal(longreq.to.uri.port, 6000);
  t.equal(request('dblreq').method, 'REGISTER');
  t.equal(request('dblreq').body.length, 0);
  t.equal(request('semiuri').uri.user, 'user;par=u@example.net');
  t.same(
    request('transports')
      .headers.all('Via')
      .map((text) => parseVia(text)?.transport),
    ['UDP', 'SCTP', 'TLS', 'UNKNOWN', 'TCP'],
  );
  t.match(parsed('unreason'), {
    status: 200,
    reason: '= 2**3 * 5**2 но сто девяносто девять - простое',
  });
  t.match(parsed('noreason'), { status: 100, reason: '' });
  t.end();
});

t.test('RFC 4475 §3.3 and §3.4: what the parser leaves to the layers above', (t) => {
  const unksm2 = request('unksm2');
  t.match(unksm2.to.uri, { scheme: 'other', user: 'isbn:2983792873' });
  t.equal(formatUri(unksm2.from.uri), 'http://www.example.com');
  t.same(request('bext01').headers.all('Require'), [
    'nothingSupportsThis',
    'nothingSupportsThisEither',
  ]);
  t.ok(contacts(request('cparam01'))[0]?.params.has('unknownparam'));
  t.ok(contacts(request('cparam02'))[0]?.uri.params.has('unknownparam'));
  t.equal(contacts(request('regescrt'))[0]?.uri.headers.get('Route'), '<sip:sip.example.com>');
  const inv2543 = request('inv2543');
  t.notOk(inv2543.from.params.has('tag'));
  t.notOk(inv2543.via.params.has('branch'));
  t.equal(inv2543.body.toString(), sdp);
  t.end();
});

for (const { name, clause, data, status } of invalidMessages) {
  t.test(`RFC 4475 §${clause} ${name}: is ${status ?? 'dropped'}`, (t) => {
    const result = parseMessage(data);
    if (result.ok) throw new Error('it was taken');
    if (status === null) {
      t.equal(result.partial, null);
    } else {
      t.equal(result.status, status);
      const answer = refuseMalformed(result.partial!, result.status, result.reason, 'x');
      t.match(serialize(answer).toString(), new RegExp(`^SIP/2.0 ${status} .*\r\nVia: SIP/`));
    }
    t.end();
  });
}

for (const { name, clause, data } of ipv6Messages) {
  t.test(`RFC 5118 §${clause} ${name}`, (t) => {
    if (name === 'ipv6-bad') {
      t.match(parseMessage(data), { ok: false, status: 400 });
    } else {
      const message = request(name);
      const again = parseMessage(serialize(message));
      t.match(again, { ok: true, message: { method: message.method, uri: message.uri } });
    }
    t.end();
  });
}

t.test('RFC 5118: the values', (t) => {
  t.match(request('ipv6-good').uri, { host: '2001:db8::10', port: null });
  t.match(request('port-ambiguous').uri, { host: '2001:db8::10:5070', port: null });
  t.match(request('port-unambiguous').uri, { host: '2001:db8::10', port: 5070 });
  t.equal(request('via-received-param-with-delim').via.params.get('received'), '[2001:db8::9:255]');
  t.equal(request('via-received-param-no-delim').via.params.get('received'), '2001:db8::9:255');
  t.same(
    request('mult-ip-in-header')
      .headers.all('Via')
      .map((text) => parseVia(text)?.host),
    ['2001:db8::9:1', '192.0.2.1', '2001:db8::9:255'],
  );
  t.match(request('ipv4-mapped-ipv6').via, { host: '::ffff:192.0.2.10', port: 19823 });
  t.equal(request('ipv6-bug-abnf-3-colons').uri.host, '2001:db8::192.0.2.1');
  t.end();
});
