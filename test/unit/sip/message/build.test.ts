import t from 'tap';
import {
  createRequest,
  createResponse,
  refuseMalformed,
} from '../../../../bridge/sip/message/build.js';
import { nameAddr } from '../../../../bridge/sip/message/name-addr.js';
import { parseMessage } from '../../../../bridge/sip/message/parse.js';
import { serialize } from '../../../../bridge/sip/message/serialize.js';
import type { SipRequest } from '../../../../bridge/sip/message/types.js';
import { parseUri, sipUri } from '../../../../bridge/sip/message/uri.js';
import { invite, inviteWith } from './sample.js';

function received(data: Buffer | string): SipRequest {
  const result = parseMessage(Buffer.from(data));
  if (!result.ok || result.message.kind !== 'request') throw new Error('not a request');
  return result.message;
}

const options = {
  method: 'INVITE',
  uri: parseUri('sip:bob@example.com')!,
  from: nameAddr(sipUri({ user: 'me', host: 'here.example' }), { displayName: 'Me', tag: 't1' }),
  to: '<sip:bob@example.com>',
  callId: 'c1',
  cseq: 7,
  branch: 'z9hG4bKx',
};

t.test('a built request parses back to what it was built from', (t) => {
  const body = { type: 'application/sdp', content: 'v=0\r\né' };
  const request = createRequest({ ...options, routes: ['<sip:p1;lr>', '<sip:p2;lr>'], body });
  const back = received(serialize(request));
  t.equal(back.via.params.get('branch'), 'z9hG4bKx');
  t.same(back.headers.all('Route'), ['<sip:p1;lr>', '<sip:p2;lr>']);
  t.equal(back.headers.get('Max-Forwards'), '70');
  t.same(back.cseq, { sequence: 7, method: 'INVITE' });
  t.same(back.from, request.from);
  t.equal(back.body.toString(), 'v=0\r\né');
  t.equal(back.headers.get('Content-Length'), '7');
  t.end();
});

t.test('a response copies what RFC 3261 §8.2.6 says, in order', (t) => {
  const request = received(invite);
  const ringing = createResponse(request, 180, { toTag: 'x1', headers: [['Contact', '<sip:me>']] });
  t.same(ringing.headers.all('Via'), request.headers.all('Via'));
  t.equal(ringing.headers.get('To'), '<sip:+3225551234@bridge.example>;tag=x1');
  t.same(ringing.from, request.from);
  t.equal(ringing.callId, request.callId);
  t.same(ringing.cseq, request.cseq);
  t.same(ringing.headers.all('Record-Route'), request.headers.all('Record-Route'));
  t.equal(ringing.reason, 'Ringing');
  const parsed = parseMessage(serialize(ringing));
  t.match(parsed, { ok: true, message: { kind: 'response', status: 180 } });
  t.end();
});

t.test('a 100 has no tag but the Timestamp; a refusal has no Record-Route', (t) => {
  const request = received(inviteWith('Timestamp', 'Timestamp: 54'));
  const trying = createResponse(request, 100, { toTag: 'x1' });
  t.equal(trying.headers.get('To'), request.headers.get('To'));
  t.equal(trying.headers.get('Timestamp'), '54');
  t.notOk(createResponse(request, 486).headers.has('Record-Route'));
  t.end();
});

t.test('a tag already in To is kept', (t) => {
  const request = received(inviteWith('To', 'To: <sip:a@b>;tag=mine'));
  t.equal(createResponse(request, 200, { toTag: 'x' }).to.params.get('tag'), 'mine');
  t.end();
});

t.test('a malformed request is answered from what could be read', (t) => {
  const result = parseMessage(inviteWith('CSeq', 'CSeq: 99999999999 INVITE'));
  if (result.ok || result.partial === null) throw new Error('taken');
  const response = refuseMalformed(result.partial, result.status, result.reason, 'x1');
  t.match(
    serialize(response).toString(),
    /^SIP\/2.0 400 Missing or malformed CSeq\r\n[^]*CSeq: 99999999999 INVITE\r\n/,
  );
  t.equal(response.headers.all('Via').length, 3);
  t.equal(response.to.params.get('tag'), 'x1');
  t.end();
});

t.test('no value can become a header of its own', (t) => {
  const evil = 'x\r\nEvil: 1\r\n\r\nbody';
  const request = createRequest({
    ...options,
    callId: evil,
    branch: evil,
    from: evil,
    headers: [['Subject', evil]],
    body: { type: evil, content: '' },
  });
  request.headers.set('Via', evil);
  request.headers.prepend('Warning', evil);
  const response = createResponse(request, 200, { reason: evil });
  for (const message of [request, response]) {
    const text = serialize(message).toString();
    t.notMatch(text, /\nEvil/);
    t.equal(text.indexOf('\r\n\r\n'), text.length - 4);
  }
  t.throws(() => createRequest({ ...options, method: 'A\r\nB' }), { code: 'bad-message' });
  t.throws(() => request.headers.append('A: b\r\nC', 'd'), { code: 'bad-message' });
  t.end();
});

t.test('setting, prepending and removing headers keeps their order', (t) => {
  const { headers } = received(invite);
  headers.prepend('via', 'SIP/2.0/UDP new;branch=z9hG4bKn');
  t.equal(headers.all('Via')[0], 'SIP/2.0/UDP new;branch=z9hG4bKn');
  t.equal(headers.all('Via').length, 4);
  const copy = headers.clone();
  headers.remove('v');
  t.notOk(headers.has('Via'));
  t.equal(copy.all('Via').length, 4);
  copy.set('From', '<sip:x@y>');
  t.same([...copy.entries()].map(([name]) => name).slice(0, 6), [
    'Via',
    'Via',
    'Via',
    'Record-Route',
    'Max-Forwards',
    'From',
  ]);
  t.end();
});
