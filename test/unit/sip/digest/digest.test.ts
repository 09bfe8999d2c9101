import t from 'tap';
import { createRequest, createResponse } from '../../../../bridge/sip/message/build.js';
import type { SipRequest } from '../../../../bridge/sip/message/types.js';
import { parseUri } from '../../../../bridge/sip/message/uri.js';
import { digestResponse, ha1 } from '../../../../bridge/sip/digest/calculation.js';
import { type AuthorizationHeaders, DigestClient } from '../../../../bridge/sip/digest/client.js';
import { DigestServer, type DigestServerOptions } from '../../../../bridge/sip/digest/server.js';
import { FakeClock } from '../../../support/fake-clock.js';
import { SeededRandom } from '../../../support/seeded-random.js';

const password = 'Circle of Life';

function register(headers: AuthorizationHeaders = [], target = 'sip:bridge.example'): SipRequest {
  return createRequest({
    method: 'REGISTER',
    uri: parseUri(target)!,
    from: '<sip:Mufasa@bridge.example>;tag=1',
    to: '<sip:Mufasa@bridge.example>',
    callId: 'c',
    cseq: 1,
    branch: 'z9hG4bK1',
    headers,
  });
}

function setUp(options: Partial<DigestServerOptions> = {}) {
  const clock = new FakeClock();
  const random = new SeededRandom(1);
  const users = {
    find: (name: string) => (name === 'Mufasa' ? ({ kind: 'password', password } as const) : null),
  };
  const server = new DigestServer({ realm: 'bridge', users, clock, random, ...options });
  const client = new DigestClient({ username: 'Mufasa', password }, random);
  const challenged = (request: SipRequest, stale = false) =>
    createResponse(request, 401, { headers: server.challenge('www', stale) });
  return { clock, random, server, client, challenged };
}

t.test('the examples of RFC 7616 §3.9.1 and RFC 2617 §3.5', (t) => {
  const common = { method: 'GET', uri: '/dir/index.html', body: Buffer.alloc(0) };
  const protection = {
    qop: 'auth' as const,
    nc: '00000001',
    cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
  };
  const nonce = '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v';
  for (const [hash, expected] of [
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ] as const) {
    const known = ha1(hash, 'Mufasa', 'http-auth@example.org', password);
    const algorithm = { hash, session: false };
    t.equal(digestResponse({ ...common, algorithm, ha1: known, nonce, protection }), expected);
  }
  const old = {
    ...common,
    algorithm: { hash: 'MD5' as const, session: false },
    ha1: ha1('MD5', 'Mufasa', 'testrealm@host.com', 'Circle Of Life'),
    nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093',
  };
  t.equal(
    digestResponse({ ...old, protection: { qop: 'auth', nc: '00000001', cnonce: '0a4f113b' } }),
    '6629fae49393a05397450978507c4ef1',
  );
  t.equal(digestResponse({ ...old, protection: null }), '670fd8c2df070c60b045671b8b24ff02');
  t.end();
});

t.test('a client answers the strongest challenge, and the server lets it in', (t) => {
  const { server, client, challenged } = setUp();
  const first = register();
  t.match(server.verify('www', first), { ok: false, why: 'none' });
  const headers = client.answer(challenged(first), first)!;
  t.match(headers, [['Authorization', /algorithm=SHA-256, qop=auth, nc=00000001$/]]);
  t.same(server.verify('www', register(headers)), { ok: true, username: 'Mufasa' });
  t.match(server.verify('proxy', register(headers)), { ok: false, why: 'none' });
  t.end();
});

t.test('later requests carry credentials at once, with a higher nc; a replay is refused', (t) => {
  const { server, client, challenged } = setUp();
  const first = register();
  const one = client.answer(challenged(first), first)!;
  const two = client.authorize(register());
  t.match(two[0]![1], /nc=00000002/);
  t.ok(server.verify('www', register(two)).ok);
  t.match(server.verify('www', register(two)), { ok: false, why: 'stale' });
  t.match(server.verify('www', register(one)), { ok: false, why: 'stale' });
  t.ok(server.verify('www', register(client.authorize(register()))).ok);
  t.end();
});

t.test('a nonce expires; stale makes the client try again, a plain refusal does not', (t) => {
  const { clock, server, client, challenged } = setUp({ nonceLifetimeMs: 1000 });
  const first = register();
  const late = register(client.answer(challenged(first), first)!);
  clock.advance(1001);
  t.match(server.verify('www', late), { ok: false, why: 'stale' });
  const headers = client.answer(challenged(late, true), late);
  t.ok(server.verify('www', register(headers!)).ok);
  t.equal(client.answer(challenged(late), late), null);
  t.end();
});

t.test('a server that forgot the nonce of a later request may challenge again', (t) => {
  const { server, client, challenged } = setUp();
  const first = register();
  client.answer(challenged(first), first);
  const later = register(client.authorize(first));
  const again = register(client.answer(challenged(later), later)!);
  t.ok(server.verify('www', again).ok);
  t.equal(client.answer(challenged(again), again), null);
  t.end();
});

t.test('credentials for the nonce of a server that was restarted are stale, not wrong', (t) => {
  const before = setUp();
  const first = register();
  const headers = before.client.answer(before.challenged(first), first)!;
  const after = setUp({ random: new SeededRandom(2) });
  t.match(after.server.verify('www', register(headers)), { ok: false, why: 'stale' });
  t.end();
});

t.test('a wrong password, an unknown user and another target are refused', (t) => {
  const { server, random, challenged } = setUp();
  const first = register();
  for (const [username, word] of [
    ['Mufasa', 'x'],
    ['Scar', password],
  ] as const) {
    const client = new DigestClient({ username, password: word }, random);
    const headers = client.answer(challenged(first), first)!;
    t.match(server.verify('www', register(headers)), { ok: false, why: 'wrong' });
  }
  const client = new DigestClient({ username: 'Mufasa', password }, random);
  const headers = client.answer(challenged(first), first)!;
  t.match(server.verify('www', register(headers, 'sip:other.example')), { why: 'malformed' });
  t.end();
});

t.test('users may be given as HA1, for the algorithms it is known for', (t) => {
  const find = () =>
    ({ kind: 'ha1', ha1: { MD5: ha1('MD5', 'Mufasa', 'bridge', password) } }) as const;
  for (const [algorithms, ok] of [
    [['MD5'], true],
    [['SHA-256'], false],
  ] as const) {
    const { server, client, challenged } = setUp({ users: { find }, algorithms });
    const first = register();
    const headers = client.answer(challenged(first), first)!;
    t.equal(server.verify('www', register(headers)).ok, ok);
  }
  t.end();
});

t.test('an algorithm that was not offered is not accepted', (t) => {
  const weak = setUp({ algorithms: ['MD5'] });
  const strong = setUp({ algorithms: ['SHA-256'] });
  const first = register();
  const headers = weak.client.answer(weak.challenged(first), first)!;
  t.match(strong.server.verify('www', register(headers)), { ok: false, why: 'wrong' });
  t.end();
});

t.test('several realms of 401 and 407 are answered each; what we cannot do is passed over', (t) => {
  const { client } = setUp();
  const request = register();
  const answer = (...headers: [string, string][]) =>
    client.answer(createResponse(request, 407, { headers }), request);
  const headers = answer(
    ['Proxy-Authenticate', 'Digest realm="a", nonce="1", qop="auth,auth-int"'],
    [
      'Proxy-Authenticate',
      'Digest realm="b, \\"c\\"", nonce="2", algorithm=MD5-sess, qop=auth-int',
    ],
    ['Proxy-Authenticate', 'Digest realm="b, \\"c\\"", nonce="3", algorithm=MD5, opaque="o"'],
    ['WWW-Authenticate', 'Digest realm="d", nonce="4", algorithm=SHA-512-256, qop="auth"'],
    ['WWW-Authenticate', 'Digest realm="d", nonce="5", algorithm=SHA-3, qop="auth"'],
  )!;
  t.match(headers, [
    ['Authorization', /realm="d", nonce="4".*algorithm=SHA-512-256/],
    ['Proxy-Authorization', /realm="a", nonce="1".* qop=auth, nc=00000001$/],
    ['Proxy-Authorization', /realm="b, \\"c\\"", nonce="2".*algorithm=MD5-sess, qop=auth-int/],
  ]);
  t.equal(
    new DigestClient({ username: 'a', password }, new SeededRandom(1)).answer(
      createResponse(request, 401, { headers: [['WWW-Authenticate', 'Basic realm="a"']] }),
      request,
    ),
    null,
  );
  t.equal(
    new DigestClient({ username: 'a', password }, new SeededRandom(1)).answer(
      createResponse(request, 401),
      request,
    ),
    null,
  );
  t.end();
});

t.test('a peer without qop (RFC 2069) is let in once a nonce', (t) => {
  const { server, client, challenged } = setUp({ algorithms: ['MD5'] });
  const first = register();
  const response = challenged(first);
  const plain = response.headers.get('WWW-Authenticate')!.replace(', qop="auth"', '');
  response.headers.set('WWW-Authenticate', plain);
  const headers = client.answer(response, first)!;
  t.notMatch(headers[0]![1], /qop|nc=/);
  t.ok(server.verify('www', register(headers)).ok);
  t.match(server.verify('www', register(headers)), { ok: false, why: 'stale' });
  t.end();
});

t.test('a nonce that was pushed out of the table cannot be replayed', (t) => {
  const { clock, server, random, challenged } = setUp({ maxNonces: 2 });
  const sent = Array.from({ length: 4 }, () => {
    clock.advance(10);
    const first = register();
    const client = new DigestClient({ username: 'Mufasa', password }, random);
    const request = register(client.answer(challenged(first), first)!);
    t.ok(server.verify('www', request).ok);
    return request;
  });
  for (const request of sent) t.match(server.verify('www', request), { why: 'stale' });
  t.end();
});

t.test('malformed credentials are told from wrong ones', (t) => {
  const { server } = setUp();
  const verify = (value: string) => server.verify('www', register([['Authorization', value]]));
  for (const value of [
    'Basic x',
    'Digest',
    'Digest x',
    'Digest realm="other"',
    'Digest realm="x',
  ]) {
    t.match(verify(value), { ok: false, why: 'none' }, value);
  }
  const whole = 'Digest realm="bridge", username="Mufasa", nonce="1", uri="sip:bridge.example"';
  for (const rest of ['', ', response="1", algorithm=X', ', response="1", qop=auth, nc=1']) {
    t.match(verify(whole + rest), { ok: false, why: 'malformed' }, rest);
  }
  t.match(verify(`${whole}, response=""`), { ok: false, why: 'wrong' });
  t.end();
});
