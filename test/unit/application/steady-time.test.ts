import t from 'tap';
import { steadyTime } from '../../../bridge/application/steady-time.js';
import { FakeClock } from '../../support/fake-clock.js';

t.test(
  'it starts with wall time and goes on with monotonic time, however the wall clock is set',
  (t) => {
    const clock = new FakeClock();
    const startMs = clock.now();
    const now = steadyTime(clock);
    clock.advance(1500);
    clock.jumpWall(3_600_000);
    t.equal(now(), startMs + 1500);
    t.end();
  },
);
