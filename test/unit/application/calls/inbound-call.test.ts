import t from 'tap';
import { PartylineError } from '../../../../bridge/kernel/errors.js';
import { Bridge, frenchNumber, acmeNumber } from '../fake-bridge.js';

t.test(
  'a caller keys the room and the PIN ahead of the prompts and is in as organizer',
  async (t) => {
    const bridge = new Bridge();
    const leg = await bridge.dial('1000', '700100#*2468#');
    t.equal(leg.answeredWith, 'v=0 ours');
    t.match(bridge.history.joined, [{ role: 'organizer' }]);
    t.match(bridge.endpoint(0).conference, { destroyed: false });
    t.same(bridge.conferences.counts(), { conferences: 1, members: 1 });
    t.same(bridge.triedFrom, [{ caller: '+3225550199', via: '127.0.0.1' }]);
  },
);

t.test(
  'a participant hears hold music until the organizer arrives, then both are in the mix',
  async (t) => {
    const bridge = new Bridge();
    await bridge.dial('700100', '#', '+3225550101');
    t.match(bridge.endpoint(0).holdMusic, { path: 'en/hold-music' });
    t.equal(bridge.endpoint(0).conference, null);
    await bridge.dial('700100', '*2468#', '+3225550102');
    t.equal(bridge.endpoint(0).holdMusic, null);
    t.ok(bridge.endpoint(0).conference);
    t.equal(bridge.endpoint(0).conference, bridge.endpoint(1).conference);
  },
);

t.test('a prompt that cannot be played does not leave its caller in silence', async (t) => {
  const bridge = new Bridge();
  await bridge.dial(frenchNumber.number);
  const endpoint = bridge.endpoint(0);
  const play = endpoint.play.bind(endpoint);
  endpoint.play = () => {
    endpoint.play = play;
    throw new Error('no such prompt');
  };
  await bridge.hearOut(0);
  bridge.news(0);
  await bridge.clock.settle(10_000);
  t.not(bridge.news(0).length, 0);
});

t.test('the dialled access number chooses the greeting', async (t) => {
  const bridge = new Bridge();
  await bridge.dial(acmeNumber.number);
  t.equal(bridge.endpoint(0).heard[0], 'greetings/acme');
  t.notOk(bridge.endpoint(0).heard.includes('en/welcome'));
});

t.test('the dialled access number chooses the language', async (t) => {
  const bridge = new Bridge();
  await bridge.dial(frenchNumber.number);
  t.match(bridge.endpoint(0).heard, ['fr/welcome']);
});

t.test(
  'an offer with no usable codec gets 488 with the reason, and its end is written',
  async (t) => {
    const bridge = new Bridge();
    bridge.media.refusal = new PartylineError('no-usable-codec', 'none of G729 is supported');
    const leg = await bridge.dial('700100');
    t.match(leg.rejected, { status: 488, options: { warning: 'none of G729 is supported' } });
    t.match(bridge.history.ended, [{ reason: 'rejected' }]);
    t.equal(bridge.calls.size, 0);
  },
);

t.test('no free port gets 503 with Retry-After', async (t) => {
  const bridge = new Bridge();
  bridge.media.refusal = new PartylineError('ports-exhausted', 'all RTP ports are in use');
  const leg = await bridge.dial('700100');
  t.match(leg.rejected, { status: 503, options: { retryAfterSeconds: Number } });
});

t.test('a caller who leaves while its media is being opened leaves nothing open', async (t) => {
  const bridge = new Bridge();
  let open: () => void = () => undefined;
  bridge.media.opening = new Promise((resolve) => (open = resolve));
  const leg = await bridge.dial('700100');
  leg.bye();
  open();
  await bridge.clock.settle();
  t.equal(leg.answeredWith, null);
  t.equal(bridge.endpoint(0).closed, true);
  t.match(bridge.history.ended, [{ reason: 'remote-bye' }]);
  t.same(bridge.clock.survivors(), []);
});

t.test('a call whose media dies while the directory is asked gets 503', async (t) => {
  const bridge = new Bridge();
  let found: (room: null) => void = () => undefined;
  bridge.findRoom = () => new Promise((resolve) => (found = resolve));
  const leg = await bridge.dial('700100');
  bridge.endpoint(0).events.emit('lost');
  found(null);
  await bridge.clock.settle();
  t.equal(leg.answeredWith, null);
  t.match(leg.rejected, { status: 503 });
  t.match(bridge.history.ended, [{ reason: 'rejected' }]);
});

t.test('a leg without media ends with that reason, and its conference hears of it', async (t) => {
  const bridge = new Bridge();
  const leg = await bridge.dial('700100', '*2468#');
  bridge.endpoint(0).events.emit('media-timeout');
  await bridge.clock.settle();
  t.match(leg.hungUp, { q850: 102 });
  t.match(bridge.history.ended, [{ reason: 'media-timeout', packetsLost: 5, mos: 4.2 }]);
  t.same(bridge.conferences.counts().members, 0);
});

t.test('three wrong PINs end the call politely', async (t) => {
  const bridge = new Bridge();
  const leg = await bridge.dial('700100', '*1111#');
  for (const wrong of ['2222#', '3333#']) {
    leg.press(wrong);
    await bridge.clock.settle();
  }
  const last = bridge.endpoint(0).playbacks.at(-1)!;
  t.ok(last.names.includes('en/too-many-attempts'), 'the caller hears why');
  t.equal(leg.hungUp, null, 'before the leg ends');
  last.finish();
  await bridge.clock.settle();
  t.ok(leg.hungUp);
  t.match(bridge.history.ended, [{ reason: 'wrong-pin' }]);
});

t.test('star two mutes the line in the mix, and again unmutes it', async (t) => {
  const bridge = new Bridge();
  const leg = await bridge.dial('700100', '*2468#');
  const memberId = bridge.history.joined[0]!.id;
  const muted = () => bridge.media.conferences[0]!.members.get(memberId);
  t.equal(muted(), false);
  leg.press('*2');
  await bridge.clock.settle();
  t.equal(muted(), true);
  leg.press('*2');
  await bridge.clock.settle();
  t.equal(muted(), false);
});

t.test('the lost mix of a conference ends its legs, and the room can be used again', async (t) => {
  const bridge = new Bridge();
  const leg = await bridge.dial('700100', '*2468#');
  bridge.media.conferences[0]!.events.emit('lost');
  bridge.endpoint(0).events.emit('lost');
  await bridge.clock.settle();
  t.match(leg.hungUp, { q850: 41 });
  t.match(bridge.history.ended, [{ reason: 'media-lost' }]);
  await bridge.dial('700100', '*2468#');
  t.same(bridge.conferences.counts(), { conferences: 1, members: 1 });
});

t.test(
  'a drain ends conferences and entries with a notice, and then no call is left',
  async (t) => {
    const bridge = new Bridge();
    const member = await bridge.dial('700100', '*2468#', '+3225550101');
    const entering = await bridge.dial('1000', '', '+3225550102');
    const empty = bridge.calls.empty();
    bridge.conferences.endAll();
    bridge.calls.endEntries();
    await bridge.clock.settle();
    for (const { playbacks } of bridge.media.endpoints) {
      for (const playback of playbacks) playback.finish();
    }
    await bridge.clock.settle();
    await empty;
    t.ok(member.hungUp);
    t.ok(entering.hungUp);
    t.same(bridge.history.ended.map(({ reason }) => reason).sort(), [
      'system-closing',
      'system-closing',
    ]);
    t.same(bridge.clock.survivors(), []);
  },
);

t.test(
  'one idle call too many of a range is refused as busy, and written as pumping',
  async (t) => {
    const bridge = new Bridge({}, { concurrent: 2 });
    const first = await bridge.dial('700100', '#', '+3225550101');
    await bridge.dial('1000', '', '+3225550102');
    const refused = await bridge.dial('700100', '', '+3225550103');
    t.match(refused.rejected, { status: 486 });
    t.match(bridge.history.ended, [{ reason: 'pumping' }]);
    t.equal(
      (await bridge.dial('1000', '', '+3310000000')).rejected,
      null,
      'another range is taken',
    );
    first.bye();
    await bridge.clock.settle();
    t.equal((await bridge.dial('1000', '', '+3225550104')).rejected, null);
  },
);

t.test(
  'calls in a conference are not idle: those who hold for the organizer, once it comes',
  async (t) => {
    const bridge = new Bridge({}, { concurrent: 2 });
    await bridge.dial('700100', '#', '+3225550101');
    await bridge.dial('700100', '*2468#', '+3225550102');
    t.match(bridge.pumping.counts, { idle: 0 });
    t.equal((await bridge.dial('700100', '#', '+3225550103')).rejected, null);
    t.match(bridge.pumping.counts, { idle: 0, refused: 0 });
  },
);
