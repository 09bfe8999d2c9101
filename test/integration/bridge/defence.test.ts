import t, { type Test } from 'tap';
import { BridgeProcess } from '../../support/bridge-process.js';
import { SipCaller, type SipCall } from '../../support/sip-caller.js';

const offer = [
  ...['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0'],
  ...['m=audio 40000 RTP/AVP 0', 'a=rtpmap:0 PCMU/8000', ''],
].join('\r\n');

async function setup(t: Test, config = '') {
  const trunk = '{ name: carrier, addresses: [127.0.0.7] }';
  const bridge = await BridgeProcess.start({}, `sip: { trunks: [${trunk}] }\n${config}`);
  t.teardown(() => bridge.stop());
  const carrier = await SipCaller.open({ port: bridge.sipPort, localHost: '127.0.0.7' });
  t.teardown(() => carrier.close());
  const dial = (room: string, callerNumber: string): Promise<SipCall> =>
    carrier.invite(room, offer, { callerNumber });
  const key = async (call: SipCall, keys: string): Promise<void> => {
    for (const one of keys) await call.key(one);
  };
  /** Keys a PIN that is wrong, until it has been told or has to wait. */
  const guess = async (room: string, callerNumber: string): Promise<void> => {
    const before = await outcomes();
    const call = await dial(room, callerNumber);
    await key(call, '*0000#');
    await bridge.untilMetric('secret_tries_total', (count) => count > before);
    await call.hangUp();
  };
  const outcomes = (): Promise<number> => bridge.metric('secret_tries_total');
  return { bridge, dial, key, guess };
}

t.test(
  'strangers who guess a PIN are slowed, their organizer is alerted, and gets in meanwhile',
  async (t) => {
    const defence = 'defence: { pin: { roomTries: 4, alertAfter: 3 } }';
    const { bridge, dial, key, guess } = await setup(t, defence);
    const { room, pin } = await bridge.addOrganizer();
    const enter = async (callerNumber: string): Promise<SipCall> => {
      const call = await dial(room, callerNumber);
      await key(call, `*${pin}#`);
      return call;
    };
    const first = await enter('+3225550100');
    await bridge.untilMetric('members', (count) => count === 1);
    await first.hangUp();
    await bridge.untilMetric('members', (count) => count === 0);

    for (let n = 0; n < 4; n++) await guess(room, `+336000000${n}`);
    t.equal(await bridge.metric('secret_tries_total', '"wrong"'), 4);
    await guess(room, '+33600000099');
    t.equal(await bridge.metric('secret_tries_total', '"delayed"'), 1);
    t.equal(await bridge.metric('alerts_total', '"room-guessing"'), 1);
    const alert = { alert: 'room-guessing', roomNumber: room, tries: 3, via: 'carrier' };
    await bridge.untilMetric('history_queued', (queued) => queued === 0);
    t.match(await bridge.command('alert', 'list'), [alert]);
    t.notOk(bridge.log.includes(`*${pin}`) || bridge.log.includes('*0000'));

    await bridge.kill();
    await bridge.restart();
    await guess(room, '+33600000098');
    t.equal(
      await bridge.metric('secret_tries_total', '"delayed"'),
      1,
      'slowed after a restart too',
    );
    const owner = await enter('+3225550100');
    await bridge.untilMetric('members', (count) => count === 1);
    await owner.hangUp();
  },
);

t.test('calls of one range that only wait are capped, and others are taken', async (t) => {
  const { bridge, dial, key } = await setup(t, 'defence: { pumping: { concurrent: 3 } }');
  const { room, pin } = await bridge.addOrganizer();
  const waiting: SipCall[] = [];
  for (let n = 0; n < 3; n++) waiting.push(await dial(room, `+3388800010${n}`));
  await t.rejects(dial(room, '+33888000103'), /486 Busy Here/);
  t.equal(await bridge.metric('calls_refused_total', '"pumping"'), 1);
  t.equal(await bridge.metric('idle_calls'), 3);
  const organizer = await dial(room, '+3225550100');
  await key(organizer, `*${pin}#`);
  for (const call of waiting) await key(call, '#');
  await bridge.untilMetric('members', (count) => count === 4);
  t.equal(await bridge.metric('idle_calls'), 0);
  const late = await dial(room, '+33888000104');
  await key(late, '#');
  await bridge.untilMetric('members', (count) => count === 5);
  for (const call of [...waiting, organizer, late]) await call.hangUp();
  await bridge.untilMetric('calls', (calls) => calls === 0);
  await bridge.untilMetric('history_queued', (queued) => queued === 0);
  t.same(bridge.query("select count(*) as legs from call_legs where end_reason = 'pumping'"), [
    { legs: 1 },
  ]);
});
