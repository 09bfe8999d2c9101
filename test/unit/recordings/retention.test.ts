import { existsSync } from 'node:fs';
import t from 'tap';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import { RecordingCatalogue } from '../../../recordings/catalogue.js';
import { Retention } from '../../../recordings/retention.js';
import {
  type RecordingsUnderTest,
  dayMs,
  everything,
  recordingsUnderTest,
} from '../../support/recordings.js';

function retentionOf({ store, catalogue, clock }: RecordingsUnderTest): Retention {
  const now = () => Promise.resolve(clock.now());
  const { recordings } = store;
  return new Retention({ recordings, catalogue, now, clock, logger: silentLogger });
}

/** Each day's sweep is over, and the next one is waited for, before the next day comes. */
async function passDays({ clock }: RecordingsUnderTest, days: number): Promise<void> {
  for (let day = 0; day < days; day++) {
    clock.advance(dayMs);
    while (!clock.survivors().includes('retention: sweep')) await clock.settle();
  }
}

t.test('a year passes, day by day, and each recording is deleted on its own day', async (t) => {
  const under = await recordingsUnderTest(t);
  const { add, clock, catalogue, sink, store } = under;
  const retention = retentionOf(under);
  const first = await add({ expiresAtMs: clock.now() + 365 * dayMs });
  await retention.start();
  await passDays(under, 100);
  const second = await add({ expiresAtMs: clock.now() + 365 * dayMs });
  const ids = async () => (await catalogue.list(everything, { limit: 9 })).map(({ id }) => id);
  await passDays(under, 264);
  t.same(await ids(), [second.id, first.id], 'on the 364th day both are there');
  await passDays(under, 2);
  t.same(await ids(), [second.id], 'the day after the 365th, one is');
  t.notOk(existsSync(sink.pathFor(first.id, 'audio')));
  t.match(await store.recordings.find(first.id), { deletion: { by: 'retention' } });
  await passDays(under, 100);
  t.same(await ids(), []);
  retention.stop();
  t.same(clock.survivors(), []);
});

t.test('what expired while nobody ran is deleted at the start, however much it is', async (t) => {
  const under = await recordingsUnderTest(t);
  const { add, begin, clock, catalogue } = under;
  for (let count = 0; count < 205; count++) await add({ expiresAtMs: clock.now() - 1 });
  const open = await begin({ expiresAtMs: clock.now() - 1 });
  const kept = await add({ expiresAtMs: clock.now() + 1 });
  t.same(await retentionOf(under).sweep(), { deleted: 205, removed: 0 });
  const left = (await catalogue.list(everything, { limit: 9 })).map(({ id }) => id);
  t.same(left.sort(), [open.id, kept.id].sort(), 'what is still being recorded is left alone');
  t.same(await retentionOf(under).sweep(), { deleted: 0, removed: 0 });
});

t.test('two processes that sweep at once delete each recording once', async (t) => {
  const under = await recordingsUnderTest(t);
  for (let count = 0; count < 20; count++) await under.add({ expiresAtMs: 0 });
  const swept = await Promise.all([retentionOf(under).sweep(), retentionOf(under).sweep()]);
  t.equal(
    swept.reduce((sum, { deleted }) => sum + deleted, 0),
    20,
  );
});

t.test('what a dead process had deleted but not removed is removed', async (t) => {
  const under = await recordingsUnderTest(t);
  const { id } = await under.add();
  await under.store.recordings.markDeleted(id, { atMs: under.clock.now(), by: 'ada' });
  t.same(await retentionOf(under).sweep(), { deleted: 0, removed: 1 });
  t.notOk(existsSync(under.sink.pathFor(id, 'audio')));
  t.match(await under.store.recordings.find(id), { deletion: { by: 'ada' } });
});

t.test('a sweep that fails is tried again the next day', async (t) => {
  const under = await recordingsUnderTest(t);
  const { clock, store, sink } = under;
  const { id } = await under.add({ expiresAtMs: 0 });
  let isDown = true;
  const recordings = Object.assign(Object.create(store.recordings) as typeof store.recordings, {
    list: (filter: Parameters<typeof store.recordings.list>[0]) =>
      isDown ? Promise.reject(new Error('disk I/O error')) : store.recordings.list(filter),
  });
  const { audited, directory } = store;
  const catalogue = new RecordingCatalogue({
    recordings: store.recordings,
    sink,
    audited,
    directory,
    clock,
    logger: silentLogger,
  });
  const retention = new Retention({
    recordings,
    catalogue,
    clock,
    logger: silentLogger,
    now: () => Promise.resolve(clock.now()),
  });
  await retention.start();
  t.ok(existsSync(sink.pathFor(id, 'audio')));
  isDown = false;
  await passDays(under, 1);
  retention.stop();
  t.match(await store.recordings.find(id), { deletion: { by: 'retention' } });
});

t.test('none is deleted while the clock is not believed', async (t) => {
  const under = await recordingsUnderTest(t);
  const { id } = await under.add({ expiresAtMs: 0 });
  const { store, catalogue, clock } = under;
  const { recordings } = store;
  const now = () => Promise.resolve(null);
  const retention = new Retention({ recordings, catalogue, now, clock, logger: silentLogger });
  t.same(await retention.sweep(), { deleted: 0, removed: 0 });
  t.ok(existsSync(under.sink.pathFor(id, 'audio')));
});
