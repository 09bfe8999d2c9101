import t from 'tap';
import { HistoryRetention } from '../../../../bridge/application/history/history-retention.js';
import { silentLogger } from '../../../../bridge/kernel/logger.js';
import { FakeClock } from '../../../support/fake-clock.js';

const dayMs = 86_400_000;
const settled = () => new Promise((resolve) => setImmediate(resolve));

t.test('what is past its time goes in batches, at the start and once a day', async (t) => {
  const clock = new FakeClock();
  const batches = [500, 20, 0, 3, 0];
  const asked: number[] = [];
  let isBelieved = true;
  const history = {
    deleteBefore: (at: number, mostRows: number) => {
      t.equal(mostRows, 500);
      asked.push(clock.now() - at);
      const rows = batches.shift();
      return rows === undefined
        ? Promise.reject(new Error('database is locked'))
        : Promise.resolve(rows);
    },
  };
  const time = { now: () => Promise.resolve(isBelieved ? clock.now() : null) };
  const retention = new HistoryRetention({
    history,
    keepDays: 400,
    time,
    clock,
    logger: silentLogger,
  });
  retention.start();
  const passes = async (ms: number): Promise<number> => {
    clock.advance(ms);
    await settled();
    return asked.length;
  };
  t.equal(await passes(0), 1);
  t.equal(await passes(100), 2);
  t.equal(await passes(100), 3);
  t.equal(await passes(dayMs - 1), 3);
  t.equal(await passes(1), 4);
  t.equal(await passes(100), 5);
  t.equal(await passes(dayMs), 6, 'a failure');
  t.equal(await passes(dayMs), 7, 'is tried again the next day');
  isBelieved = false;
  t.equal(await passes(dayMs), 7, 'nothing, while the clock is not believed');
  isBelieved = true;
  t.equal(await passes(dayMs), 8);
  retention.stop();
  t.equal(await passes(2 * dayMs), 8);
  t.ok(asked.every((age) => age === 400 * dayMs));
});
