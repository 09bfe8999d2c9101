import t from 'tap';
import type { UnknownSourcePolicy } from '../../../../bridge/sip/trunk/trunk.js';
import { DigestClient } from '../../../../bridge/sip/digest/client.js';
import { ScriptedPeer, sdpBody, type RequestParts } from '../../../support/scripted-peer.js';
import { SeededRandom } from '../../../support/seeded-random.js';
import { TwoAgents } from '../../../support/two-agents.js';

t.test('requests outside dialogs are inspected as RFC 3261 §8.2 says', async (t) => {
  const agents = await TwoAgents.start();
  const peer = await ScriptedPeer.start(agents.network, '10.0.0.3');
  const cases: [string, string, RequestParts, number, Record<string, string>][] = [
    ['OPTIONS is answered with what we can do', 'OPTIONS', {}, 200, { Accept: 'application/sdp' }],
    ['a method we know but do not allow', 'REFER', {}, 405, { Allow: 'INVITE' }],
    ['a method nobody knows', 'DANCE', {}, 501, { Allow: 'INVITE' }],
    ['BYE outside a dialog', 'BYE', {}, 481, {}],
    ['a dialog we do not know', 'INVITE', { to: '<sip:1@10.0.0.2>;tag=gone' }, 481, {}],
    ['CANCEL of nothing', 'CANCEL', {}, 481, {}],
    [
      'an extension we lack',
      'INVITE',
      { headers: [['Require', 'timer, replaces']] },
      420,
      { Unsupported: 'replaces' },
    ],
    [
      'a body that is no session description',
      'INVITE',
      { body: { type: 'text/plain', content: 'hello' } },
      415,
      { Accept: 'application/sdp' },
    ],
    [
      'an encoding we cannot read',
      'INVITE',
      { body: sdpBody('x'), headers: [['Content-Encoding', 'gzip']] },
      415,
      { 'Accept-Encoding': 'identity' },
    ],
    ['an INVITE without a usable Contact', 'INVITE', { headers: [] }, 400, {}],
  ];
  for (const [title, method, parts, status, headers] of cases) {
    const request = peer.request(method, parts);
    if (status === 400) request.headers.remove('Contact');
    peer.send(request);
    await agents.clock.settle();
    const response = peer.responses.at(-1);
    t.equal(response?.status, status, title);
    for (const [name, value] of Object.entries(headers)) {
      t.equal(response?.headers.get(name), value, `${title}: ${name}`);
    }
  }
  t.equal(agents.arrived.length, 0);
  await agents.close();
});

t.test('a request forked on its way gets 482 the second time (RFC 3261 §8.2.2.2)', async (t) => {
  const agents = await TwoAgents.start();
  const peer = await ScriptedPeer.start(agents.network, '10.0.0.3');
  const parts = { callId: 'forked', body: sdpBody('offer') };
  peer.send(peer.request('INVITE', parts));
  peer.send(peer.request('INVITE', parts));
  await agents.clock.settle();
  t.equal(agents.arrived.length, 1);
  t.equal(peer.responses.at(-1)?.status, 482);
  await agents.close();
});

t.test('a repeated INVITE is absorbed and gets the last response again', async (t) => {
  const agents = await TwoAgents.start();
  const peer = await ScriptedPeer.start(agents.network, '10.0.0.3');
  agents.take = (leg) => leg.progress();
  const invite = peer.request('INVITE', { body: sdpBody('offer') });
  peer.send(invite);
  await agents.clock.settle();
  peer.send(invite);
  await agents.clock.settle();
  t.equal(agents.arrived.length, 1);
  t.same(
    peer.responses.map(({ status }) => status),
    [100, 180, 180],
  );
  await agents.close();
});

t.test('an INVITE that expires gets 487', async (t) => {
  const agents = await TwoAgents.start();
  const peer = await ScriptedPeer.start(agents.network, '10.0.0.3');
  agents.take = (leg) => leg.progress();
  peer.send(peer.request('INVITE', { headers: [['Expires', '5']] }));
  await agents.clock.settle(5_000);
  t.equal(peer.responses.at(-1)?.status, 487);
  t.match(agents.inbound[0]?.ends, [{ by: 'remote-cancel' }]);
  t.same(await agents.close(), []);
});

const policies: [UnknownSourcePolicy, string, number | null][] = [
  ['accept-local', '10.0.0.3', 180],
  ['accept-local', '203.0.113.9', 403],
  ['refuse', '10.0.0.3', 403],
  ['challenge', '10.0.0.3', 401],
  ['drop', '10.0.0.3', null],
  ['drop', '198.51.100.7', 180],
];
for (const [unknownSource, address, status] of policies) {
  t.test(`policy ${unknownSource}: ${address} gets ${String(status)}`, async (t) => {
    const agents = await TwoAgents.start({
      callee: {
        unknownSource,
        trunks: [{ name: 'carrier', addresses: ['198.51.100.0/24'] }],
        users: { realm: 'partyline', credentials: [] },
      },
    });
    agents.take = (leg) => leg.progress();
    const peer = await ScriptedPeer.start(agents.network, address);
    peer.send(peer.request('INVITE'));
    await agents.clock.settle();
    t.equal(peer.responses.at(-1)?.status ?? null, status);
    if (status === 180) {
      const trunk = address.startsWith('198') ? 'carrier' : null;
      t.match(agents.arrived[0]?.source, { address, trunk, user: null });
    }
    if (status === 403 || status === null) {
      t.equal(agents.callee.status().counters['unknown-trunk'], 1);
    }
    await agents.close();
  });
}

t.test('a configured user calls from anywhere after a digest challenge', async (t) => {
  const credentials = { username: 'anna', password: 'correct horse' };
  const agents = await TwoAgents.start({
    callee: {
      unknownSource: 'challenge',
      users: { realm: 'partyline', credentials: [credentials] },
    },
  });
  const peer = await ScriptedPeer.start(agents.network, '203.0.113.9');
  const attempt = async (password: string) => {
    const digest = new DigestClient({ ...credentials, password }, new SeededRandom(3));
    const first = peer.request('INVITE');
    peer.send(first);
    await agents.clock.settle();
    const challenge = peer.responses.at(-1)!;
    t.equal(challenge.status, 401);
    const headers = digest.answer(challenge, first) ?? [];
    peer.send(peer.request('INVITE', { callId: first.callId, cseq: 2, headers }));
    await agents.clock.settle();
  };
  await attempt('wrong');
  t.equal(agents.arrived.length, 0);
  t.equal(agents.callee.status().counters['wrong-credentials'], 1);
  await attempt('correct horse');
  t.equal(agents.arrived[0]?.source.user, 'anna');
  await agents.close();
});

t.test('an outgoing call answers the challenge of its trunk', async (t) => {
  const credentials = { username: 'bridge', password: 'secret' };
  const agents = await TwoAgents.start({
    callee: {
      unknownSource: 'challenge',
      users: { realm: 'carrier', credentials: [credentials] },
    },
    caller: { trunks: [{ name: 'carrier', addresses: [], credentials }] },
  });
  agents.take = (leg) => void leg.answer('answer').catch(() => undefined);
  const { leg, record } = agents.call({ trunk: 'carrier', callerNumber: '+3221234567' });
  await agents.clock.settle();
  t.same(record.answered, ['answer']);
  t.equal(agents.arrived[0]?.parties.callerNumber, '+3221234567');
  leg.hangUp({ q850: 16, text: '' });
  await agents.clock.settle();
  t.match(agents.inbound[0]?.ends, [{ by: 'remote-bye' }]);
  t.same(await agents.close(), []);
});

t.test('above the limit of legs new calls get 503 with Retry-After', async (t) => {
  const agents = await TwoAgents.start({ callee: { maxLegs: 1 } });
  agents.call();
  await agents.clock.settle();
  const { record } = agents.call();
  await agents.clock.settle();
  t.match(record.ends, [{ by: 'remote-reject', status: 503 }]);
  t.same(await agents.close(), []);
});
