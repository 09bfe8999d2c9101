import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { SpokenNameFolder } from '../../../bridge/files/spoken-name-folder.js';

const kept = (folder: string): readonly string[] => readdirSync(path.join(folder, 'kept'));

t.test(
  'what is kept goes when its time has come, also after a restart; the rest at once',
  async (t) => {
    const folder = path.join(t.testdir(), 'names');
    const files = new SpokenNameFolder(folder);
    await files.open();
    for (const id of ['a', 'b', 'c', 'd']) writeFileSync(files.pathFor(id), `this is ${id}`);
    await files.keep(files.pathFor('a'), 1_000);
    await files.keep(files.pathFor('b'), 2_000);
    await files.remove(files.pathFor('c'));
    await files.remove(files.pathFor('c'));
    t.same(readdirSync(folder), ['d.wav', 'kept']);
    const restarted = new SpokenNameFolder(folder);
    await restarted.open();
    t.notOk(existsSync(files.pathFor('d')), 'what a dead process left');
    t.equal(await restarted.removeExpired(999), 0);
    t.equal(await restarted.removeExpired(1_000), 1);
    t.same(kept(folder), ['b.2000.wav']);
    writeFileSync(path.join(folder, 'kept', 'not-ours'), '');
    t.equal(await restarted.removeExpired(1_500), 1, 'nobody asked for it to stay');
    t.same(kept(folder), ['b.2000.wav']);
  },
);

t.test('one that cannot be removed is told of, and keeps no other from going', async (t) => {
  const folder = t.testdir();
  const files = new SpokenNameFolder(folder);
  await files.open();
  const stuck = path.join(folder, 'kept', 'a.1000.wav');
  await mkdir(stuck);
  writeFileSync(path.join(folder, 'kept', 'b.1000.wav'), '');
  await t.rejects(files.removeExpired(1_000), { message: /^1 of 2 expired names stay: / });
  t.same(kept(folder), ['a.1000.wav']);
  await rm(stuck, { recursive: true });
});

t.test('a name that is not there cannot be kept', async (t) => {
  const files = new SpokenNameFolder(t.testdir());
  await files.open();
  await t.rejects(files.keep(files.pathFor('a'), 1), { code: 'ENOENT' });
});
