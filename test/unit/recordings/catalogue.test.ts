import { existsSync } from 'node:fs';
import t from 'tap';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import { RecordingCatalogue } from '../../../recordings/catalogue.js';
import {
  type RecordingsUnderTest,
  account,
  ada,
  everything,
  recordingsUnderTest,
} from '../../support/recordings.js';

const bob = { ...ada, id: 'bob', name: 'Bob' };

/** What the log holds, the newest first. */
const auditOf = ({ store }: RecordingsUnderTest) =>
  store.administration.listAudit({ accountId: account, limit: 9 });

t.test('a scope sees its rooms and nothing else', async (t) => {
  const { catalogue, add, clock } = await recordingsUnderTest(t);
  const first = await add();
  clock.advance(1000);
  const second = await add({ roomId: 'room-2' });
  clock.advance(1000);
  const foreign = await add({ accountId: 'account-2', roomId: 'room-9' });
  const ids = async (scope: Parameters<typeof catalogue.list>[0], roomId?: string) =>
    (await catalogue.list(scope, { limit: 9, ...(roomId === undefined ? {} : { roomId }) })).map(
      ({ id }) => id,
    );
  t.same(await ids(everything), [second.id, first.id]);
  t.same(await ids(everything, 'room-1'), [first.id]);
  t.same(await ids(everything, 'room-9'), [], "another account's room");
  const one = { ...everything, roomIds: ['room-2'] };
  t.same(await ids(one), [second.id]);
  t.same(await ids(one, 'room-1'), []);
  t.same(await ids({ ...everything, roomIds: [] }), []);
  t.equal((await catalogue.find(one, second.id)).id, second.id);
  for (const [scope, id] of [
    [one, first.id],
    [everything, foreign.id],
    [everything, 'none'],
  ] as const) {
    await t.rejects(catalogue.find(scope, id), { code: 'not-found' });
    await t.rejects(catalogue.rename(scope, id, 'x', ada), { code: 'not-found' });
    await t.rejects(catalogue.delete(scope, id, ada), { code: 'not-found' });
  }
});

t.test('a new title is kept, told and audited', async (t) => {
  const under = await recordingsUnderTest(t);
  const { catalogue, add } = under;
  const { id } = await add({ title: 'Before' });
  t.equal((await catalogue.rename(everything, id, '  Weekly\n sync ', ada)).title, 'Weekly sync');
  t.equal((await catalogue.find(everything, id)).title, 'Weekly sync');
  await t.rejects(catalogue.rename(everything, id, ' \n ', ada), { code: 'bad-value' });
  t.match(await auditOf(under), [
    {
      action: 'recording-renamed',
      actor: ada,
      subject: { kind: 'recording', id, name: 'Before' },
      detail: { room: '700100', from: 'Before', to: 'Weekly sync' },
    },
  ]);
});

t.test('a deleted recording is gone from the lists and the disk, once, and audited', async (t) => {
  const under = await recordingsUnderTest(t);
  const { catalogue, add, store, sink } = under;
  const { id } = await add({ title: 'Secret' });
  const kept = await add();
  await store.recordings.setSpeech(id, [
    { memberId: 'm', label: 'Ada', fromSample: 0, toSample: 1 },
  ]);
  await catalogue.delete(everything, id, ada);
  t.notOk(existsSync(sink.pathFor(id, 'audio')));
  t.notOk(existsSync(sink.pathFor(id, 'peaks')));
  t.ok(existsSync(sink.pathFor(kept.id, 'audio')));
  t.same(await store.recordings.speechOf(id), []);
  t.equal((await catalogue.list(everything, { limit: 9 })).length, 1);
  await t.rejects(catalogue.delete(everything, id, bob), { code: 'not-found' });
  t.match(await auditOf(under), [
    {
      action: 'recording-deleted',
      actor: ada,
      subject: { id, name: 'Secret' },
      detail: { room: '700100', bytes: 5 },
    },
  ]);
  t.match(await store.recordings.find(id), { deletion: { by: 'ada' } });
});

t.test('of two who delete at once, one has deleted', async (t) => {
  const under = await recordingsUnderTest(t);
  const { catalogue, add } = under;
  const { id } = await add();
  const outcomes = await Promise.allSettled([
    catalogue.delete(everything, id, ada),
    catalogue.delete(everything, id, bob),
  ]);
  t.same(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  t.equal((await auditOf(under)).length, 1);
});

t.test('what is being recorded is listed, and is not deleted', async (t) => {
  const { catalogue, begin } = await recordingsUnderTest(t);
  const { id } = await begin();
  t.match(await catalogue.list(everything, { limit: 9 }), [{ id, finish: null }]);
  await t.rejects(catalogue.delete(everything, id, ada), {
    code: 'wrong-state',
    mend: /stop the recording/,
  });
  t.equal((await catalogue.rename(everything, id, 'Live', ada)).title, 'Live');
});

t.test(
  'files that cannot be removed leave the lists all the same, for the next sweep',
  async (t) => {
    const { add, store, sink, clock } = await recordingsUnderTest(t);
    const { id } = await add();
    let broken = true;
    const failing = new RecordingCatalogue({
      recordings: store.recordings,
      audited: store.audited,
      directory: store.directory,
      clock,
      logger: silentLogger,
      sink: Object.assign(Object.create(sink) as typeof sink, {
        remove: (one: string) => (broken ? Promise.reject(new Error('EIO')) : sink.remove(one)),
      }),
    });
    await failing.delete(everything, id, ada);
    t.same(await failing.list(everything, { limit: 9 }), []);
    t.match(await store.recordings.list({ deleted: 'unremoved', limit: 9 }), [{ id }]);
    t.equal(await failing.removeFiles(id), false);
    broken = false;
    t.equal(await failing.removeFiles(id), true);
    t.same(await store.recordings.list({ deleted: 'unremoved', limit: 9 }), []);
    t.notOk(existsSync(sink.pathFor(id, 'audio')));
  },
);
