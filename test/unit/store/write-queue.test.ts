import t from 'tap';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import type { HistoryWrite } from '../../../bridge/store/repositories/history-write.js';
import { WriteQueue } from '../../../bridge/store/write-queue.js';
import { FakeClock } from '../../support/fake-clock.js';

const write = (id: string): HistoryWrite => ({
  kind: 'conference-ended',
  id,
  endedAtMs: 1,
  reason: 'x',
});

class RowFault extends Error {}

function setup() {
  const clock = new FakeClock();
  const batches: string[][] = [];
  const failing = { error: null as Error | null, rows: new Set<string>() };
  const queue = new WriteQueue({
    commit: (writes) => {
      const ids = writes.map((one) => ('id' in one ? one.id : one.kind));
      if (failing.error !== null) return Promise.reject(failing.error);
      if (ids.some((id) => failing.rows.has(id))) return Promise.reject(new RowFault(ids.join()));
      batches.push(ids);
      return Promise.resolve();
    },
    isHopeless: (error) => error instanceof RowFault,
    clock,
    logger: silentLogger,
  });
  return { clock, batches, failing, queue };
}

t.test('writes that come within 50 ms share a transaction', async (t) => {
  const { clock, batches, queue } = setup();
  queue.push(write('a'));
  queue.push(write('b'));
  await clock.settle(49);
  t.same(batches, []);
  await clock.settle(1);
  t.same(batches, [['a', 'b']]);
  t.same(clock.survivors(), []);
});

t.test('a failing database keeps the queue, says so, and is tried ever less often', async (t) => {
  const { clock, batches, failing, queue } = setup();
  failing.error = new Error('database or disk is full');
  queue.push(write('a'));
  await clock.settle(50);
  t.equal(queue.problem, 'database or disk is full');
  await clock.settle(60_000);
  queue.push(write('b'));
  failing.error = null;
  await clock.settle(5_000);
  t.same(batches, [['a', 'b']]);
  t.equal(queue.problem, null);
  t.same(queue.counters, { queued: 0, lost: 0 });
  t.same(clock.survivors(), []);
});

t.test('one line that can never be written does not hold up the others', async (t) => {
  const { clock, batches, failing, queue } = setup();
  failing.rows.add('b');
  for (const id of ['a', 'b', 'c']) queue.push(write(id));
  await clock.settle(100);
  t.same(batches.flat(), ['a', 'c']);
  t.equal(queue.problem, null);
  t.same(queue.counters, { queued: 0, lost: 1 });
  t.same(clock.survivors(), []);
});

t.test('the queue is bounded, counts what it loses, and keeps room for calls', async (t) => {
  const { clock, failing, queue } = setup();
  failing.error = new Error('full');
  const event = { atMs: 0, conferenceId: null, legId: null, kind: 'x', detail: {} };
  for (let n = 0; n < 45_000; n++) queue.push({ kind: 'event', event });
  t.same(queue.counters, { queued: 40_000, lost: 5_000 });
  for (let n = 0; n < 15_000; n++) queue.push(write('a'));
  t.same(queue.counters, { queued: 50_000, lost: 10_000 });
  await queue.close();
  t.same(queue.counters, { queued: 0, lost: 60_000 });
  queue.push(write('late'));
  t.equal(queue.counters.lost, 60_001);
  t.same(clock.survivors(), []);
});

t.test('flush waits for the database to come back', async (t) => {
  const { clock, batches, failing, queue } = setup();
  failing.error = new Error('locked');
  queue.push(write('a'));
  let flushed = false;
  const flushing = queue.flush().then(() => (flushed = true));
  await clock.settle(1_000);
  t.notOk(flushed);
  failing.error = null;
  await clock.settle(5_000);
  await flushing;
  t.same(batches, [['a']]);
  t.same(clock.survivors(), []);
});

t.test('closing writes what is left', async (t) => {
  const { clock, batches, queue } = setup();
  for (let n = 0; n < 450; n++) queue.push(write(`w${n}`));
  await queue.close();
  t.equal(batches.flat().length, 450);
  t.same(clock.survivors(), []);
});
