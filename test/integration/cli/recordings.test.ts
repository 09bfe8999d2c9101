import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import t from 'tap';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import { openStore } from '../../../bridge/store/open-store.js';
import { mp3Tone } from '../../support/mp3-file.js';
import { type RecordingsUnderTest, recordingsUnderTest } from '../../support/recordings.js';
import { runCli } from './run-cli.js';

const tone = mp3Tone({ folder: tmpdir(), seconds: 2 });

async function cli({ dataDir }: RecordingsUnderTest, ...args: readonly string[]) {
  const ran = await runCli(['recording', ...args, '--json'], { PARTYLINE_DATA_DIR: dataDir });
  return { ...ran, json: JSON.parse(ran.stdout) as unknown };
}

t.test('recordings are listed beside a running bridge', async (t) => {
  const under = await recordingsUnderTest(t);
  const { dataDir, clock, store } = under;
  const bridge = openStore({ dataDir, clock, logger: silentLogger, bridge: true });
  t.teardown(() => bridge.close());
  const closed = await under.add({ title: 'Sync \u001b[31mred' }, tone);
  clock.advance(1_000);
  const open = await under.begin({ roomNumber: '700200' });
  clock.advance(1_000);
  const gone = await under.add();
  await store.recordings.markDeleted(gone.id, { atMs: clock.now(), by: 'ada' });

  const all = await cli(under, 'list');
  t.equal(all.code, 0, all.stderr);
  t.match(all.json, [
    { id: open.id, room: '700200', state: 'recording', durationMs: 0 },
    { id: closed.id, state: 'closed', durationMs: 2_000, bytes: tone.length, gaps: [] },
  ]);
  t.match((await cli(under, 'list', '--deleted')).json, [{ state: 'deleted', deletedBy: 'ada' }]);
  t.match((await cli(under, 'list', '--room', '700100')).json, [{ id: closed.id }]);
  t.same((await cli(under, 'list', '--since', '2026-01-02')).json, []);
  t.match((await cli(under, 'list', '--before', '2026-01-01T00:00:01Z')).json, [{ id: closed.id }]);
  t.equal((await cli(under, 'list', '--since', 'yesterday')).code, 3);
  const text = await runCli(['recording', 'list'], { PARTYLINE_DATA_DIR: dataDir });
  t.match(text.stdout, /00:00:02 +\d\.\d MB +2027-01-01 +closed +Sync \[31mred\n/);
});

t.test('a faulty file is found, named, and is exit code 7', async (t) => {
  const under = await recordingsUnderTest(t);
  const whole = await under.add({}, tone);
  const cut = await under.add({}, tone);
  t.match((await cli(under, 'verify')).json, { verified: 2, faulty: 0 });
  writeFileSync(under.sink.pathFor(cut.id, 'audio'), tone.subarray(0, 5_000));
  const ran = await cli(under, 'verify');
  t.equal(ran.code, 7);
  t.match(ran.json, { verified: 2, faulty: 1 });
  const { recordings } = ran.json as { recordings: { id: string; faults: { fault: string }[] }[] };
  const faults = recordings.find(({ id }) => id === cut.id)!.faults.map(({ fault }) => fault);
  t.ok(faults.includes('checksum') && faults.includes('cut-short'), faults.join(' '));
  t.equal((await cli(under, 'verify', whole.id)).code, 0);
  const none = await cli(under, 'verify', '../../etc/passwd');
  t.equal(none.code, 4);
  t.match(none.json, { error: { code: 'not-found' } });
});

t.test('recordings are copied under readable names, whole, once', async (t) => {
  const under = await recordingsUnderTest(t);
  const to = path.join(under.dataDir, 'out');
  const first = await under.add({ title: '../Réunion' }, tone);
  await under.add({ title: '../Réunion' }, tone);
  const missing = await under.add({ title: 'Gone' }, tone);
  await under.store.recordings.setSpeech(first.id, [
    { memberId: 'm', label: 'Ada', fromSample: 0, toSample: 16_000 },
  ]);
  rmSync(under.sink.pathFor(missing.id, 'audio'));
  const ran = await cli(under, 'export', '--to', to);
  t.equal(ran.code, 7, 'one is missing');
  const outcomes = (json: unknown) =>
    (json as { recordings: { outcome: string }[] }).recordings.map(({ outcome }) => outcome).sort();
  t.same(outcomes(ran.json), ['copied', 'copied', 'missing']);
  const files = readdirSync(to).sort();
  t.equal(files.length, 4, 'two recordings, each with its details');
  const copies = files.filter((name) => name.endsWith('.mp3'));
  t.match(copies[0], /^700100 \.\. Réunion \d{4}-\d\d-\d\d \d\d-\d\d \(2\)\.mp3$/);
  for (const name of copies) t.same(readFileSync(path.join(to, name)), tone);
  const details = files
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(path.join(to, name), 'utf8')) as { id: string });
  t.match(
    details.find(({ id }) => id === first.id),
    { durationMs: 2_000, speakers: [{ label: 'Ada', turns: [[0, 1_000]] }], notices: [] },
  );
  t.same(outcomes((await cli(under, 'export', '--to', to)).json), ['missing', 'there', 'there']);
  t.equal(readdirSync(to).length, 4);
});

t.test('nothing is deleted without --yes, and what is deleted is gone and told', async (t) => {
  const under = await recordingsUnderTest(t);
  const expired = await under.add({ expiresAtMs: Date.UTC(2026, 5, 1) }, tone);
  const kept = await under.add({ expiresAtMs: Date.UTC(2999, 5, 1) }, tone);
  const open = await under.begin({ expiresAtMs: Date.UTC(2026, 5, 1) });
  t.equal((await cli(under, 'purge', '--yes')).code, 3, 'nothing says which');
  const dry = await cli(under, 'purge', '--expired');
  t.equal(dry.code, 0, dry.stderr);
  t.match(dry.json, { dryRun: true, deleted: 0, recordings: [{ id: expired.id }] });
  t.ok(existsSync(under.sink.pathFor(expired.id, 'audio')));

  const both = await Promise.all([
    cli(under, 'purge', '--expired', '--yes'),
    cli(under, 'purge', '--expired', '--yes'),
  ]);
  const deleted = both.map(({ json }) => (json as { deleted: number }).deleted);
  t.equal(deleted[0]! + deleted[1]!, 1, 'two at once delete it once');
  t.notOk(existsSync(under.sink.pathFor(expired.id, 'audio')));
  t.ok(existsSync(under.sink.pathFor(kept.id, 'audio')));
  t.match(await under.store.recordings.find(expired.id), { deletion: { by: 'command-line' } });
  t.equal((await cli(under, 'purge', open.id, '--yes')).code, 1, 'it is being recorded');
  t.equal((await cli(under, 'purge', expired.id, '--yes')).code, 4);
  t.match((await cli(under, 'purge', kept.id, '--yes')).json, { deleted: 1 });
});
