import t from 'tap';
import type { FakeLeg } from '../../../support/fake-leg.js';
import type { FakeOutboundLeg } from '../../../support/fake-outbound-leg.js';
import { Bridge, frenchNumber } from '../fake-bridge.js';

/** An organizer alone in a room that may call out; the next endpoint is the guest's. */
async function organizerIn(
  options: Record<string, unknown> = {},
): Promise<{ bridge: Bridge; olga: FakeLeg }> {
  const bridge = new Bridge({ dialOut: true, ...options });
  const olga = await bridge.dial('700100', '*2468#', '+3225550101');
  await bridge.hearOut(0);
  bridge.news(0);
  return { bridge, olga };
}

async function calls(
  bridge: Bridge,
  olga: FakeLeg,
  number = '025550199#',
): Promise<FakeOutboundLeg> {
  olga.press('*3');
  await bridge.clock.settle();
  olga.press(number);
  await bridge.hearOut(0);
  return bridge.called.at(-1)!;
}

t.test(
  '*3, a number and #: the guest is rung, invited, presses 1 and is let in (K3)',
  async (t) => {
    const { bridge, olga } = await organizerIn();
    olga.press('*3');
    await bridge.clock.settle();
    t.same(bridge.news(0), ['en/enter-phone-number']);
    olga.press('025550199#');
    await bridge.clock.settle();
    t.same(bridge.news(0), ['en/dial-out-calling']);
    const guest = bridge.called[0]!;
    t.match(guest.target, { uri: 'sip:+3225550199@carrier.example', trunk: 'carrier' });
    guest.ring();
    await bridge.hearOut(0);
    t.same(bridge.news(0), ['en/dial-out-ringing']);
    guest.answer();
    await bridge.clock.settle();
    t.same(bridge.news(1), [
      'en/you-are-invited-to-room',
      ...['7', '0', '0', '1', '0', '0'].map((digit) => `en/number-${digit}`),
      'en/press-one-to-join',
    ]);
    t.equal(bridge.endpoint(1).conference, null);
    guest.press('1');
    await bridge.clock.settle();
    t.same(bridge.news(0), ['en/guest-has-accepted']);
    t.same(bridge.news(1), ['en/please-wait']);
    t.equal(bridge.endpoint(1).conference, null, 'not before the organizer says so');
    olga.press('1');
    await bridge.clock.settle();
    t.equal(bridge.endpoint(1).conference, bridge.endpoint(0).conference);
    t.equal(bridge.endpoint(1).holdMusic, null);
    t.match(bridge.history.started.at(-1), {
      direction: 'outbound',
      dialledNumber: '+3225550199',
      source: 'carrier',
      priceClass: 'national',
    });
    t.match(bridge.history.joined.at(-1), { role: 'participant' });
    guest.press('*5');
    await bridge.hearOut(1);
    t.ok(bridge.news(1).includes('en/there-are'), 'the keypad is theirs too');
    guest.bye();
    olga.bye();
    await bridge.clock.settle();
    t.equal(bridge.calls.size, 0);
    t.same(bridge.clock.survivors(), []);
  },
);

t.test('the organizer drops the guest, who hears why', async (t) => {
  const { bridge, olga } = await organizerIn();
  const guest = await calls(bridge, olga);
  guest.answer();
  await bridge.clock.settle();
  guest.press('1');
  await bridge.clock.settle();
  olga.press('2');
  await bridge.hearOut(1);
  t.ok(guest.hungUp);
  t.match(bridge.news(1).slice(-3), ['en/dropped-by-organizer', 'en/goodbye', 'silence']);
  t.match(bridge.history.ended, [{ reason: 'cancelled' }]);
});

t.test('a guest is brought in when the organizer presses nothing', async (t) => {
  const { bridge, olga } = await organizerIn();
  const guest = await calls(bridge, olga);
  guest.answer();
  await bridge.clock.settle();
  guest.press('1');
  await bridge.hearOut(0);
  await bridge.clock.settle(5_000);
  await bridge.clock.settle();
  t.equal(bridge.endpoint(1).conference, bridge.endpoint(0).conference);
});

t.test('an answering machine presses nothing, and never joins', async (t) => {
  const { bridge, olga } = await organizerIn();
  const guest = await calls(bridge, olga);
  bridge.news(0);
  guest.answer();
  await bridge.clock.settle();
  for (let repeats = 1; repeats <= 3; repeats++) {
    t.equal(guest.hungUp, null);
    t.equal(bridge.news(1).filter((name) => name === 'en/press-one-to-join').length, 1);
    guest.press('5#*');
    await bridge.hearOut(1);
    await bridge.clock.settle(5_000);
  }
  await bridge.hearOut(1);
  t.ok(guest.hungUp);
  await bridge.hearOut(0);
  t.same(bridge.news(0), ['en/dial-out-not-accepted']);
  t.match(bridge.history.ended, [{ reason: 'not-accepted' }]);
});

t.test('busy, refused, not there, and nobody answers: the organizer is told', async (t) => {
  const failures: readonly [fail: (guest: FakeOutboundLeg, bridge: Bridge) => unknown, string][] = [
    [(guest) => guest.reject(486), 'en/dial-out-busy'],
    [(guest) => guest.reject(603), 'en/dial-out-refused'],
    [(guest) => guest.reject(480), 'en/dial-out-no-answer'],
    [(guest) => guest.reject(404), 'en/dial-out-unreachable'],
    [
      (guest, bridge) => {
        guest.ring();
        return bridge.clock.settle(45_000);
      },
      'en/dial-out-no-answer',
    ],
  ];
  for (const [fail, prompt] of failures) {
    const { bridge, olga } = await organizerIn();
    const guest = await calls(bridge, olga);
    await fail(guest, bridge);
    await bridge.hearOut(0);
    t.equal(bridge.news(0).at(-1), prompt);
    t.equal(bridge.calls.size, 1);
    t.equal(bridge.endpoint(1).closed, true);
  }
});

t.test('*3 cancels: while the number is keyed, and while it rings', async (t) => {
  const { bridge, olga } = await organizerIn();
  olga.press('*3');
  await bridge.clock.settle();
  olga.press('0255*3');
  await bridge.hearOut(0);
  t.equal(bridge.news(0).at(-1), 'en/dial-out-cancelled');
  t.same(bridge.called, []);
  const guest = await calls(bridge, olga);
  guest.ring();
  olga.press('*3');
  await bridge.hearOut(0);
  t.equal(bridge.news(0).at(-1), 'en/dial-out-cancelled');
  t.match(guest.hungUp, { text: 'Invitation withdrawn' });
});

t.test('a star alone begins the number again', async (t) => {
  const { bridge, olga } = await organizerIn();
  const guest = await calls(bridge, olga, '0999*025550199#');
  t.equal(guest.target.uri, 'sip:+3225550199@carrier.example');
});

t.test('a number that is not allowed is not called', async (t) => {
  const { bridge, olga } = await organizerIn();
  for (const number of ['0033155501000#', '112#', `${frenchNumber.number.slice(1)}#`]) {
    await calls(bridge, olga, number);
    t.equal(bridge.news(0).at(-1), 'en/dial-out-not-allowed', number);
  }
  t.same(bridge.called, []);
});

t.test('an account calls no more at once than it may, joined or not', async (t) => {
  const { bridge, olga } = await organizerIn();
  const by = { kind: 'user', userId: 'portal' } as const;
  const first = await bridge.conferences.dialOut(bridge.room, { number: '+3225550191', by });
  await bridge.conferences.dialOut(bridge.room, { number: '+3225550192', by, name: 'Bea' });
  const third = await bridge.conferences.dialOut(bridge.room, { number: '+3225550193', by });
  t.match(
    [first.decision, third.decision],
    [{ allowed: true }, { allowed: false, reason: 'limit' }],
  );
  await bridge.clock.settle();
  bridge.called[0]!.reject(486);
  await bridge.clock.settle();
  const fourth = await bridge.conferences.dialOut(bridge.room, { number: '+3225550193', by });
  t.match(fourth.decision, { allowed: true });
  await bridge.clock.settle();
  bridge.called[1]!.answer();
  await bridge.clock.settle();
  bridge.called[1]!.press('1');
  await bridge.clock.settle();
  t.ok(bridge.endpoint(2).conference, 'invited by a user: in at once');
  olga.bye();
});

t.test('without a conference nobody is called', async (t) => {
  const bridge = new Bridge({ dialOut: true });
  const by = { kind: 'user', userId: 'portal' } as const;
  await t.rejects(bridge.conferences.dialOut(bridge.room, { number: '+3225550191', by }), {
    code: 'not-found',
  });
});

t.test(
  'the guest of a room with codes and a roll call says a name, and keys no code',
  async (t) => {
    const { bridge, olga } = await organizerIn({ securityCode: true, rollCall: true });
    olga.press('1357#');
    await bridge.hearOut(0);
    olga.press('#');
    await bridge.hearOut(0);
    olga.press('#');
    await bridge.hearOut(0);
    t.ok(bridge.endpoint(0).conference);
    const guest = await calls(bridge, olga);
    guest.answer();
    await bridge.clock.settle();
    t.same(
      bridge.news(1).slice(0, 2),
      ['en/you-are-invited-by', bridge.endpoint(0).recordings[0]!.options.path],
      'by the name that the organizer has said',
    );
    guest.press('1');
    await bridge.clock.settle();
    olga.press('1');
    await bridge.clock.settle();
    t.same(bridge.news(1).slice(-2), ['en/say-your-name', 'en/record-tone']);
    guest.bye();
    await bridge.clock.settle();
    t.same(bridge.conferences.stateOf(bridge.room.id)?.dialOuts, []);
  },
);

t.test('the call is taken back when its conference ends, or the guest hangs up', async (t) => {
  const { bridge, olga } = await organizerIn();
  const guest = await calls(bridge, olga);
  olga.bye();
  await bridge.clock.settle();
  t.ok(guest.hungUp);
  t.equal(bridge.calls.size, 0);
  t.same(bridge.clock.survivors(), []);
  const again = await organizerIn();
  const other = await calls(again.bridge, again.olga);
  other.answer();
  await again.bridge.clock.settle();
  other.bye();
  await again.bridge.hearOut(0);
  t.equal(again.bridge.news(0).at(-1), 'en/dial-out-not-accepted');
});
