import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import { BridgeProcess } from '../../support/bridge-process.js';
import { DialledPhone } from '../../support/dialled-phone.js';

const open = ['participantsMayStart=true', 'entryTones=false'];

/** No file of the process may grow beyond this [bytes]; null for no limit. As a full disk does it. */
function limitFiles(bridge: BridgeProcess, bytes: number | null): void {
  const limit = `--fsize=${bytes ?? 'unlimited'}:unlimited`;
  execFileSync('prlimit', ['--pid', String(bridge.processId), limit]);
}

async function started(t: Test, environment = {}): Promise<BridgeProcess> {
  const bridge = await BridgeProcess.start(environment);
  t.teardown(() => bridge.stop());
  return bridge;
}

t.test('with a full disk calls go on, /healthz tells, and all is written later', async (t) => {
  const bridge = await started(t);
  const { room, pin } = await bridge.addOrganizer(...open);
  const before = await DialledPhone.join(bridge, room, { toneHz: 600 });
  await bridge.untilMetric('history_queued', (queued) => queued === 0);

  limitFiles(bridge, 1);
  const during = await DialledPhone.dial(bridge, room, { toneHz: 1100 });
  await during.key(`*${pin}#`);
  await bridge.untilMetric('members', (members) => members === 2);
  await before.rtp.until('the other', () => before.rtp.hears(1100) > -30);
  await during.rtp.until('the other', () => during.rtp.hears(600) > -30);
  await before.hangUp();
  await bridge.untilHealth(503);
  t.match(await (await bridge.get('/healthz')).text(), 'store');
  t.ok((await bridge.metric('history_queued')) > 0);
  t.same(bridge.query('select count(*) as legs from call_legs'), [{ legs: 1 }]);

  limitFiles(bridge, null);
  await bridge.untilMetric('history_queued', (queued) => queued === 0);
  await bridge.untilHealth(200);
  await during.hangUp();
  await bridge.untilMetric('calls', (calls) => calls === 0);
  await bridge.untilMetric('history_queued', (queued) => queued === 0);
  const legs = 'select role, end_reason from call_legs order by started_at';
  t.same(bridge.query(legs), [
    { role: 'participant', end_reason: 'remote-bye' },
    { role: 'organizer', end_reason: 'remote-bye' },
  ]);
  t.equal(await bridge.metric('history_lost_total'), 0);
});

t.test('no PIN, right or wrong, is written or told anywhere', async (t) => {
  const bridge = await started(t, { PARTYLINE_LOG_LEVEL: 'debug' });
  const [right, wrong] = ['83926517', '40716293'];
  const name = ['--name', 'Ada', '--email', 'ada@example.com'];
  const { room } = (await bridge.command('organizer', 'add', ...name, '--pin', right)) as {
    room: string;
  };
  const phone = await DialledPhone.dial(bridge, room);
  await phone.key(`*${wrong}#`);
  // A PIN keyed where the room number is asked for is as secret.
  const confused = await DialledPhone.dial(bridge, 'nowhere');
  await confused.key(`${right}#`);
  await phone.rtp.hear(2_000);
  await phone.key(`${right}#`);
  await bridge.untilMetric('members', (members) => members === 1);
  await bridge.command('room', 'show', room);
  const pages = await Promise.all(
    ['/', '/healthz', '/metrics'].map(async (page) => (await bridge.get(page)).text()),
  );
  await phone.hangUp();
  await confused.hangUp();
  await bridge.untilMetric('calls', (calls) => calls === 0);
  await bridge.untilMetric('history_queued', (queued) => queued === 0);

  const files = readdirSync(bridge.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  t.ok(files.length > 0);
  for (const pin of [right, wrong]) {
    for (const file of files) t.notOk(readFileSync(file).includes(pin), file);
    for (const text of [bridge.log, ...pages]) t.notOk(text.includes(pin));
  }
});
