import t from 'tap';
import { Bridge } from '../fake-bridge.js';

t.test('an organizer sets the security code, and those who waited must key it (A5)', async (t) => {
  const bridge = new Bridge({ securityCode: true });
  const ann = await bridge.dial('700100', '#', '+3225550101');
  t.match(bridge.endpoint(0).holdMusic, { path: 'en/hold-music' }, 'no code yet: ann waits');
  const olga = await bridge.dial('700100', '*2468#', '+3225550102');
  t.same(bridge.news(1).slice(-1), ['en/choose-security-code'], 'no last code is offered');
  t.same(bridge.conferences.counts(), { conferences: 1, members: 1 }, 'olga is not in yet');
  olga.press('1357#');
  await bridge.hearOut(1);
  t.ok(bridge.news(1).includes('en/security-code-set'));
  t.ok(bridge.endpoint(1).conference);
  t.same(bridge.conferences.counts(), { conferences: 1, members: 1 }, 'ann is at the door');
  t.equal(bridge.endpoint(0).holdMusic, null);
  t.equal(bridge.endpoint(0).conference, null);
  t.equal(bridge.news(0).at(-1), 'en/enter-security-code');
  ann.press('1111#');
  await bridge.clock.settle();
  t.same(bridge.news(0), ['en/wrong-security-code', 'en/enter-security-code']);
  ann.press('1357#');
  await bridge.clock.settle();
  t.equal(bridge.endpoint(0).conference, bridge.endpoint(1).conference);
  t.same(bridge.conferences.counts(), { conferences: 1, members: 2 });

  const bob = await bridge.dial('700100', '#', '+3225550103');
  t.equal(bridge.news(2).at(-1), 'en/enter-security-code', 'who comes later is asked too');
  bob.bye();
  await bridge.clock.settle();
  t.same(bridge.conferences.counts(), { conferences: 1, members: 2 });
  for (const leg of [ann, olga]) leg.bye();
  await bridge.clock.settle();
  t.same(bridge.clock.survivors(), []);
  t.notMatch(JSON.stringify(bridge.history.events), /1357|hash of/, 'no code in the history');

  await bridge.dial('700100', '*2468#', '+3225550102');
  t.same(
    bridge.news(3).slice(-2),
    ['en/choose-security-code', 'en/or-press-pound-for-last'],
    'the next session offers the last code',
  );
});

t.test('three wrong security codes end the call', async (t) => {
  const bridge = new Bridge({ securityCode: true });
  await bridge.dial('700100', '*2468#', '+3225550101').then((leg) => leg.press('1357#'));
  await bridge.clock.settle();
  const leg = await bridge.dial('700100', '#', '+3225550102');
  for (const wrong of ['1111#', '2222#', '3333#']) {
    leg.press(wrong);
    await bridge.clock.settle();
  }
  t.same(bridge.news(1).slice(-4), [
    'en/wrong-security-code',
    'en/too-many-attempts',
    'en/goodbye',
    'silence', // so that the phone has played it before the BYE comes
  ]);
  await bridge.hearOut(1);
  t.ok(leg.hungUp);
  t.match(bridge.history.ended, [{ reason: 'wrong-code' }]);
});

t.test(
  'the billing code is asked before the conference begins, and is its alone (A6)',
  async (t) => {
    const bridge = new Bridge({ billingCode: 'asked', billingCodeDefault: '77' });
    await bridge.dial('700100', '#', '+3225550101');
    const olga = await bridge.dial('700100', '*2468#', '+3225550102');
    t.same(bridge.news(1).slice(-2), ['en/enter-billing-code', 'en/or-press-pound-for-default']);
    t.equal(bridge.endpoint(0).conference, null, 'nothing has begun');
    olga.press('4242#');
    await bridge.clock.settle();
    t.ok(bridge.endpoint(0).conference);
    t.match(bridge.history.conferences, [{ billingCode: '4242' }]);
    await bridge.dial('700100', '*2468#', '+3225550103');
    t.ok(bridge.endpoint(2).conference, 'a second organizer is not asked');
    bridge.conferences.endAll();
    await bridge.clock.settle();

    const again = await bridge.dial('700100', '*2468#', '+3225550102');
    again.press('#');
    await bridge.clock.settle();
    t.match(bridge.history.conferences, [{ billingCode: '4242' }, { billingCode: '77' }]);
  },
);

t.test('a required billing code is not gone without; one that is asked for may be', async (t) => {
  const required = new Bridge({ billingCode: 'required' });
  const leg = await required.dial('700100', '*2468#');
  for (let n = 0; n < 3; n++) leg.press('#');
  await required.hearOut(0);
  t.ok(leg.hungUp);
  t.same(required.history.conferences, []);

  const asked = new Bridge({ billingCode: 'asked' });
  const other = await asked.dial('700100', '*2468#');
  t.same(asked.news(0).slice(-2), ['en/enter-billing-code', 'en/or-press-pound']);
  other.press('#');
  await asked.clock.settle();
  t.match(asked.history.conferences, [{ billingCode: null }]);
});

t.test('a caller says the name, hears it, says it again, and is let in (A7)', async (t) => {
  const bridge = new Bridge({ rollCall: true });
  const leg = await bridge.dial('700100', '*2468#');
  const endpoint = bridge.endpoint(0);
  t.same(bridge.news(0).slice(-2), ['en/say-your-name', 'en/record-tone']);
  t.same(endpoint.recordings, [], 'the tone comes first');
  await bridge.hearOut(0);
  t.match(endpoint.recordings, [{ options: { maxMs: 8_000, silenceMs: 3_000 } }]);
  leg.press('#');
  await bridge.clock.settle();
  const first = endpoint.recordings[0]!.options.path;
  t.same(bridge.news(0), ['en/your-name-is', first, 'en/say-again-press-star']);
  leg.press('*');
  await bridge.hearOut(0);
  endpoint.recordings[1]!.hears(1_200);
  await bridge.clock.settle();
  leg.press('#');
  await bridge.clock.settle();
  t.ok(endpoint.conference);
  bridge.news(0);
  leg.press('#3');
  await bridge.hearOut(0);
  const second = endpoint.recordings[1]!.options.path;
  t.ok(bridge.news(0).includes(second), 'and is in the roll call (K12)');
});

t.test('a name that cannot be recorded keeps nobody at the door', async (t) => {
  const bridge = new Bridge({ rollCall: true });
  await bridge.dial('700100', '*2468#');
  const endpoint = bridge.endpoint(0);
  endpoint.record = () => {
    throw new Error('no folder for names');
  };
  await bridge.hearOut(0);
  t.ok(endpoint.conference);
});

t.test('a caller at the door is told when the service closes', async (t) => {
  const bridge = new Bridge({ rollCall: true });
  const leg = await bridge.dial('700100', '*2468#');
  bridge.calls.endEntries();
  await bridge.hearOut(0);
  t.ok(leg.hungUp);
  t.same(bridge.clock.survivors(), []);
});
