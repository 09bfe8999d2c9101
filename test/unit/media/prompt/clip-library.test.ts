import { utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { ClipLibrary } from '../../../../bridge/media/prompt/clip-library.js';
import { sine, toneLevelDbov } from '../../../support/audio.js';
import { wavFile } from '../../../support/wav-file.js';

t.test('a file of either rate is there at both, and is read once', async (t) => {
  const folder = t.testdir();
  const library = new ClipLibrary();
  for (const sampleRate of [8000, 16000]) {
    const file = path.join(folder, `${sampleRate}.wav`);
    await writeFile(file, wavFile({ pcm: sine(500, -15, sampleRate, 200), sampleRate }));
    const clip = await library.load({ kind: 'file', path: file });
    t.equal(clip.narrow.length, 1600);
    t.equal(clip.wide.length, 3200);
    t.ok(Math.abs(toneLevelDbov(clip.narrow.subarray(100), 500, 8000) + 15) < 0.2);
    t.ok(Math.abs(toneLevelDbov(clip.wide.subarray(200), 500, 16000) + 15) < 0.2);
    t.equal(await library.load({ kind: 'file', path: file }), clip);
  }
});

t.test('a file that was replaced is read again', async (t) => {
  const file = path.join(t.testdir(), 'prompt.wav');
  const library = new ClipLibrary();
  await writeFile(file, wavFile({ pcm: new Int16Array(800), sampleRate: 8000 }));
  const before = await library.load({ kind: 'file', path: file });
  await writeFile(file, wavFile({ pcm: new Int16Array(1600), sampleRate: 8000 }));
  await utimes(file, 1, 1);
  const after = await library.load({ kind: 'file', path: file });
  t.not(after.id, before.id);
  t.equal(after.narrow.length, 1600);
});

t.test('what is longest unused makes room for what is new', async (t) => {
  const folder = t.testdir();
  const library = new ClipLibrary(100_000);
  const files = ['a', 'b', 'c'].map((name) => path.join(folder, `${name}.wav`));
  for (const file of files) {
    // 8,000 samples are 48,000 bytes at both rates.
    await writeFile(file, wavFile({ pcm: new Int16Array(8000), sampleRate: 8000 }));
  }
  const load = (i: number): Promise<unknown> => library.load({ kind: 'file', path: files[i]! });
  const a = await load(0);
  const b = await load(1);
  t.equal(await load(0), a);
  await load(2);
  t.equal(await load(0), a, 'used since');
  t.not(await load(1), b, 'made room');
});

t.test('a missing or bad file is told by its name', async (t) => {
  const file = path.join(t.testdir({ 'bad.wav': 'no audio' }), 'bad.wav');
  const library = new ClipLibrary();
  await t.rejects(library.load({ kind: 'file', path: file }), {
    code: 'bad-audio-file',
    message: /bad\.wav/,
  });
  await t.rejects(library.load({ kind: 'file', path: `${file}.none` }), { code: 'bad-audio-file' });
});

t.test('silence is as long as asked for', async (t) => {
  const clip = await new ClipLibrary().load({ kind: 'silence', durationMs: 250 });
  t.equal(clip.wide.length, 4000);
  t.ok(clip.narrow.every((sample) => sample === 0));
});
