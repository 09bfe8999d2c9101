import t from 'tap';
import { ScriptedPeer, sdpBody } from '../support/scripted-peer.js';
import { SeededRandom } from '../support/seeded-random.js';
import { TwoAgents } from '../support/two-agents.js';

const seed = 20_261_123;
const inputs = 10_000;

const methods = ['INVITE', 'ACK', 'BYE', 'CANCEL', 'INFO', 'UPDATE', 'PRACK', 'OPTIONS', 'NOTIFY'];
const headers: readonly (readonly [string, string])[] = [
  ['Require', '100rel'],
  ['Require', 'nonsense'],
  ['Supported', 'timer, 100rel'],
  ['Session-Expires', '90;refresher=uas'],
  ['Session-Expires', '-1;refresher=nobody'],
  ['Session-Expires', '99999999999999'],
  ['Min-SE', 'x'],
  ['RAck', '1 1 INVITE'],
  ['RAck', ''],
  ['Reason', 'Q.850;cause=16;text="a \\" b"'],
  ['Reason', ';;;'],
  ['Record-Route', '<sip:10.0.0.3;lr>, <sip:10.0.0.3>'],
  ['Record-Route', 'nonsense'],
  ['Contact', '*'],
  ['Expires', '1'],
  ['Authorization', 'Digest nonsense'],
  ['P-Asserted-Identity', '<tel:+322>'],
  ['Allow', 'INVITE, BYE'],
  ['Content-Encoding', 'gzip'],
];
const bodies = ['Signal=5\nDuration=160', 'offer', '', '\0\0\0', 'Signal='];
const types = ['application/sdp', 'application/dtmf-relay', 'application/dtmf', 'text/plain', ''];

t.test(`requests in any order never break the user agent (seed ${seed})`, async (t) => {
  const random = new SeededRandom(seed);
  const pick = <T>(from: readonly T[]): T => from[random.below(from.length)]!;
  const chance = (oneIn: number): boolean => random.below(oneIn) === 0;
  const agents = await TwoAgents.start({ callee: { maxLegs: 50 } });
  const peer = await ScriptedPeer.start(agents.network, '10.0.0.3');
  peer.onRequest = (request) => {
    if (request.method !== 'ACK' && !chance(3)) peer.respond(request, pick([200, 200, 481, 491]));
  };
  agents.take = (leg) => {
    leg.events.on('offer', (_offer, respond) => {
      const choice = random.below(4);
      if (choice < 2) respond.accept('answer');
      else if (choice === 2) respond.refuse('no');
    });
    if (chance(2)) leg.progress(chance(2) ? 'early' : undefined);
    if (chance(4)) leg.reject(486);
    else leg.answer('answer').catch(() => undefined);
    if (chance(8)) leg.hangUp({ q850: 16, text: 'now' });
    if (chance(8)) leg.reoffer('ours').catch(() => undefined);
  };
  for (let input = 0; input < inputs; input++) {
    const call = random.below(40);
    const response = pick([...peer.responses.slice(-20), undefined]);
    const request = peer.request(pick(methods), {
      callId: chance(3) || response === undefined ? `call-${call}` : response.callId,
      to: response?.headers.get('To') ?? '<sip:1234@10.0.0.2>',
      cseq: random.below(5),
      ...(chance(4) ? { branch: `z9hG4bK${call}` } : {}),
      headers: Array.from({ length: random.below(4) }, () => pick(headers)),
      body: { type: pick(types), content: pick(bodies) },
    });
    if (chance(10)) request.headers.remove('Contact');
    peer.send(chance(5) ? peer.request('INVITE', { body: sdpBody('offer') }) : request);
    if (input % 100 !== 0) continue;
    await agents.clock.settle(chance(5) ? 10_000 : 100);
    agents.network.log.length = 0;
    peer.requests.length = 0;
    peer.responses.splice(0, peer.responses.length - 50);
  }
  t.equal(agents.callee.status().counters['internal-errors'] ?? 0, 0);
  t.ok(agents.arrived.length > 100, `${agents.arrived.length} calls`);
  const twice = agents.inbound.filter(({ ends }) => ends.length > 1);
  t.equal(twice.length, 0, 'no leg ended twice');
  t.same(await agents.close(), []);
  t.ok(
    agents.inbound.every(({ ends }) => ends.length === 1),
    'every leg ended',
  );
});
