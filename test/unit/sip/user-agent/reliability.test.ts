import t from 'tap';
import { ScriptedPeer, sdpBody } from '../../../support/scripted-peer.js';
import { TwoAgents } from '../../../support/two-agents.js';

const requires100rel = [['Require', '100rel']] as const;

t.test(
  'a caller that requires 100rel gets reliable 18x, and the 200 waits for PRACK',
  async (t) => {
    const agents = await TwoAgents.start();
    const peer = await ScriptedPeer.start(agents.network, '10.0.0.3');
    agents.take = (leg) => {
      leg.progress('early answer');
      leg.answer('early answer').catch(() => undefined);
    };
    const invite = peer.request('INVITE', { body: sdpBody('offer'), headers: requires100rel });
    peer.send(invite);
    await agents.clock.settle();
    const progress = peer.responses.at(-1)!;
    t.equal(progress.status, 183);
    t.equal(progress.headers.get('Require'), '100rel');
    const rseq = Number(progress.headers.get('RSeq'));
    t.ok(rseq >= 1);

    await agents.clock.settle(500);
    t.equal(agents.network.sent('183 INVITE').length, 2, 'it is repeated until the PRACK');
    const wrong = [['RAck', `${rseq + 1} 1 INVITE`]] as const;
    peer.send(peer.within(invite, progress, 'PRACK', 2, { headers: wrong }));
    await agents.clock.settle();
    t.equal(peer.responses.at(-1)?.status, 481);
    const right = [['RAck', `${rseq} 1 INVITE`]] as const;
    peer.send(peer.within(invite, progress, 'PRACK', 3, { headers: right }));
    await agents.clock.settle();
    t.same(
      peer.responses.slice(-2).map(({ status, cseq }) => `${status} ${cseq.method}`),
      ['200 INVITE', '200 PRACK'].reverse(),
    );
    const ok = peer.responses.find(
      ({ status, cseq }) => status === 200 && cseq.method === 'INVITE',
    )!;
    t.equal(ok.body.length, 0, 'what was said reliably is not said again');
    peer.send(peer.within(invite, progress, 'ACK', 1));
    await agents.clock.settle();
    t.same(await agents.close(), []);
  },
);

t.test('without a PRACK within 64*T1 the INVITE gets a 5xx', async (t) => {
  const agents = await TwoAgents.start();
  const peer = await ScriptedPeer.start(agents.network, '10.0.0.3');
  agents.take = (leg) => leg.progress();
  peer.send(peer.request('INVITE', { body: sdpBody('offer'), headers: requires100rel }));
  await agents.clock.settle(32_000);
  t.equal(agents.network.sent('504 INVITE').length > 0, true);
  t.match(agents.inbound[0]?.ends, [{ by: 'no-ack' }]);
  t.same(await agents.close(), []);
});

t.test('we acknowledge reliable 18x with PRACK, each once and in order', async (t) => {
  const agents = await TwoAgents.start();
  const peer = await ScriptedPeer.start(agents.network, '10.0.0.3');
  const reliable = (rseq: number) => ({
    headers: [...requires100rel, ['RSeq', String(rseq)] as const],
    sdp: 'early',
  });
  peer.onRequest = (request) => {
    if (request.method === 'INVITE') {
      peer.respond(request, 180, reliable(7));
      peer.respond(request, 180, reliable(7));
      peer.respond(request, 183, reliable(9)); // overtook 8
      peer.respond(request, 183, reliable(8));
      peer.respond(request, 200, { sdp: 'final' });
    } else if (request.method !== 'ACK') peer.respond(request, 200);
  };
  const { record } = agents.call({ uri: 'sip:1234@10.0.0.3' });
  await agents.clock.settle();
  const pracks = peer.requests.filter(({ method }) => method === 'PRACK');
  const acknowledged = pracks.map(({ headers }) => (headers.get('RAck') ?? '').split(' ')[0]);
  t.same(acknowledged, ['7', '8']);
  t.equal(record.rang, 1);
  t.same(record.answers, ['early'], 'early media is told once');
  t.same(record.answered, ['final']);
  t.same(await agents.close(), []);
});

t.test(
  'of two forks that answer, the first is the call and the other gets ACK and BYE',
  async (t) => {
    const agents = await TwoAgents.start();
    const peer = await ScriptedPeer.start(agents.network, '10.0.0.3');
    peer.onRequest = (request) => {
      if (request.method === 'INVITE') {
        peer.respond(request, 180, { toTag: 'a' });
        peer.respond(request, 180, { toTag: 'b' });
        peer.respond(request, 200, { toTag: 'b', sdp: 'answer of b' });
        peer.respond(request, 200, { toTag: 'a', sdp: 'answer of a' });
      } else if (request.method !== 'ACK') peer.respond(request, 200);
    };
    const { leg, record } = agents.call({ uri: 'sip:1234@10.0.0.3' });
    await agents.clock.settle();
    t.same(record.answered, ['answer of b']);
    const tags = (method: string) =>
      peer.requests.filter((sent) => sent.method === method).map(({ to }) => to.params.get('tag'));
    t.same(tags('ACK').sort(), ['a', 'b']);
    t.same(tags('BYE'), ['a']);
    t.same(record.ends, []);
    leg.hangUp({ q850: 16, text: '' });
    await agents.clock.settle();
    t.same(tags('BYE'), ['a', 'b']);
    t.same(await agents.close(), []);
  },
);

t.test('a 3xx is told as it is and not followed', async (t) => {
  const agents = await TwoAgents.start();
  const peer = await ScriptedPeer.start(agents.network, '10.0.0.3');
  peer.onRequest = (request) => {
    if (request.method === 'INVITE') peer.respond(request, 302);
  };
  const { record } = agents.call({ uri: 'sip:1234@10.0.0.3' });
  await agents.clock.settle();
  t.match(record.ends, [{ by: 'remote-reject', status: 302 }]);
  t.equal(peer.requests.filter(({ method }) => method === 'INVITE').length, 1);
  t.same(await agents.close(), []);
});

t.test('an answer without a description ends the call with BYE', async (t) => {
  const agents = await TwoAgents.start();
  const peer = await ScriptedPeer.start(agents.network, '10.0.0.3');
  peer.onRequest = (request) => {
    if (request.method !== 'ACK') peer.respond(request, 200);
  };
  const { record } = agents.call({ uri: 'sip:1234@10.0.0.3' });
  await agents.clock.settle();
  t.match(record.ends, [{ by: 'remote-reject', status: 200 }]);
  t.same(
    peer.requests.map(({ method }) => method),
    ['INVITE', 'ACK', 'BYE'],
  );
  t.same(await agents.close(), []);
});

t.test('a call that nobody answers is cancelled and ends as timed out', async (t) => {
  const agents = await TwoAgents.start({ caller: { ringTimeoutMs: 20_000 } });
  agents.take = (leg) => leg.progress();
  const { record } = agents.call();
  await agents.clock.settle(20_000);
  t.match(record.ends, [{ by: 'timeout', status: 408 }]);
  t.match(agents.inbound[0]?.ends, [{ by: 'remote-cancel' }]);
  t.same(await agents.close(), []);
});

t.test('Record-Route and Contact of the 200 route what follows', async (t) => {
  const agents = await TwoAgents.start();
  const peer = await ScriptedPeer.start(agents.network, '10.0.0.3');
  const proxy = await ScriptedPeer.start(agents.network, '10.0.0.4');
  peer.onRequest = (request) => {
    if (request.method !== 'INVITE') return;
    const headers = [['Record-Route', '<sip:10.0.0.5;lr>, <sip:10.0.0.4;lr>']] as const;
    peer.respond(request, 200, { headers, sdp: 'answer' });
  };
  proxy.onRequest = (request) => {
    if (request.method !== 'ACK') proxy.respond(request, 200);
  };
  const { leg } = agents.call({ uri: 'sip:1234@10.0.0.3' });
  await agents.clock.settle();
  leg.hangUp({ q850: 16, text: '' });
  await agents.clock.settle();
  t.same(
    proxy.requests.map(({ method }) => method),
    ['ACK', 'BYE'],
  );
  t.same(proxy.requests[0]?.headers.all('Route'), ['<sip:10.0.0.4;lr>', '<sip:10.0.0.5;lr>']);
  t.match(proxy.requests[0]?.uri, { user: 'scripted', host: '10.0.0.3' });
  t.same(await agents.close(), []);
});
