import t from 'tap';
import { TwoAgents } from '../../../support/two-agents.js';

t.test('a call is answered, acknowledged and ended by its caller', async (t) => {
  const agents = await TwoAgents.start();
  const call = await agents.establish();
  t.equal(call.in.offer, 'offer of the caller');
  t.same(call.outRecord.answered, ['answer of the callee']);
  t.same(agents.network.names(), ['INVITE', '100 INVITE', '200 INVITE', 'ACK']);
  call.out.hangUp({ q850: 16, text: 'normal clearing' });
  await agents.clock.settle();
  t.same(call.outRecord.ends, [{ by: 'local', status: 16, text: 'normal clearing' }]);
  t.same(call.inRecord.ends, [{ by: 'remote-bye', status: 16, text: 'normal clearing' }]);
  t.same(agents.network.names().slice(4), ['BYE', '200 BYE']);
  t.same(await agents.close(), []);
});

t.test('a call is ended by the one called', async (t) => {
  const agents = await TwoAgents.start();
  const call = await agents.establish();
  call.in.hangUp({ q850: 41, text: 'media lost' });
  call.in.hangUp({ q850: 16, text: 'again' });
  await agents.clock.settle();
  t.same(call.outRecord.ends, [{ by: 'remote-bye', status: 41, text: 'media lost' }]);
  t.equal(call.inRecord.ends.length, 1);
  t.same(await agents.close(), []);
});

t.test('a lost INVITE is sent again by timer A, and rings once', async (t) => {
  const agents = await TwoAgents.start();
  agents.network.dropOnce('INVITE');
  agents.take = (leg) => leg.progress();
  const { record } = agents.call();
  await agents.clock.settle(600);
  t.equal(agents.arrived.length, 1);
  t.equal(record.rang, 1);
  t.same(await agents.close(), []);
});

t.test('a lost 200 is sent again until the ACK (RFC 3261 §13.3.1.4)', async (t) => {
  const agents = await TwoAgents.start();
  agents.network.dropOnce('200 INVITE');
  agents.take = (leg) => void leg.answer('answer').catch(() => undefined);
  const { record } = agents.call();
  await agents.clock.settle();
  t.same(record.answered, []);
  await agents.clock.settle(500);
  t.same(record.answered, ['answer']);
  t.same(agents.network.names().slice(2), ['(200 INVITE)', '200 INVITE', 'ACK']);
  t.same(await agents.close(), []);
});

t.test('a lost ACK is sent again for the repeated 200', async (t) => {
  const agents = await TwoAgents.start();
  agents.network.dropOnce('ACK');
  let up = false;
  agents.take = (leg) => {
    leg.answer('answer').then(
      () => (up = true),
      () => undefined,
    );
  };
  const { record } = agents.call();
  await agents.clock.settle();
  t.notOk(up);
  await agents.clock.settle(500);
  t.ok(up);
  t.same(record.answered, ['answer'], 'answered is told once');
  t.same(agents.network.names().slice(2), ['200 INVITE', '(ACK)', '200 INVITE', 'ACK']);
  t.same(await agents.close(), []);
});

t.test('without an ACK within 64*T1 the call ends with BYE', async (t) => {
  const agents = await TwoAgents.start();
  for (let lost = 0; lost < 30; lost++) agents.network.dropOnce('ACK');
  let failure: unknown = null;
  agents.take = (leg) => {
    leg.answer('answer').catch((error: unknown) => (failure = error));
  };
  const { record } = agents.call();
  await agents.clock.settle(32_000);
  t.match(failure, { code: 'call-gone' });
  t.match(agents.inbound[0]?.ends, [{ by: 'no-ack' }]);
  t.match(record.ends, [{ by: 'remote-bye', status: 102 }]);
  t.same(await agents.close(), []);
});

t.test('a hang-up before the ACK waits for it (RFC 3261 §15)', async (t) => {
  const agents = await TwoAgents.start();
  agents.network.dropOnce('ACK');
  agents.take = (leg) => {
    leg.answer('answer').catch(() => undefined);
    leg.hangUp({ q850: 16, text: 'changed my mind' });
  };
  const { record } = agents.call();
  await agents.clock.settle();
  t.same(agents.network.sent('BYE'), []);
  await agents.clock.settle(500);
  t.equal(agents.network.sent('BYE').length, 1);
  t.match(record.ends, [{ by: 'remote-bye', text: 'changed my mind' }]);
  t.same(await agents.close(), []);
});

t.test('CANCEL of a ringing call gets 200, its INVITE 487', async (t) => {
  const agents = await TwoAgents.start();
  agents.take = (leg) => leg.progress();
  const { leg, record } = agents.call();
  await agents.clock.settle();
  leg.hangUp({ q850: 16, text: 'no time' });
  await agents.clock.settle();
  t.same(agents.network.names().slice(3).sort(), ['200 CANCEL', '487 INVITE', 'ACK', 'CANCEL']);
  t.match(record.ends, [{ by: 'local' }]);
  t.match(agents.inbound[0]?.ends, [{ by: 'remote-cancel', text: 'no time' }]);
  await t.rejects(agents.arrived[0]!.answer('too late'), { code: 'call-gone' });
  t.same(await agents.close(), []);
});

t.test('no CANCEL goes out before a provisional response (RFC 3261 §9.1)', async (t) => {
  const agents = await TwoAgents.start();
  agents.network.dropOnce('INVITE');
  agents.take = (leg) => leg.progress();
  const { leg } = agents.call();
  await agents.clock.settle();
  leg.hangUp({ q850: 16, text: '' });
  await agents.clock.settle(100);
  t.same(agents.network.names(), ['(INVITE)']);
  await agents.clock.settle(500);
  t.equal(agents.network.sent('CANCEL').length, 1);
  t.equal(agents.network.sent('487 INVITE').length, 1);
  t.same(await agents.close(), []);
});

t.test('a 200 that crosses our CANCEL is acknowledged and ended by BYE', async (t) => {
  const agents = await TwoAgents.start();
  agents.take = (leg) => leg.progress();
  const { leg, record } = agents.call();
  await agents.clock.settle();
  agents.network.dropOnce('CANCEL');
  leg.hangUp({ q850: 16, text: '' });
  agents.arrived[0]!.answer('answer').catch(() => undefined);
  await agents.clock.settle(1_000);
  t.equal(agents.network.sent('BYE').length, 1);
  t.match(record.ends, [{ by: 'local' }]);
  t.match(agents.inbound[0]?.ends, [{ by: 'remote-bye' }]);
  t.same(await agents.close(), []);
});

t.test('BYE from both ends at once ends both legs once', async (t) => {
  const agents = await TwoAgents.start();
  const call = await agents.establish();
  call.in.hangUp({ q850: 16, text: '' });
  call.out.hangUp({ q850: 16, text: '' });
  await agents.clock.settle();
  t.equal(agents.network.sent('BYE').length, 2);
  t.equal(agents.network.sent('200 BYE').length, 2);
  t.match(call.inRecord.ends, [{ by: 'local' }]);
  t.match(call.outRecord.ends, [{ by: 'local' }]);
  t.same(await agents.close(), []);
});

t.test('a refusal carries status, reason, Retry-After and Warning', async (t) => {
  const agents = await TwoAgents.start();
  agents.take = (leg) => leg.reject(488, { warning: 'no codec', retryAfterSeconds: 5 });
  const { record } = agents.call();
  await agents.clock.settle();
  const [response] = agents.network.sent('488 INVITE');
  t.equal(response?.headers.get('Warning'), '305 partyline "no codec"');
  t.equal(response?.headers.get('Retry-After'), '5');
  t.match(record.ends, [{ by: 'remote-reject', status: 488 }]);
  t.match(agents.inbound[0]?.ends, [{ by: 'local', status: 488 }]);
  t.same(await agents.close(), []);
});

t.test('timer B ends a call to nobody with 408', async (t) => {
  const agents = await TwoAgents.start();
  const { record } = agents.call({ uri: 'sip:1234@10.0.0.9' });
  await agents.clock.settle(32_000);
  t.match(record.ends, [{ by: 'timeout', status: 408 }]);
  t.equal(agents.network.sent('INVITE').length, 7);
  t.same(await agents.close(), []);
});

t.test('while draining new calls get 503 with Retry-After and old ones go on', async (t) => {
  const agents = await TwoAgents.start();
  const call = await agents.establish();
  agents.callee.setDraining({ retryAfterSeconds: 30 });
  const { record } = agents.call();
  await agents.clock.settle();
  t.match(record.ends, [{ by: 'remote-reject', status: 503 }]);
  t.equal(agents.network.sent('503 INVITE')[0]?.headers.get('Retry-After'), '30');
  t.same(call.inRecord.ends, []);
  t.equal(agents.callee.status().counters['refused-draining'], 1);
  t.same(await agents.close(), []);
});

t.test('closing ends calls in every state and leaves no timer', async (t) => {
  const agents = await TwoAgents.start();
  const up = await agents.establish();
  agents.take = (leg) => leg.progress();
  const ringing = agents.call();
  const silent = agents.call({ uri: 'sip:1234@10.0.0.9' });
  await agents.clock.settle();
  t.equal(agents.caller.status().legs, 3);
  t.same(await agents.close(), []);
  t.equal(up.outRecord.ends.length, 1);
  t.equal(up.inRecord.ends.length, 1);
  t.equal(ringing.record.ends.length, 1);
  t.equal(silent.record.ends.length, 1);
  t.equal(agents.caller.status().legs + agents.callee.status().legs, 0);
});

t.test('a listener that throws at a new call refuses that call with 500', async (t) => {
  const agents = await TwoAgents.start();
  agents.take = () => {
    throw new Error('broken application');
  };
  const { record } = agents.call();
  await agents.clock.settle();
  t.match(record.ends, [{ by: 'remote-reject', status: 500 }]);
  t.same(await agents.close(), []);
});
