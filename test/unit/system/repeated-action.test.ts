import t from 'tap';
import { FakeClock } from '../../support/fake-clock.js';

t.test('it comes back after each interval until it is cancelled, also by itself', (t) => {
  const clock = new FakeClock();
  const times: number[] = [];
  const interval = clock.every(10, 'tick', () => {
    times.push(clock.monotonicMs());
    if (times.length === 4) interval.cancel();
  });
  t.same(clock.survivors(), ['tick']);
  clock.advance(35);
  t.same(times, [10, 20, 30]);
  clock.advance(100);
  t.same(times, [10, 20, 30, 40]);
  t.same(clock.survivors(), []);
  t.end();
});

t.test('it never runs beside itself: the next interval begins when it has ended', async (t) => {
  const clock = new FakeClock();
  const ends: (() => void)[] = [];
  const interval = clock.every(
    10,
    'slow',
    () => new Promise<void>((resolve) => ends.push(resolve)),
  );
  await clock.settle(100);
  t.equal(ends.length, 1);
  t.same(clock.survivors(), []);
  let isOver = false;
  const over = interval.now().then(() => (isOver = true));
  await clock.settle(100);
  t.equal(ends.length, 1, 'asked for now, it is the one under way');
  t.notOk(isOver);
  ends[0]!();
  await over;
  await clock.settle(9);
  t.equal(ends.length, 1);
  await clock.settle(1);
  t.equal(ends.length, 2);
  interval.cancel();
  ends[1]!();
  await clock.settle(100);
  t.equal(ends.length, 2, 'cancelled while under way, it does not come back');
  await interval.now();
  t.same(clock.survivors(), []);
});

t.test('done now, it is due again an interval later', async (t) => {
  const clock = new FakeClock();
  let times = 0;
  const interval = clock.every(10, 'check', () => {
    times += 1;
    return Promise.resolve();
  });
  await interval.now();
  t.equal(times, 1);
  await clock.settle(9);
  await interval.now();
  await clock.settle(9);
  t.equal(times, 2);
  await clock.settle(1);
  t.equal(times, 3);
});

t.test('what it throws, at once or later, is reported, and it comes back', async (t) => {
  const clock = new FakeClock();
  const outcomes = [
    () => {
      throw new Error('at once');
    },
    () => Promise.reject(new Error('later')),
    () => undefined,
  ];
  clock.every(10, 'sweep', () => outcomes.shift()?.());
  await clock.settle(50);
  t.same(outcomes, []);
  t.match(clock.failures, [
    { label: 'sweep', error: { message: 'at once' } },
    { label: 'sweep', error: { message: 'later' } },
  ]);
});
