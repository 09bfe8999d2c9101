import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import t, { type Test } from 'tap';
import { LocalSink } from '../../../recordings/local-sink.js';

const id = 'ab345678-1234-4123-8123-123456789abc';
const other = 'ab345678-1234-4123-8123-123456789abd';

function sinkIn(t: Test) {
  const parent = mkdtempSync(path.join(tmpdir(), 'partyline-sink-'));
  t.teardown(() => rmSync(parent, { recursive: true }));
  const folder = path.join(parent, 'data', 'recordings');
  return { folder, sink: new LocalSink(folder) };
}

t.test("a recording's files lie in a folder for their owner alone", (t) => {
  const { folder, sink } = sinkIn(t);
  const audio = sink.pathFor(id, 'audio');
  t.equal(audio, path.join(folder, 'ab', `${id}.mp3`));
  t.equal(statSync(path.dirname(audio)).mode & 0o777, 0o700);
  t.equal(statSync(folder).mode & 0o777, 0o700);
  const paths = (['audio', 'peaks', 'journal'] as const).map((kind) => sink.pathFor(id, kind));
  t.equal(new Set(paths).size, 3);
  t.end();
});

t.test('what is no UUID never becomes a path', async (t) => {
  const { folder, sink } = sinkIn(t);
  const hostile = [
    '',
    '..',
    '../../etc/passwd',
    `${id}/..`,
    `${id}\0`,
    id.toUpperCase(),
    `${id}\n`,
  ];
  for (const name of hostile) {
    t.throws(() => sink.pathFor(name, 'audio'), { code: 'bad-value' });
    t.throws(() => sink.read(name, 'audio'), { code: 'bad-value' });
    await t.rejects(sink.remove(name), { code: 'bad-value' });
    await t.rejects(sink.bytes(name, 'audio'), { code: 'bad-value' });
  }
  t.notOk(existsSync(folder));
});

t.test('a file is read whole or in a range, the last byte included', async (t) => {
  const { sink } = sinkIn(t);
  t.equal(await sink.bytes(id, 'audio'), null);
  writeFileSync(sink.pathFor(id, 'audio'), '0123456789');
  t.equal(await sink.bytes(id, 'audio'), 10);
  t.equal(await sink.bytes(id, 'peaks'), null);
  t.equal(await text(sink.read(id, 'audio')), '0123456789');
  t.equal(await text(sink.read(id, 'audio', { start: 2, end: 4 })), '234');
});

t.test('removing takes all of its files and no other, and may be repeated', async (t) => {
  const { sink } = sinkIn(t);
  await sink.remove(id);
  for (const kind of ['audio', 'peaks', 'journal'] as const) {
    writeFileSync(sink.pathFor(id, kind), '');
  }
  writeFileSync(`${sink.pathFor(id, 'audio')}.partial`, '');
  writeFileSync(sink.pathFor(other, 'audio'), '');
  await sink.remove(id);
  await sink.remove(id);
  t.same(readdirSync(path.dirname(sink.pathFor(id, 'audio'))), [`${other}.mp3`]);
});

t.test('free bytes are told before the first recording makes the folder', async (t) => {
  const { folder, sink } = sinkIn(t);
  t.ok((await sink.freeBytes()) > 0);
  t.notOk(existsSync(folder));
  sink.pathFor(id, 'audio');
  t.ok((await sink.freeBytes()) > 0);
});

t.test('a folder that cannot be made is named', (t) => {
  const { folder } = sinkIn(t);
  writeFileSync(path.dirname(path.dirname(folder)) + '/file', '');
  const sink = new LocalSink(path.join(path.dirname(path.dirname(folder)), 'file', 'below'));
  t.throws(() => sink.pathFor(id, 'audio'), {
    code: 'data-dir-unwritable',
    mend: /recordings\.folder/,
  });
  t.end();
});
