import t from 'tap';
import { SignInThrottle } from '../../../../portal/auth/sign-in-throttle.js';
import { FakeClock } from '../../../support/fake-clock.js';

const wrong = (): Promise<null> => Promise.resolve(null);
const right = (): Promise<string> => Promise.resolve('ada');

t.test('a few wrong passwords are free, then the wait grows', async (t) => {
  const throttle = new SignInThrottle(new FakeClock());
  for (let n = 0; n < 5; n++) {
    t.same(await throttle.try('ada', '192.0.2.1', wrong), { kind: 'tried', result: null });
  }
  t.match(await throttle.try('ada', '192.0.2.1', right), { kind: 'wait' }, 'even the right one');
});

t.test('a stranger cannot lock somebody out who has signed in from there before', async (t) => {
  const throttle = new SignInThrottle(new FakeClock());
  await throttle.try('ada', '192.0.2.1', right);
  for (let n = 0; n < 200; n++) await throttle.try('ada', `198.51.100.${n}`, wrong);
  t.match(await throttle.try('ada', '203.0.113.9', right), { kind: 'wait' }, 'strangers wait');
  t.same(await throttle.try('ada', '192.0.2.1', right), { kind: 'tried', result: 'ada' });
});

t.test('one address cannot try a thousand accounts', async (t) => {
  const throttle = new SignInThrottle(new FakeClock());
  let tried = 0;
  for (let n = 0; n < 1000; n++) {
    const verdict = await throttle.try(`person${n}`, '198.51.100.1', wrong);
    if (verdict.kind === 'tried') tried += 1;
  }
  t.ok(tried <= 60, `${tried} were tried`);
});

t.test('a check that fails by itself costs no try', async (t) => {
  const throttle = new SignInThrottle(new FakeClock());
  const failing = (): Promise<null> => Promise.reject(new Error('the database is gone'));
  for (let n = 0; n < 50; n++) await t.rejects(throttle.try('ada', '192.0.2.1', failing));
  t.same(await throttle.try('ada', '192.0.2.1', right), { kind: 'tried', result: 'ada' });
});
