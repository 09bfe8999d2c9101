import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { watch } from 'node:fs';
import t from 'tap';
import { RecordedNames } from '../../../../bridge/application/conferences/recorded-names.js';
import { createSystemRandom } from '../../../../bridge/system/random.js';
import { FakeClock } from '../../../support/fake-clock.js';

const dayMs = 86_400_000;

t.test('a name is kept for as many days as the room asks, across restarts', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'partyline-names-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const clock = new FakeClock();
  const random = createSystemRandom();
  const names = new RecordedNames(folder, random, clock);
  const [kept, left] = [path.join(folder, 'a.wav'), path.join(folder, 'b.wav')];
  writeFileSync(kept, 'ann');
  writeFileSync(left, 'bob');
  const watcher = watch(path.join(folder, 'kept'));
  const moved = once(watcher, 'change');
  names.keep(kept, 2);
  await moved;
  watcher.close();
  t.notOk(existsSync(kept));
  new RecordedNames(folder, random, clock);
  t.notOk(existsSync(left), 'what a dead process left is removed');
  t.equal(readdirSync(path.join(folder, 'kept')).length, 1);
  clock.advance(2 * dayMs + 1);
  new RecordedNames(folder, random, clock);
  t.same(readdirSync(path.join(folder, 'kept')), []);
});
