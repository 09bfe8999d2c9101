import t from 'tap';
import { type Alert, Alerts } from '../../../../bridge/application/defence/alerts.js';
import { SecretGuard } from '../../../../bridge/application/defence/secret-guard.js';
import { silentLogger } from '../../../../bridge/kernel/logger.js';
import type { RoomRecord } from '../../../../bridge/ports/directory.js';
import { createSystemRandom } from '../../../../bridge/system/random.js';
import { FakeHistory } from '../../../support/fake-history.js';
import { guessingSettings } from './settings.js';

const room = { id: 'room-1', number: '700100' } as RoomRecord;
const minuteMs = 60_000;

function setup() {
  const history = new FakeHistory();
  const alerts = new Alerts({ history, random: createSystemRandom(), logger: silentLogger });
  const raised: Alert[] = [];
  alerts.events.on('alert', (alert) => raised.push(alert));
  const time = { nowMs: 0 };
  const guard = new SecretGuard({
    settings: guessingSettings(),
    tallies: { put: () => undefined },
    alerts,
    now: () => time.nowMs,
  });
  const key = (right: boolean, caller: string | null, where = room, via = 'carrier') =>
    guard.check('pin', where, { caller, via }, () => Promise.resolve(right));
  return { history, alerts, raised, time, guard, key };
}

t.test('ten wrong PINs at a room alert its organizers, once an hour at most', async (t) => {
  const { history, raised, time, key, alerts } = setup();
  for (let n = 0; n < 9; n++) await key(false, `forged ${n}`);
  t.same(raised, []);
  for (let n = 9; n < 20; n++) await key(false, `forged ${n}`);
  const alert = { kind: 'room-guessing', secret: 'pin', roomId: 'room-1', roomNumber: '700100' };
  t.match(raised, [{ ...alert, tries: 10, caller: 'forged 9', via: 'carrier', atMs: 0 }]);
  t.match(history.events, [{ kind: 'alert', detail: { alert: 'room-guessing' } }]);
  for (; time.nowMs < 61 * minuteMs; time.nowMs += minuteMs) await key(false, `f ${time.nowMs}`);
  t.equal(raised.length, 2);
  t.match(alerts.counts, { 'room-guessing': 2, 'trunk-guessing': 0 });
});

t.test('slips of a few callers are no reason for an alert', async (t) => {
  const { raised, time, key } = setup();
  for (let n = 0; n < 200; n++) {
    time.nowMs += 15 * minuteMs;
    await key(false, `caller ${n}`);
    await key(false, `caller ${n}`);
    t.same(await key(true, `caller ${n}`), { kind: 'ok' });
  }
  t.same(raised, []);
});

t.test('a trunk whose strangers try room after room is told of to the operator', async (t) => {
  const { raised, key } = setup();
  for (let n = 0; n < 120; n++) {
    await key(false, `forged ${n}`, { ...room, id: `room-${n}` });
  }
  t.match(raised, [{ kind: 'trunk-guessing', secret: 'pin', via: 'carrier' }]);
  t.equal(raised.length, 1);
});

t.test('what was keyed is counted by its outcome, and told to nobody', async (t) => {
  const { history, guard, key, raised } = setup();
  await key(true, 'owner');
  for (let n = 0; n < 4; n++) await key(false, 'one');
  t.same(guard.counts, { right: 1, wrong: 3, delayed: 1 });
  const failing = () => Promise.reject(new Error('no memory'));
  await t.rejects(guard.check('pin', room, { caller: 'two', via: 'carrier' }, failing));
  t.same(guard.counts, { right: 1, wrong: 3, delayed: 1 });
  t.same([...history.events, ...raised], []);
});
