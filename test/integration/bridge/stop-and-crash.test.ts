import t, { type Test } from 'tap';
import { BridgeProcess } from '../../support/bridge-process.js';
import { DialledPhone } from '../../support/dialled-phone.js';
import { RtpPhone } from '../../support/rtp-phone.js';
import { Refused, SipCaller } from '../../support/sip-caller.js';

async function started(t: Test, config = ''): Promise<BridgeProcess> {
  const bridge = await BridgeProcess.start({}, config);
  t.teardown(() => bridge.stop());
  return bridge;
}

const mayStart = ['participantsMayStart=true', 'entryTones=false'];

t.test('on SIGTERM callers hear a notice and are let go, new ones are told to wait', async (t) => {
  // A call that hindered the end would hinder it for longer than the test may take.
  const bridge = await started(t, 'drain: { seconds: 600 }');
  const { room } = await bridge.addOrganizer(...mayStart);
  const members = [await DialledPhone.join(bridge, room), await DialledPhone.join(bridge, room)];
  const entering = await DialledPhone.dial(bridge, 'nowhere');
  const phones = [...members, entering];
  // Answered, but its ACK is on the way still.
  const caller = await SipCaller.open({ port: bridge.sipPort });
  const rtp = await RtpPhone.open();
  const arriving = await caller.invite('nowhere', rtp.sdp(), { acknowledge: false });
  await bridge.untilMetric('calls', (calls) => calls === 4);

  const exited = bridge.beginStop();
  await bridge.untilHealth(503);
  t.match(await (await bridge.get('/healthz')).text(), 'drain');
  const late = await DialledPhone.dial(bridge, room).catch((error: unknown) => error);
  t.ok(late instanceof Refused);
  if (late instanceof Refused) {
    t.equal(late.reply.status, 503);
    t.equal(late.reply.header('Retry-After'), '600');
  }
  arriving.acknowledge();
  await Promise.all(
    phones.map(async ({ rtp, call }) => {
      await rtp.until('a notice', () => rtp.loudness() > -45);
      t.match((await call.ended).header('Reason'), /^Q.850;cause=16/);
    }),
  );
  await arriving.ended;
  t.equal(await exited, 0);
  t.same(
    bridge.query('select id from call_legs where ended_at is null or joined_at > ended_at'),
    [],
  );
  t.same(bridge.query('select end_reason from conferences'), [{ end_reason: 'ended-by-system' }]);
  t.same(bridge.query('select end_reason, count(*) as legs from call_legs group by end_reason'), [
    { end_reason: 'system-closing', legs: 4 },
  ]);
  for (const phone of phones) await phone.close();
  await caller.close();
  await rtp.close();
});

t.test('a stop without patience ends every call and writes it', async (t) => {
  const bridge = await started(t, 'drain: { seconds: 0 }');
  const { room } = await bridge.addOrganizer(...mayStart);
  const phones = [await DialledPhone.join(bridge, room), await DialledPhone.dial(bridge, room)];
  const exited = bridge.beginStop();
  for (const phone of phones) await phone.call.ended;
  t.equal(await exited, 0);
  t.same(bridge.query('select id from call_legs where ended_at is null'), []);
  t.same(bridge.query('select id from conferences where ended_at is null'), []);
  for (const phone of phones) await phone.close();
});

t.test('after SIGKILL the next start closes what was open, and has all that was', async (t) => {
  const bridge = await started(t);
  const { room, pin } = await bridge.addOrganizer(...mayStart);
  const gone = await DialledPhone.join(bridge, room);
  const phones = [await DialledPhone.join(bridge, room), await DialledPhone.dial(bridge, room)];
  await gone.hangUp();
  await bridge.untilMetric('calls', (calls) => calls === 2);
  await bridge.untilMetric('history_queued', (queued) => queued === 0);
  const open = 'select id from call_legs where ended_at is null';
  t.equal(bridge.query(open).length, 2);
  const events = bridge.query('select sequence from events').length;

  await bridge.kill();
  await bridge.restart();
  t.same(bridge.query(open), []);
  t.same(bridge.query('select end_reason from call_legs order by end_reason'), [
    { end_reason: 'crash' },
    { end_reason: 'crash' },
    { end_reason: 'remote-bye' },
  ]);
  t.same(bridge.query('select end_reason from conferences'), [{ end_reason: 'crash' }]);
  t.ok(bridge.query('select sequence from events').length >= events);
  t.same(bridge.query('select id from call_legs where ended_at < started_at'), []);

  const organizer = await DialledPhone.dial(bridge, room);
  await organizer.key(`*${pin}#`);
  await bridge.untilMetric('members', (members) => members === 1);
  await organizer.hangUp();
  for (const phone of phones) await phone.close();
});
