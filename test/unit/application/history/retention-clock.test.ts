import t from 'tap';
import {
  type RetentionClockDependencies,
  RetentionClock,
  clockLeap,
  longestGapMs,
  provedMs,
} from '../../../../bridge/application/history/retention-clock.js';
import { silentLogger } from '../../../../bridge/kernel/logger.js';
import type { ConferenceRecord, HistoryEvent } from '../../../../bridge/ports/history.js';
import { FakeClock } from '../../../support/fake-clock.js';

const dayMs = 86_400_000;

function setup(newest: readonly Pick<ConferenceRecord, 'startedAtMs'>[] = []) {
  const clock = new FakeClock();
  const events: HistoryEvent[] = [];
  const errors: object[] = [];
  const history: RetentionClockDependencies['history'] = {
    event: (event) => void events.push(event),
    eventsOf: () => Promise.resolve([...events].sort((a, b) => b.atMs - a.atMs)),
    conferences: () => Promise.resolve(newest as readonly ConferenceRecord[]),
  };
  const logger = { ...silentLogger, error: (fields: object) => void errors.push(fields) };
  const run = () => new RetentionClock({ history, clock, logger });
  return { clock, events, errors, history, run };
}

t.test('a clock that goes on is believed, also after weeks without the bridge', async (t) => {
  const { clock, events, run } = setup();
  const first = run();
  t.equal(await first.now(), clock.now(), 'nothing is known yet');
  clock.advance(dayMs);
  t.equal(await first.now(), clock.now());
  t.equal(events.length, 2);
  await first.now();
  t.equal(events.length, 2, 'noted now and then');
  clock.advance(longestGapMs);
  t.equal(await run().now(), clock.now());
  t.equal(first.warning(), null);
});

t.test('after a leap nothing is deleted, until the clock is set right', async (t) => {
  const { clock, events, errors, history, run } = setup();
  const believed = run();
  await believed.now();
  clock.jumpWall(5 * 365 * dayMs);
  t.equal(await believed.now(), null);
  t.match(believed.warning(), /2030-12-31.*2026-01-01/);
  t.match(await clockLeap(history, clock.now()), /2030-12-31/);
  t.equal(errors.length, 1);
  t.equal(await run().now(), null, 'another run knows too');
  t.equal(events.length, 1, 'and learns nothing wrong');
  clock.jumpWall(-5 * 365 * dayMs);
  t.equal(await believed.now(), clock.now());
  t.equal(believed.warning(), null);
});

t.test('a clock that goes on for a week is believed after all', async (t) => {
  const { clock, run } = setup();
  await run().now();
  clock.jumpWall(longestGapMs + dayMs);
  const doubting = run();
  for (let at = 0; at < provedMs; at += dayMs) {
    t.equal(await doubting.now(), null);
    clock.advance(dayMs);
  }
  t.equal(await doubting.now(), clock.now());
  clock.advance(dayMs);
  t.equal(await run().now(), clock.now(), 'and noted');
});

t.test('a history of before knows its newest conference', async (t) => {
  const old = setup([{ startedAtMs: Date.UTC(2025, 0, 1) }]);
  t.equal(await old.run().now(), null);
  const recent = setup([{ startedAtMs: Date.UTC(2025, 11, 20) }]);
  t.equal(await recent.run().now(), recent.clock.now());
});
