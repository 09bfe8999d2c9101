import t from 'tap';
import {
  giveUpAfterMs,
  refreshAfterMs,
  timerVerdict,
} from '../../../../bridge/sip/user-agent/session-timer-terms.js';
import { ScriptedPeer, sdpBody } from '../../../support/scripted-peer.js';
import { FakeSipNetwork } from '../../../support/fake-sip-network.js';
import { TwoAgents } from '../../../support/two-agents.js';

const settings = { expiresSeconds: 1800, minimumSeconds: 90 };

t.test('the UAS negotiates the session timer as RFC 4028 §9, table 2 says', async (t) => {
  const peer = await ScriptedPeer.start(new FakeSipNetwork(), '10.0.0.3');
  const verdict = (...headers: [string, string][]) =>
    timerVerdict(peer.request('INVITE', { headers }), settings);
  const supports: [string, string] = ['Supported', 'timer'];
  t.match(verdict(), { terms: null });
  t.match(verdict(supports), { terms: { intervalSeconds: 1800, weRefresh: false } });
  t.match(verdict(supports, ['Session-Expires', '300']), {
    terms: { intervalSeconds: 300, weRefresh: false },
    headers: [
      ['Session-Expires', '300;refresher=uac'],
      ['Require', 'timer'],
    ],
  });
  t.match(verdict(supports, ['x', '300;refresher=uas']), {
    terms: { intervalSeconds: 300, weRefresh: true },
    headers: [['Session-Expires', '300;refresher=uas']],
  });
  t.match(verdict(['Session-Expires', '300']), { terms: { weRefresh: true } });
  t.match(verdict(supports, ['Session-Expires', '60']), { kind: 'too-small' });
  t.match(verdict(['Session-Expires', '60']), { terms: null });
  t.match(verdict(supports, ['Min-SE', '3600']), { terms: { intervalSeconds: 3600 } });
  t.equal(refreshAfterMs({ intervalSeconds: 100, weRefresh: true }), 50_000);
  t.equal(giveUpAfterMs({ intervalSeconds: 90, weRefresh: false }), 60_000);
  t.equal(giveUpAfterMs({ intervalSeconds: 1800, weRefresh: false }), 1_768_000);
});

t.test('a session is refreshed half way by UPDATE without a description', async (t) => {
  const agents = await TwoAgents.start();
  const call = await agents.establish();
  await agents.clock.settle(900_000);
  t.equal(agents.network.sent('UPDATE').length, 1);
  t.equal(agents.network.sent('UPDATE')[0]?.body.length, 0);
  await agents.clock.settle(900_000);
  t.equal(agents.network.sent('UPDATE').length, 2);
  t.same([...call.inRecord.ends, ...call.outRecord.ends], []);
  t.same(await agents.close(), []);
});

t.test('a far end that does not refresh is ended by BYE', async (t) => {
  const agents = await TwoAgents.start();
  const peer = await ScriptedPeer.start(agents.network, '10.0.0.3');
  agents.take = (leg) => void leg.answer('answer').catch(() => undefined);
  const headers = [
    ['Supported', 'timer'],
    ['Session-Expires', '90;refresher=uac'],
  ] as const;
  const invite = peer.request('INVITE', { body: sdpBody('offer'), headers });
  peer.send(invite);
  await agents.clock.settle();
  peer.send(peer.within(invite, peer.responses.at(-1)!, 'ACK', 1));
  await agents.clock.settle(59_900);
  t.same(agents.inbound[0]?.ends, []);
  await agents.clock.settle(100);
  t.match(agents.inbound[0]?.ends, [{ by: 'session-timer' }]);
  t.match(peer.requests.at(-1)?.headers.get('Reason'), /cause=102/);
  t.same(await agents.close(), []);
});

t.test(
  'we refresh by re-INVITE, the description unchanged, where UPDATE is not allowed',
  async (t) => {
    const agents = await TwoAgents.start();
    const peer = await ScriptedPeer.start(agents.network, '10.0.0.3');
    agents.take = (leg) => void leg.answer('answer').catch(() => undefined);
    const headers = [
      ['Allow', 'INVITE, ACK, BYE'],
      ['Supported', 'timer'],
      ['Session-Expires', '90;refresher=uas'],
    ] as const;
    const invite = peer.request('INVITE', { body: sdpBody('offer'), headers });
    peer.onRequest = (request) => {
      if (request.method === 'INVITE') {
        const agreed = [['Session-Expires', '90;refresher=uac']] as const;
        peer.respond(request, 200, { headers: agreed, sdp: 'offer' });
      }
    };
    peer.send(invite);
    await agents.clock.settle();
    peer.send(peer.within(invite, peer.responses.at(-1)!, 'ACK', 1));
    await agents.clock.settle(200_000);
    const reinvites = peer.requests.filter(({ method }) => method === 'INVITE');
    t.equal(reinvites.length, 4);
    t.equal(reinvites[0]?.body.toString(), 'answer');
    t.same(agents.inbound[0]?.ends, []);
    await agents.close();
  },
);

t.test(
  'an interval that is too small gets 422 with Min-SE, and our own is raised by one',
  async (t) => {
    const agents = await TwoAgents.start();
    const peer = await ScriptedPeer.start(agents.network, '10.0.0.3');
    const headers = [
      ['Supported', 'timer'],
      ['Session-Expires', '30'],
    ] as const;
    peer.send(peer.request('INVITE', { body: sdpBody('offer'), headers }));
    await agents.clock.settle();
    t.match(peer.responses.at(-1), { status: 422 });
    t.equal(peer.responses.at(-1)?.headers.get('Min-SE'), '90');
    peer.send(peer.request('ACK'));

    peer.onRequest = (request) => {
      if (request.method !== 'INVITE') return;
      const seconds = Number(request.headers.get('Session-Expires')?.split(';')[0]);
      if (seconds < 3600) peer.respond(request, 422, { headers: [['Min-SE', '3600']] });
      else peer.respond(request, 200, { sdp: 'answer' });
    };
    const { record } = agents.call({ uri: 'sip:1234@10.0.0.3' });
    await agents.clock.settle();
    t.same(record.answered, ['answer']);
    await agents.close();
  },
);
