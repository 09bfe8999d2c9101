import t from 'tap';
import { ScriptedPeer, sdpBody } from '../../../support/scripted-peer.js';
import { TwoAgents } from '../../../support/two-agents.js';

t.test('a re-INVITE brings an offer and takes its answer back, in both directions', async (t) => {
  const agents = await TwoAgents.start();
  const call = await agents.establish();
  const answer = call.in.reoffer('hold');
  await agents.clock.settle();
  t.equal(call.outRecord.offers[0]?.offer, 'hold');
  call.outRecord.offers[0]?.respond.accept('held');
  await agents.clock.settle();
  t.equal(await answer, 'held');
  const back = call.out.reoffer('move');
  await agents.clock.settle();
  call.inRecord.offers[0]?.respond.accept('moved');
  await agents.clock.settle();
  t.equal(await back, 'moved');
  t.same(await agents.close(), []);
});

t.test('a refused re-INVITE gets 488 with a Warning, and the call goes on', async (t) => {
  const agents = await TwoAgents.start();
  const call = await agents.establish();
  const answer = call.out.reoffer('video');
  answer.catch(() => undefined);
  await agents.clock.settle();
  call.inRecord.offers[0]?.respond.refuse('no usable codec');
  await agents.clock.settle();
  await t.rejects(answer, { code: 'call-failed' });
  t.equal(
    agents.network.sent('488 INVITE')[0]?.headers.get('Warning'),
    '305 partyline "no usable codec"',
  );
  t.same(call.inRecord.ends, []);
  call.inRecord.offers[0]?.respond.accept('too late');
  await agents.clock.settle();
  t.equal(agents.network.sent('200 INVITE').length, 1, 'an offer is answered once');
  t.same(await agents.close(), []);
});

t.test('glare: both get 491 and try again after a random wait (RFC 3261 §14.1)', async (t) => {
  const agents = await TwoAgents.start();
  const call = await agents.establish();
  const results: string[] = [];
  void call.in.reoffer('of the callee').then((sdp) => results.push(sdp));
  void call.out.reoffer('of the caller').then((sdp) => results.push(sdp));
  for (let second = 0; second < 60; second++) {
    await agents.clock.settle(100);
    for (const record of [call.inRecord, call.outRecord]) {
      for (const { offer, respond } of record.offers) respond.accept(`answer to ${String(offer)}`);
    }
  }
  t.equal(agents.network.sent('491 INVITE').length, 2);
  // The owner of the Call-ID, the caller, waits longer.
  t.same(results, ['answer to of the callee', 'answer to of the caller']);
  t.same(await agents.close(), []);
});

t.test('a second reoffer waits for the first', async (t) => {
  const agents = await TwoAgents.start();
  const call = await agents.establish();
  const answers = Promise.all([call.in.reoffer('one'), call.in.reoffer('two')]);
  await agents.clock.settle();
  t.equal(call.outRecord.offers.length, 1);
  call.outRecord.offers[0]?.respond.accept('1');
  await agents.clock.settle();
  call.outRecord.offers[1]?.respond.accept('2');
  await agents.clock.settle();
  t.same(await answers, ['1', '2']);
  t.same(await agents.close(), []);
});

t.test('a re-INVITE that gets 481 ends the leg', async (t) => {
  const agents = await TwoAgents.start();
  const peer = await ScriptedPeer.start(agents.network, '10.0.0.3');
  peer.onRequest = (request) => {
    if (request.method === 'INVITE' && request.to.params.has('tag')) peer.respond(request, 481);
    else if (request.method === 'INVITE') peer.respond(request, 200, { sdp: 'answer' });
  };
  const { leg, record } = agents.call({ uri: 'sip:1234@10.0.0.3' });
  await agents.clock.settle();
  t.same(record.answered, ['answer']);
  await t.rejects(Promise.all([leg.reoffer('again'), agents.clock.settle()]), {
    code: 'call-failed',
  });
  t.match(record.ends, [{ by: 'timeout' }]);
  t.same(await agents.close(), []);
});

t.test('an offerless INVITE has our offer in the 200 and its answer in the ACK', async (t) => {
  const agents = await TwoAgents.start();
  const peer = await ScriptedPeer.start(agents.network, '10.0.0.3');
  agents.take = (leg) => void leg.answer('our offer').catch(() => undefined);
  const invite = peer.request('INVITE');
  peer.send(invite);
  await agents.clock.settle();
  const ok = peer.responses.find(({ status }) => status === 200)!;
  t.equal(agents.arrived[0]?.offer, null);
  t.equal(ok.body.toString(), 'our offer');
  peer.send(peer.within(invite, ok, 'ACK', 1, { body: sdpBody('their answer') }));
  await agents.clock.settle();
  t.same(agents.inbound[0]?.answers, ['their answer']);

  // The same again inside the dialog; until the ACK a further offer of theirs is glare.
  peer.send(peer.within(invite, ok, 'INVITE', 2));
  await agents.clock.settle();
  agents.inbound[0]?.offers[0]?.respond.accept('our second offer');
  await agents.clock.settle();
  t.equal(agents.inbound[0]?.offers[0]?.offer, null);
  peer.send(peer.within(invite, ok, 'UPDATE', 3, { body: sdpBody('theirs') }));
  await agents.clock.settle();
  t.equal(peer.responses.at(-1)?.status, 491);
  peer.send(peer.within(invite, ok, 'ACK', 2, { body: sdpBody('second answer') }));
  await agents.clock.settle();
  t.same(agents.inbound[0]?.answers, ['their answer', 'second answer']);
  await agents.close();
});

t.test('an INVITE while another is unanswered gets 500 with Retry-After', async (t) => {
  const agents = await TwoAgents.start();
  const peer = await ScriptedPeer.start(agents.network, '10.0.0.3');
  agents.take = (leg) => void leg.answer('answer').catch(() => undefined);
  const invite = peer.request('INVITE', { body: sdpBody('offer') });
  peer.send(invite);
  await agents.clock.settle();
  const ok = peer.responses.find(({ status }) => status === 200)!;
  peer.send(peer.within(invite, ok, 'ACK', 1));
  peer.send(peer.within(invite, ok, 'INVITE', 2, { body: sdpBody('second') }));
  peer.send(peer.within(invite, ok, 'INVITE', 3, { body: sdpBody('third') }));
  await agents.clock.settle();
  t.equal(peer.responses.at(-1)?.status, 500);
  t.match(peer.responses.at(-1)?.headers.get('Retry-After'), /^\d+$/);
  t.equal(agents.inbound[0]?.offers.length, 1);

  // §12.2.2: a lower sequence number than the last is out of order.
  peer.send(peer.within(invite, ok, 'INFO', 1));
  await agents.clock.settle();
  t.equal(peer.responses.at(-1)?.status, 500);
  await agents.close();
});

t.test('a re-INVITE proves that the 200 came, even where its ACK was lost', async (t) => {
  const agents = await TwoAgents.start();
  const peer = await ScriptedPeer.start(agents.network, '10.0.0.3');
  let up = false;
  agents.take = (leg) => {
    leg.answer('answer').then(
      () => (up = true),
      () => undefined,
    );
  };
  const invite = peer.request('INVITE', { body: sdpBody('offer') });
  peer.send(invite);
  await agents.clock.settle();
  const ok = peer.responses.find(({ status }) => status === 200)!;
  peer.send(peer.within(invite, ok, 'INVITE', 2, { body: sdpBody('hold') }));
  await agents.clock.settle();
  t.ok(up);
  agents.inbound[0]?.offers[0]?.respond.accept('held');
  await agents.clock.settle();
  peer.send(peer.within(invite, ok, 'ACK', 2));
  await agents.clock.settle(40_000);
  t.same(agents.inbound[0]?.ends, []);
  await agents.close();
});

t.test('UPDATE with an offer is answered in its 200, without one it only refreshes', async (t) => {
  const agents = await TwoAgents.start();
  const peer = await ScriptedPeer.start(agents.network, '10.0.0.3');
  agents.take = (leg) => void leg.answer('answer').catch(() => undefined);
  const invite = peer.request('INVITE', { body: sdpBody('offer') });
  peer.send(invite);
  await agents.clock.settle();
  const ok = peer.responses.find(({ status }) => status === 200)!;
  peer.send(peer.within(invite, ok, 'ACK', 1));
  peer.send(peer.within(invite, ok, 'UPDATE', 2, { body: sdpBody('hold') }));
  await agents.clock.settle();
  agents.inbound[0]?.offers[0]?.respond.accept('held');
  await agents.clock.settle();
  t.equal(peer.responses.at(-1)?.body.toString(), 'held');
  peer.send(peer.within(invite, ok, 'UPDATE', 3));
  await agents.clock.settle();
  t.match(peer.responses.at(-1), { status: 200, cseq: { sequence: 3 } });
  t.equal(agents.inbound[0]?.offers.length, 1);
  await agents.close();
});

t.test('BYE during a pending re-INVITE ends both', async (t) => {
  const agents = await TwoAgents.start();
  const call = await agents.establish();
  const answer = call.out.reoffer('hold');
  answer.catch(() => undefined);
  await agents.clock.settle();
  call.out.hangUp({ q850: 16, text: '' });
  await agents.clock.settle();
  await t.rejects(answer, { code: 'call-gone' });
  t.equal(agents.network.sent('487 INVITE').length, 1);
  call.inRecord.offers[0]?.respond.accept('too late');
  t.match(call.inRecord.ends, [{ by: 'remote-bye' }]);
  t.same(await agents.close(), []);
});

t.test('keys come by INFO in both notations', async (t) => {
  const agents = await TwoAgents.start();
  const peer = await ScriptedPeer.start(agents.network, '10.0.0.3');
  agents.take = (leg) => void leg.answer('answer').catch(() => undefined);
  const invite = peer.request('INVITE', { body: sdpBody('offer') });
  peer.send(invite);
  await agents.clock.settle();
  const ok = peer.responses.find(({ status }) => status === 200)!;
  peer.send(peer.within(invite, ok, 'ACK', 1));
  const bodies = [
    { type: 'application/dtmf-relay', content: 'Signal=5\nDuration=160\n' },
    { type: 'application/dtmf-relay; charset=utf-8', content: 'Signal= 11\r\nDuration= 100\r\n' },
    { type: 'application/dtmf', content: '*' },
    { type: 'application/dtmf-relay', content: 'Signal=x' },
    { type: 'text/plain', content: '5' },
  ];
  bodies.forEach((body, index) => peer.send(peer.within(invite, ok, 'INFO', 2 + index, { body })));
  peer.send(peer.within(invite, ok, 'INFO', 9));
  await agents.clock.settle();
  t.same(agents.inbound[0]?.keys, ['5 160', '# 100', '* 250']);
  const statuses = peer.responses.filter(({ cseq }) => cseq.method === 'INFO');
  t.same(
    statuses.map(({ status }) => status),
    [200, 200, 200, 415, 415, 200],
  );
  await agents.close();
});
