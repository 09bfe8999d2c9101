import t from 'tap';
import { createSystemClock } from '../../../bridge/system/clock.js';
import { createSystemRandom } from '../../../bridge/system/random.js';
import { FakeClock } from '../../support/fake-clock.js';

t.test('a timer of the system clock runs once, and not at all when cancelled', async (t) => {
  const clock = createSystemClock();
  let cancelledRan = false;
  clock.after(0, 'cancelled', () => (cancelledRan = true)).cancel();
  await new Promise<void>((resolve) => clock.after(5, 'kept', resolve));
  t.notOk(cancelledRan);
});

t.test('a delay beyond what Node can wait does not run at once', async (t) => {
  const clock = createSystemClock();
  let ran = false;
  const timer = clock.after(2 ** 33, 'in 99 days', () => (ran = true));
  await new Promise<void>((resolve) => clock.after(5, 'soon', resolve));
  timer.cancel();
  t.notOk(ran);
});

t.test('the system clock does again and again what it is told, until cancelled', async (t) => {
  const clock = createSystemClock();
  let times = 0;
  await new Promise<void>((resolve) => {
    const interval = clock.every(1, 'thrice', () => {
      if (++times < 3) return;
      interval.cancel();
      resolve();
    });
  });
  await new Promise<void>((resolve) => clock.after(5, 'later', resolve));
  t.equal(times, 3);
});

t.test('system randomness stays within its bound and gives well-formed identifiers', (t) => {
  const random = createSystemRandom();
  for (let i = 0; i < 1000; i++) {
    const n = random.below(3);
    if (!Number.isInteger(n) || n < 0 || n >= 3) t.fail(`below(3) gave ${n}`);
  }
  t.equal(random.bytes(16).length, 16);
  t.match(random.uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  t.end();
});

t.test('the fake clock runs timers in order of time and lists the survivors', (t) => {
  const clock = new FakeClock(1000);
  const ran: string[] = [];
  clock.after(20, 'late', () => ran.push(`late at ${clock.monotonicMs()}`));
  clock.after(10, 'early', () => {
    ran.push(`early at ${clock.monotonicMs()}`);
    clock.after(5, 'started by early', () => ran.push(`third at ${clock.monotonicMs()}`));
  });
  clock.after(99, 'never', () => ran.push('never'));
  clock.advance(50);
  t.same(ran, ['early at 10', 'third at 15', 'late at 20']);
  t.equal(clock.now(), 1050);
  t.same(clock.survivors(), ['never']);
  t.end();
});
