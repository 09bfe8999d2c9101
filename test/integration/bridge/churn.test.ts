import t, { type Test } from 'tap';
import { BridgeProcess } from '../../support/bridge-process.js';
import { DialledPhone } from '../../support/dialled-phone.js';

async function started(t: Test): Promise<BridgeProcess> {
  const bridge = await BridgeProcess.start();
  t.teardown(() => bridge.stop());
  return bridge;
}

t.test('two who talk hear one another all the while others come and go', async (t) => {
  const bridge = await started(t);
  const { room } = await bridge.addOrganizer('participantsMayStart=true', 'entryTones=false');
  const one = await DialledPhone.join(bridge, room, { toneHz: 600 });
  const other = await DialledPhone.join(bridge, room, { toneHz: 1100, codec: 'G722' });
  await one.rtp.until('the other', () => one.rtp.hears(1100) > -30);
  await other.rtp.until('the one', () => other.rtp.hears(600) > -30);

  const levels: number[] = [];
  const listening = setInterval(() => {
    levels.push(Math.min(one.rtp.hears(1100), other.rtp.hears(600)));
  }, 100);
  t.teardown(() => clearInterval(listening));
  for (let round = 0; round < 5; round++) {
    const guests = await Promise.all(
      (['PCMU', 'PCMA', 'G722', 'opus', 'PCMU', 'G722'] as const).map(async (codec) => {
        const guest = await DialledPhone.dial(bridge, room, { codec });
        await guest.call.key('#');
        return guest;
      }),
    );
    await bridge.untilMetric('members', (members) => members === 2 + guests.length);
    await Promise.all(guests.map((guest) => guest.hangUp()));
    await bridge.untilMetric('members', (members) => members === 2);
  }
  clearInterval(listening);
  // A prompt turns the mix down, and a busy machine may be late: neither lasts.
  const audible = levels.filter((level) => level > -40).length;
  t.ok(audible >= 0.8 * levels.length, `heard in ${audible} of ${levels.length} measures`);
  await one.rtp.until('the other, in the end', () => one.rtp.hears(1100) > -30);
  await other.rtp.until('the one, in the end', () => other.rtp.hears(600) > -30);
  t.same([one.rtp.lost, other.rtp.lost], [0, 0], 'no packet was left out');
  await one.hangUp();
  await other.hangUp();
});

t.test('an organizer who holds and then hangs up drops nobody before the grace ends', async (t) => {
  const bridge = await started(t);
  const { room, pin } = await bridge.addOrganizer('entryTones=false', 'graceMinutes=1');
  const organizer = await DialledPhone.dial(bridge, room);
  await organizer.key(`*${pin}#`);
  await bridge.untilMetric('members', (members) => members === 1);
  const one = await DialledPhone.join(bridge, room, { toneHz: 600 });
  const other = await DialledPhone.join(bridge, room, { toneHz: 1100 });
  await organizer.call.reinvite(organizer.rtp.sdp('sendonly'));
  await organizer.hangUp();
  await bridge.untilMetric('members', (members) => members === 2);
  await one.rtp.until('the other', () => one.rtp.hears(1100) > -30);
  await other.rtp.until('the one', () => other.rtp.hears(600) > -30);
  t.same([one.call.bye, other.call.bye], [null, null]);

  const returned = await DialledPhone.dial(bridge, room);
  await returned.key(`*${pin}#`);
  await bridge.untilMetric('members', (members) => members === 3);
  for (const phone of [one, other, returned]) await phone.hangUp();
  await bridge.untilMetric('calls', (calls) => calls === 0);
  await bridge.untilMetric('history_queued', (queued) => queued === 0);
  const kinds = "select kind from events where kind like 'grace-%' order by sequence";
  t.same(bridge.query(kinds).slice(0, 2), [{ kind: 'grace-started' }, { kind: 'grace-cancelled' }]);
});
