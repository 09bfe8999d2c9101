import t from 'tap';
import { Dialog, dialogKey } from '../../../../bridge/sip/dialog/dialog.js';
import { routing } from '../../../../bridge/sip/dialog/route-set.js';
import { createRequest, createResponse } from '../../../../bridge/sip/message/build.js';
import { formatUri, parseUri } from '../../../../bridge/sip/message/uri.js';

const uri = (text: string) => parseUri(text)!;

function invite(headers: readonly (readonly [string, string])[] = []) {
  return createRequest({
    method: 'INVITE',
    uri: uri('sip:bob@example.org'),
    from: 'Alice <sip:alice@example.com>;tag=a',
    to: '<sip:bob@example.org>',
    callId: 'call',
    cseq: 7,
    branch: 'z9hG4bKone',
    headers: [['Contact', '<sip:alice@192.0.2.1:5062>'], ...headers],
  });
}

const routes = [['Record-Route', '<sip:p2.example;lr>, <sip:p1.example;lr>']] as const;

t.test('a UAS keeps the route set in order and answers with its own tag (§12.1.1)', (t) => {
  const dialog = Dialog.asUas(invite(routes), 'b', 100);
  t.equal(dialog.key, dialogKey('call', 'b', 'a'));
  const bye = dialog.request('BYE', { branch: 'z9hG4bKtwo' });
  t.equal(bye.headers.get('From'), '<sip:bob@example.org>;tag=b');
  t.equal(bye.to.params.get('tag'), 'a');
  t.equal(bye.cseq.sequence, 101);
  t.equal(formatUri(bye.uri), 'sip:alice@192.0.2.1:5062');
  t.same(bye.headers.all('Route'), ['<sip:p2.example;lr>', '<sip:p1.example;lr>']);
  t.equal(dialog.nextHop.host, 'p2.example');
  t.end();
});

t.test('a UAC keeps it in reverse, and takes that of the 2xx (§12.1.2, §13.2.2.4)', (t) => {
  const request = invite();
  const ringing = createResponse(request, 180, {
    toTag: 'b',
    headers: [['Contact', '<sip:bob@198.51.100.1>'], ...routes],
  });
  const dialog = Dialog.asUac(request, ringing);
  t.same(dialog.routeSet, ['<sip:p1.example;lr>', '<sip:p2.example;lr>']);
  t.equal(dialog.request('PRACK', { branch: 'z9hG4bKp' }).cseq.sequence, 8);
  dialog.confirm(
    createResponse(request, 200, { toTag: 'b', headers: [['Contact', '<sip:bob@198.51.100.2>']] }),
  );
  t.same(dialog.routeSet, []);
  const ack = dialog.request('ACK', { branch: 'z9hG4bKack', cseq: 7 });
  t.equal(ack.cseq.sequence, 7);
  t.equal(ack.uri.host, '198.51.100.2');
  t.equal(dialog.request('BYE', { branch: 'z9hG4bKb' }).cseq.sequence, 9);
  t.end();
});

t.test('a strict router is put in the Request-URI, the target last (§12.2.1.1)', (t) => {
  const {
    uri: requestUri,
    routes,
    nextHop,
  } = routing(
    ['<sip:strict.example;method=INVITE>', '<sip:p2.example;lr>'],
    uri('sip:bob@198.51.100.1'),
  );
  t.equal(formatUri(requestUri), 'sip:strict.example');
  t.same(routes, ['<sip:p2.example;lr>', '<sip:bob@198.51.100.1>']);
  t.equal(nextHop.host, 'strict.example');
  t.end();
});

t.test('requests out of order are known by their sequence number (§12.2.2)', (t) => {
  const dialog = Dialog.asUas(invite(), 'b', 1);
  const at = (cseq: number) =>
    createRequest({
      method: 'INFO',
      uri: uri('sip:bob@example.org'),
      from: '<sip:alice@example.com>;tag=a',
      to: '<sip:bob@example.org>;tag=b',
      callId: 'call',
      cseq,
      branch: 'z9hG4bKx',
    });
  t.ok(dialog.accepts(at(9)));
  t.notOk(dialog.accepts(at(8)));
  t.ok(dialog.accepts(at(10)));
  t.end();
});

t.test('a target refresh takes the new Contact and nothing else', (t) => {
  const dialog = Dialog.asUas(invite(), 'b', 1);
  const moved = invite();
  moved.headers.set('Contact', '<sip:alice@203.0.113.5>');
  dialog.refreshTarget(moved);
  t.equal(dialog.remoteTarget.host, '203.0.113.5');
  moved.headers.set('Contact', '<tel:+3225551234>');
  dialog.refreshTarget(moved);
  t.equal(dialog.remoteTarget.host, '203.0.113.5');
  t.end();
});

t.test('an INVITE without a SIP Contact makes no dialog', (t) => {
  const request = invite();
  request.headers.set('Contact', '*');
  t.throws(() => Dialog.asUas(request, 'b', 1), { code: 'bad-message' });
  t.end();
});
