import t, { type Test } from 'tap';
import { MediaWatch } from '../../../bridge/freeswitch/media-watch.js';
import { FakeClock } from '../../support/fake-clock.js';

const timeoutMs = 60_000;

/** A leg's media: the test says how many packets have come. */
function watched(t: Test) {
  const clock = new FakeClock();
  const leg = { packets: 0 as number | null, awaited: true, told: 0 };
  const watch = new MediaWatch({
    clock,
    timeoutMs,
    awaited: () => leg.awaited,
    received: () => Promise.resolve(leg.packets),
    onTimeout: () => leg.told++,
  });
  t.teardown(() => watch.stop());
  const pass = async (ms: number, packetsEach10s: number): Promise<void> => {
    for (let passedMs = 0; passedMs < ms; passedMs += 10_000) {
      if (leg.packets !== null) leg.packets += packetsEach10s;
      await clock.settle(10_000);
    }
  };
  return { leg, watch, pass };
}

t.test('a leg that sends is told of never, one that falls silent once', async (t) => {
  const { leg, pass } = watched(t);
  await pass(10 * timeoutMs, 500);
  t.equal(leg.told, 0);
  await pass(timeoutMs, 0);
  t.equal(leg.told, 1);
  await pass(10 * timeoutMs, 0);
  t.equal(leg.told, 1);
});

t.test('on hold, or where nobody can tell, the time does not run', async (t) => {
  const { leg, pass } = watched(t);
  leg.awaited = false;
  await pass(2 * timeoutMs, 0);
  leg.awaited = true;
  leg.packets = null;
  await pass(2 * timeoutMs, 0);
  t.equal(leg.told, 0);
});

t.test('once it is stopped nothing is told', async (t) => {
  const { leg, watch, pass } = watched(t);
  watch.stop();
  await pass(2 * timeoutMs, 0);
  t.equal(leg.told, 0);
});
