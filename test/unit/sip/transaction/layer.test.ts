import t from 'tap';
import { createResponse } from '../../../../bridge/sip/message/build.js';
import type { SipRequest } from '../../../../bridge/sip/message/types.js';
import { TransactionLayer } from '../../../../bridge/sip/transaction/layer.js';
import type { ServerTransaction } from '../../../../bridge/sip/transaction/server-transaction.js';
import { defaultBaseTimes } from '../../../../bridge/sip/transaction/timing.js';
import { FakeClock } from '../../../support/fake-clock.js';
import { FakeSipNetwork, nameOf } from '../../../support/fake-sip-network.js';
import { ScriptedPeer } from '../../../support/scripted-peer.js';
import { SeededRandom } from '../../../support/seeded-random.js';

async function layerAndPeer(maxTransactions = 100) {
  const network = new FakeSipNetwork();
  const clock = new FakeClock();
  const transport = network.at('10.0.0.2');
  const requests: ServerTransaction[] = [];
  const acks: SipRequest[] = [];
  const counters: string[] = [];
  const layer = new TransactionLayer(
    {
      transport,
      clock,
      random: new SeededRandom(1),
      times: defaultBaseTimes,
      maxTransactions,
      count: (counter) => counters.push(counter),
    },
    { request: (transaction) => requests.push(transaction), ack: (ack) => acks.push(ack) },
  );
  await transport.start({
    message: (message, from) => {
      if (message.kind === 'request') layer.receiveRequest(message, from);
      else layer.receiveResponse(message, from);
    },
    failed: () => undefined,
  });
  const peer = await ScriptedPeer.start(network, '10.0.0.3');
  return { network, clock, layer, requests, acks, counters, peer };
}

const to = { transport: 'udp', address: '10.0.0.3', port: 5060, connectionId: null } as const;
const nothing = (): void => undefined;

t.test('the ACK of a refusal goes to its INVITE; that of a 2xx to the user', async (t) => {
  const { clock, layer, requests, acks, peer } = await layerAndPeer();
  const refused = peer.request('INVITE', { branch: 'z9hG4bKrefused' });
  const taken = peer.request('INVITE', { branch: 'z9hG4bKtaken' });
  peer.send(refused);
  peer.send(taken);
  await clock.settle();
  requests[0]?.respond(createResponse(refused, 486, { toTag: 'x' }));
  requests[1]?.respond(createResponse(taken, 200, { toTag: 'y' }));
  peer.send(peer.request('ACK', { branch: 'z9hG4bKrefused', callId: refused.callId }));
  peer.send(peer.request('ACK', { branch: 'z9hG4bKother', callId: taken.callId }));
  peer.send(peer.request('ACK', { branch: 'z9hG4bKtaken', callId: taken.callId }));
  await clock.settle();
  t.equal(requests[0]?.state, 'confirmed');
  t.same(
    acks.map(({ callId }) => callId),
    [taken.callId, taken.callId],
  );
  await clock.settle(32_000);
  t.equal(layer.size, 0);
  t.same(clock.survivors(), []);
});

t.test('a client of RFC 2543 is matched without the magic cookie (§17.2.3)', async (t) => {
  const { clock, requests, counters, peer } = await layerAndPeer();
  const parts = { branch: '1', callId: 'old' };
  peer.send(peer.request('INVITE', parts));
  peer.send(peer.request('INVITE', parts));
  await clock.settle();
  t.equal(requests.length, 1);
  t.same(counters, ['requests-retransmitted']);
  const [invite] = requests;
  invite?.respond(createResponse(invite.request, 404, { toTag: 'x' }));
  peer.send(peer.request('ACK', { ...parts, to: '<sip:1234@10.0.0.2>;tag=x' }));
  await clock.settle();
  t.equal(invite?.state, 'confirmed');
  peer.send(peer.request('INVITE', { ...parts, cseq: 2, to: '<sip:1234@10.0.0.2>;tag=x' }));
  await clock.settle();
  t.equal(requests.length, 2, 'a re-INVITE is another transaction');
});

t.test('a CANCEL is answered by itself and told to its INVITE once', async (t) => {
  const { clock, requests, peer } = await layerAndPeer();
  const invite = peer.request('INVITE', { branch: 'z9hG4bKc' });
  peer.send(invite);
  await clock.settle();
  let cancels = 0;
  requests[0]!.user = { cancelled: () => cancels++ };
  const cancel = peer.request('CANCEL', { branch: 'z9hG4bKc', callId: invite.callId });
  peer.send(cancel);
  peer.send(cancel);
  await clock.settle();
  t.equal(cancels, 1);
  t.same(peer.responses.map(nameOf), ['200 CANCEL', '200 CANCEL']);
});

t.test('responses that match nothing are dropped and counted', async (t) => {
  const { clock, counters, peer } = await layerAndPeer();
  const stray = peer.request('OPTIONS');
  stray.headers.set('Via', 'SIP/2.0/UDP 10.0.0.2;branch=z9hG4bKstray');
  peer.respond(stray, 200);
  await clock.settle();
  t.same(counters, ['responses-unmatched']);
});

t.test('a full table refuses new requests with 503 and keeps none of them', async (t) => {
  const { clock, layer, requests, counters, peer } = await layerAndPeer(2);
  for (let sent = 0; sent < 5; sent++) peer.send(peer.request('OPTIONS'));
  await clock.settle();
  t.equal(requests.length, 2);
  t.equal(layer.size, 2);
  t.equal(peer.responses.filter(({ status }) => status === 503).length, 3);
  t.equal(counters.filter((counter) => counter === 'transactions-full').length, 3);
});

t.test('a request is sent again until its final response, which is told once', async (t) => {
  const { network, clock, layer, peer } = await layerAndPeer();
  network.dropOnce('OPTIONS');
  network.dropOnce('OPTIONS');
  const statuses: number[] = [];
  peer.onRequest = (request) => {
    peer.respond(request, 200);
    peer.respond(request, 200);
  };
  layer.send(peer.request('OPTIONS', { branch: 'z9hG4bKours' }), to, {
    response: ({ status }) => statuses.push(status),
    timeout: nothing,
    transportError: nothing,
  });
  await clock.settle(1_500);
  t.same(network.names(), ['(OPTIONS)', '(OPTIONS)', 'OPTIONS', '200 OPTIONS', '200 OPTIONS']);
  t.same(statuses, [200]);
  await clock.settle(5_000);
  t.equal(layer.size, 0);
  t.same(clock.survivors(), []);
});

t.test('every refusal that comes again has its ACK again (§17.1.1.2)', async (t) => {
  const { network, clock, layer, peer } = await layerAndPeer();
  peer.onRequest = (request) => {
    if (request.method === 'INVITE') peer.respond(request, 486);
  };
  network.dropOnce('486 INVITE');
  const invite = peer.request('INVITE', { branch: 'z9hG4bKours' });
  layer.send(invite, to, { response: nothing, timeout: nothing, transportError: nothing });
  await clock.settle(500);
  t.same(network.names(), ['INVITE', '(486 INVITE)', 'INVITE', '486 INVITE', 'ACK']);
  const [ack] = network.sent('ACK');
  t.equal(ack?.via.params.get('branch'), 'z9hG4bKours');
  t.equal(ack?.to.params.get('tag'), 'scripted');
  peer.respond(invite, 486);
  await clock.settle();
  t.equal(network.sent('ACK').length, 2);
});
