import t, { type Test } from 'tap';
import type {
  NewRecording,
  RecordingFilter,
  RecordingRecord,
  RecordingStore,
} from '../../bridge/ports/recordings.js';
import type { StoreUnderTest } from './store-contract.js';

const recording = (id: string, startedAtMs = 1000): NewRecording => ({
  id,
  accountId: 'account-1',
  roomId: 'room-1',
  roomNumber: '700100',
  conferenceId: 'conference-1',
  title: null,
  startedAtMs,
  expiresAtMs: startedAtMs + 365,
});

const content: RecordingRecord['content'] = {
  sampleRate: 16000,
  samples: 48_000,
  bytes: 15_000,
  parts: [{ startedAt: 1000, stoppedAt: 4000, firstSample: 0, samples: 48_000 }],
  gaps: [{ at: 2000, atSample: 16_000, durationMs: null, reason: 'media-lost' }],
};

const noContent: RecordingRecord['content'] = {
  sampleRate: 0,
  samples: 0,
  bytes: 0,
  parts: [],
  gaps: [],
};

/** What every Store promises of recordings, whatever keeps the data. */
export function recordingStoreContract(
  name: string,
  open: (t: Test) => Promise<StoreUnderTest>,
): void {
  const recordings = async (t: Test): Promise<RecordingStore> => {
    const { store } = await open(t);
    await store.migrate();
    return store.recordings;
  };
  const idsOf = async (store: RecordingStore, filter: Omit<RecordingFilter, 'limit'>) =>
    (await store.list({ ...filter, limit: 9 })).map(({ id }) => id);

  t.test(`${name}: a recording is kept from its first sample to its deletion`, async (t) => {
    const { store, reopen } = await open(t);
    await store.migrate();
    await store.recordings.begin(recording('one'));
    await store.recordings.begin({ ...recording('one'), title: 'twice' });
    const begun = { ...recording('one'), content: noContent, finish: null, deletion: null };
    t.same(await store.recordings.find('one'), begun, 'begun once');

    const { recordings } = await reopen();
    await recordings.setContent('one', content);
    const finish = { endedAtMs: 5000, sha256: 'ab'.repeat(32), recovered: true };
    await recordings.finish('one', finish);
    await recordings.rename('one', 'Réunion <b>\u202e');
    const whole = { ...begun, title: 'Réunion <b>\u202e', content, finish };
    t.same(await recordings.find('one'), whole);
    t.same(await recordings.list({ limit: 9 }), [whole]);

    const deletion = { atMs: 6000, by: 'retention' };
    t.equal(await recordings.markDeleted('one', deletion), true);
    t.equal(await recordings.markDeleted('one', { atMs: 7000, by: 'later' }), false);
    t.same(await recordings.find('one'), { ...whole, deletion }, 'the first deletion counts');
    await t.rejects(recordings.rename('one', 'gone'), { code: 'not-found' });
    await t.rejects(recordings.rename('none', 'gone'), { code: 'not-found' });
    t.equal(await recordings.markDeleted('none', deletion), false);
    t.equal(await recordings.find('none'), null);
  });

  t.test(`${name}: recordings are listed newest first, page by page`, async (t) => {
    const store = await recordings(t);
    for (const [id, atMs] of [
      ['a', 1],
      ['b', 3],
      ['c', 3],
      ['d', 2],
    ] as const) {
      await store.begin(recording(id, atMs));
    }
    t.same(await idsOf(store, {}), ['c', 'b', 'd', 'a']);
    const [, second] = await store.list({ limit: 2 });
    t.equal(second?.id, 'b');
    t.same(await idsOf(store, { after: second! }), ['d', 'a'], 'ties are not lost between pages');
  });

  t.test(`${name}: recordings are found by account, rooms and conference`, async (t) => {
    const store = await recordings(t);
    await store.begin(recording('a', 1));
    await store.begin({ ...recording('b', 2), roomId: 'room-2', conferenceId: 'conference-2' });
    await store.begin({ ...recording('c', 3), roomId: 'room-3', accountId: 'account-2' });
    t.same(await idsOf(store, { accountId: 'account-1' }), ['b', 'a']);
    t.same(await idsOf(store, { roomIds: ['room-1', 'room-3'] }), ['c', 'a']);
    t.same(await idsOf(store, { roomIds: ['room-3'], accountId: 'account-1' }), []);
    t.same(await idsOf(store, { roomIds: [] }), []);
    t.same(await idsOf(store, { conferenceId: 'conference-2' }), ['b']);
  });

  t.test(
    `${name}: what is open, has expired, or is not removed yet can be asked for`,
    async (t) => {
      const store = await recordings(t);
      const end = { endedAtMs: 50, sha256: '00', recovered: false };
      for (const [id, atMs] of [
        ['a', 1],
        ['b', 2],
        ['c', 3],
        ['d', 4],
      ] as const) {
        await store.begin(recording(id, atMs));
        if (id !== 'd') await store.finish(id, end);
      }
      t.same(await idsOf(store, { open: true }), ['d']);
      t.same(await idsOf(store, { expiredByMs: 367 }), ['a', 'b'], 'the first to expire first');
      t.same(await idsOf(store, { expiredByMs: 999, open: false }), ['a', 'b', 'c']);
      await store.markDeleted('a', { atMs: 400, by: 'retention' });
      await store.markDeleted('b', { atMs: 400, by: 'retention' });
      await store.markRemoved('b');
      t.same(await idsOf(store, { expiredByMs: 367 }), []);
      t.same(await idsOf(store, {}), ['d', 'c']);
      t.same(await idsOf(store, { deleted: 'unremoved' }), ['a']);
      t.same(await idsOf(store, { deleted: 'also' }), ['d', 'c', 'b', 'a']);
    },
  );

  t.test(`${name}: who spoke when is kept whole, and goes with the audio`, async (t) => {
    const store = await recordings(t);
    await store.begin(recording('one'));
    t.same(await store.speechOf('one'), []);
    const ada = { memberId: 'm1', label: 'Ada "the first"' };
    const speech = [
      { ...ada, fromSample: 0, toSample: 16_000 },
      { memberId: 'm2', label: 'Caller 2', fromSample: 8_000, toSample: 24_000 },
      { ...ada, label: 'Ada Martin', fromSample: 32_000, toSample: 48_000 },
    ];
    await store.setSpeech('one', speech.slice(0, 1));
    await store.setSpeech('one', speech);
    t.same(await store.speechOf('one'), speech);
    await store.markRemoved('one');
    t.same(await store.speechOf('one'), []);
  });

  t.test(`${name}: the ledger holds each hearing of the notice once, in order`, async (t) => {
    const store = await recordings(t);
    const notice = (legId: string, heardAtMs: number) => ({ recordingId: 'one', legId, heardAtMs });
    const heard = [notice('leg-2', 1), notice('leg-1', 2), notice('leg-1', 3)];
    for (const one of [...heard].reverse()) await store.addNotice(one);
    await store.addNotice(notice('leg-1', 2));
    await store.addNotice({ ...notice('leg-1', 9), recordingId: 'two' });
    t.same(await store.noticesOf('one'), heard);
  });
}
