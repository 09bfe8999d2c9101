import { existsSync, readdirSync, watch, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import t from 'tap';
import { RecordedNames } from '../../../../bridge/application/conferences/recorded-names.js';
import { SpokenNameFolder } from '../../../../bridge/files/spoken-name-folder.js';
import { silentLogger } from '../../../../bridge/kernel/logger.js';
import type { SpokenNameFiles } from '../../../../bridge/ports/spoken-names.js';
import { createSystemRandom } from '../../../../bridge/system/random.js';
import { FakeClock } from '../../../support/fake-clock.js';
import { FakeNameFiles } from '../../../support/fake-name-files.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const random = createSystemRandom();

function namesOn(files: SpokenNameFiles, clock: FakeClock): RecordedNames {
  return new RecordedNames({ files, clock, random, logger: silentLogger });
}

t.test('a name is kept for as many days as the room asks, across restarts', async (t) => {
  const folder = t.testdir();
  const clock = new FakeClock();
  const names = namesOn(new SpokenNameFolder(folder), clock);
  await names.start();
  const [kept, left] = [path.join(folder, 'a.wav'), path.join(folder, 'b.wav')];
  writeFileSync(kept, 'ann');
  writeFileSync(left, 'bob');
  const watcher = watch(path.join(folder, 'kept'));
  t.teardown(() => watcher.close());
  const moved = once(watcher, 'change');
  names.keep(kept, 2);
  await moved;
  t.notOk(existsSync(kept));
  names.stop();
  const restarted = namesOn(new SpokenNameFolder(folder), clock);
  await restarted.start();
  t.notOk(existsSync(left), 'what a dead process left is removed');
  t.equal(readdirSync(path.join(folder, 'kept')).length, 1);
  clock.jumpWall(2 * dayMs);
  clock.advance(hourMs);
  while (readdirSync(path.join(folder, 'kept')).length > 0) await once(watcher, 'change');
  t.pass('gone, though nobody called');
  restarted.stop();
});

t.test('a name whose days are over goes within the hour; keeping looks at no other', async (t) => {
  const files = new FakeNameFiles();
  const clock = new FakeClock();
  const names = namesOn(files, clock);
  await names.start();
  t.same(files.asked.splice(0), ['open', 'remove expired']);
  for (let n = 0; n < 3; n++) names.keep(`${n}.wav`, n + 1);
  t.same(files.asked.splice(0), ['keep 0.wav', 'keep 1.wav', 'keep 2.wav']);
  await clock.settle(dayMs - 1);
  t.equal(files.kept.size, 3);
  await clock.settle(hourMs);
  t.same([...files.kept.keys()], ['1.wav', '2.wav']);
  await clock.settle(dayMs);
  t.same([...files.kept.keys()], ['2.wav']);
  names.stop();
  t.same(clock.survivors(), []);
});

t.test('a sweep that fails is reported, and the next one comes', async (t) => {
  const files = new FakeNameFiles();
  const clock = new FakeClock();
  const names = namesOn(files, clock);
  const removeExpired = files.removeExpired.bind(files);
  files.removeExpired = () => {
    files.removeExpired = removeExpired;
    return Promise.reject(new Error('the disk is away'));
  };
  await names.start();
  t.match(clock.failures, [{ error: { message: 'the disk is away' } }]);
  names.keep('a.wav', 0);
  await clock.settle(hourMs);
  t.equal(files.kept.size, 0);
  names.stop();
});
