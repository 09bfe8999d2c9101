import t from 'tap';
import { refreshDelayMs, retryDelayMs } from '../../../../bridge/sip/registration/timing.js';
import { DigestServer } from '../../../../bridge/sip/digest/server.js';
import type { SipRequest } from '../../../../bridge/sip/message/types.js';
import { FakeClock } from '../../../support/fake-clock.js';
import { ScriptedPeer } from '../../../support/scripted-peer.js';
import { SeededRandom } from '../../../support/seeded-random.js';
import { TwoAgents } from '../../../support/two-agents.js';

const registrarAddress = '198.51.100.9';
const credentials = { username: 'bridge', password: 'secret' };

const granted = (peer: ScriptedPeer, request: SipRequest, seconds: number): void => {
  const contact = request.headers.get('Contact') ?? '';
  peer.respond(request, 200, { headers: [['Contact', `${contact};expires=${seconds}`]] });
};

async function withRegistration(respond: (peer: ScriptedPeer, request: SipRequest) => void) {
  const trunk = {
    name: 'provider',
    addresses: [],
    credentials,
    registration: {
      registrar: `sip:${registrarAddress}`,
      addressOfRecord: 'sip:3225551234@provider.example',
      expiresSeconds: 600,
    },
  };
  const onNetwork: ScriptedPeer[] = [];
  const agents = await TwoAgents.start({
    callee: { unknownSource: 'refuse', trunks: [trunk] },
    beforeStart: async (network) => {
      const peer = await ScriptedPeer.start(network, registrarAddress);
      peer.onRequest = (request) => respond(peer, request);
      onNetwork.push(peer);
    },
  });
  await agents.clock.settle();
  return { agents, registrar: onNetwork[0]! };
}

const registers = ({ requests }: ScriptedPeer) =>
  requests.filter(({ method }) => method === 'REGISTER');

t.test('a registration answers the challenge and is refreshed before it expires', async (t) => {
  const digest = new DigestServer({
    realm: 'provider',
    clock: new FakeClock(),
    random: new SeededRandom(5),
    users: { find: () => ({ kind: 'password', password: credentials.password }) },
  });
  const { agents, registrar } = await withRegistration((peer, request) => {
    const verdict = digest.verify('www', request);
    if (verdict.ok) granted(peer, request, 300);
    else peer.respond(request, 401, { headers: digest.challenge('www') });
  });
  await agents.clock.settle(60_000);
  const [first, second] = registers(registrar);
  t.equal(first?.callId, second?.callId);
  t.equal(second?.cseq.sequence, (first?.cseq.sequence ?? 0) + 1);
  const before = registers(registrar).length;
  await agents.clock.settle(300_000);
  t.ok(registers(registrar).length > before);
  await agents.close();
  t.equal(registers(registrar).at(-1)?.headers.get('Expires'), '0', 'it is taken back at the end');
});

t.test('calls that come to the registration are the trunk’s', async (t) => {
  const { agents, registrar } = await withRegistration((peer, request) => {
    if (request.method === 'REGISTER') granted(peer, request, 300);
  });
  await agents.clock.settle();
  agents.take = (leg) => leg.progress();
  registrar.send(registrar.request('INVITE'));
  await agents.clock.settle();
  t.equal(agents.arrived[0]?.source.trunk, 'provider');

  // From elsewhere, but to the Contact that only the registrar knows.
  const contact = /<(.*)>/.exec(registers(registrar)[0]?.headers.get('Contact') ?? '')?.[1] ?? '';
  const edge = await ScriptedPeer.start(agents.network, '198.51.100.77');
  edge.send(edge.request('INVITE', { uri: contact }));
  edge.send(edge.request('INVITE'));
  await agents.clock.settle();
  t.equal(agents.arrived[1]?.source.trunk, 'provider');
  t.equal(agents.arrived.length, 2);
  t.equal(edge.responses.at(-1)?.status, 403);
  await agents.close();
});

t.test('423 raises what is asked for to Min-Expires', async (t) => {
  const { agents, registrar } = await withRegistration((peer, request) => {
    const asked = Number(request.headers.get('Expires'));
    if (asked > 0 && asked < 3600) {
      peer.respond(request, 423, { headers: [['Min-Expires', '3600']] });
    } else granted(peer, request, asked);
  });
  await agents.clock.settle();
  t.same(
    registers(registrar).map(({ headers }) => headers.get('Expires')),
    ['600', '3600'],
  );
  t.same(await agents.close(), []);
});

t.test('a refused registration is tried again, ever more slowly', async (t) => {
  const { agents, registrar } = await withRegistration((peer, request) => {
    peer.respond(request, 403);
  });
  await agents.clock.settle(3_600_000);
  const tries = registers(registrar).length;
  t.ok(tries >= 8 && tries <= 16, `${tries} tries in an hour`);
  t.equal(agents.callee.status().counters['registration-failures'], tries);
  t.same(await agents.close(), []);
});

t.test('times of refresh and retry', (t) => {
  t.equal(refreshDelayMs(3600), 3_240_000);
  t.equal(refreshDelayMs(120), 90_000);
  t.equal(refreshDelayMs(30), 15_000);
  t.equal(refreshDelayMs(1), 1_000);
  t.equal(retryDelayMs(1, 0), 5_000);
  t.equal(retryDelayMs(2, 0), 10_000);
  t.equal(retryDelayMs(100, 0), 1_800_000);
  t.equal(retryDelayMs(1, 0.5), 3_750);
  t.end();
});
