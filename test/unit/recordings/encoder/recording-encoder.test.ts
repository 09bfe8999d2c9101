import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import t from 'tap';
import { loseRing } from '../../../../bridge/kernel/frame-ring.js';
import { parsePeaks } from '../../../../recordings/waveform/peaks-file.js';
import { scanMp3 } from '../../../../recordings/mp3/scan.js';
import { Encoding, framesPerSecond } from '../../../support/encoding.js';
import { between, levelDbfs, tonePresence } from '../../../support/listen.js';
import { decodeMp3, probeMp3, samplesByMpg123 } from '../../../support/mp3.js';

const rate = 16_000;
const frameSamples = 320;

t.test('a file is as long as what was recorded, to the sample, for every decoder', async (t) => {
  for (const frames of [1, 2, 7, 50, 777]) {
    const encoding = await Encoding.open(t);
    encoding.start();
    encoding.say(500, frames);
    await encoding.stop();
    const { content, sha256 } = await encoding.close();
    t.equal(content.samples, frames * frameSamples);
    t.equal((await decodeMp3(encoding.mp3)).samples.length, frames * frameSamples, 'ffmpeg');
    t.equal(await samplesByMpg123(encoding.mp3), frames * frameSamples, 'mpg123');
    const file = readFileSync(encoding.mp3);
    t.equal(content.bytes, file.length);
    t.equal(sha256, createHash('sha256').update(file).digest('hex'));
    const scan = await scanMp3(createReadStream(encoding.mp3));
    t.equal(scan.damagedBytes + scan.partialBytes, 0);
    t.equal(scan.samples, content.samples);
  }
});

t.test('two minutes are two minutes', async (t) => {
  const encoding = await Encoding.open(t);
  encoding.start();
  for (let minute = 0; minute < 2; minute++) encoding.say(300 + 50 * minute, 60 * framesPerSecond);
  await encoding.stop();
  const { content } = await encoding.close('A long talk, così è');
  t.equal(content.samples, 120 * rate);
  const sound = await decodeMp3(encoding.mp3);
  t.equal(sound.samples.length, 120 * rate);
  for (let minute = 0; minute < 2; minute++) {
    const part = between(sound, minute * 60_000 + 59_000, minute * 60_000 + 59_900);
    t.equal(tonePresence(part, [300 + 50 * minute])[0]!.share, 1, `minute ${minute}, at its end`);
  }
  t.match(await probeMp3(encoding.mp3), {
    codec: 'mp3',
    sampleRate: rate,
    channels: 1,
    bitsPerSecond: 40_000,
    tags: { title: 'A long talk, così è', Room: '700100', Parts: '1', TLEN: '120000' },
  });
  const peaks = parsePeaks(readFileSync(encoding.setup.files.peaks))!;
  t.equal(peaks.pairs.length, 2 * 1200, 'ten peaks a second');
});

t.test(
  'parts follow one another without a click, a gap or anything of the time between',
  async (t) => {
    const encoding = await Encoding.open(t);
    t.equal(encoding.start(), 0);
    encoding.say(500, 100);
    await encoding.stop();
    t.equal(encoding.start(), 100 * frameSamples);
    encoding.say(800, 100);
    await encoding.stop();
    const { content } = await encoding.close();
    t.match(content.parts, [
      { firstSample: 0, samples: 100 * frameSamples },
      { firstSample: 100 * frameSamples, samples: 100 * frameSamples },
    ]);
    const sound = await decodeMp3(encoding.mp3);
    const share = (fromMs: number, hz: number): number =>
      tonePresence(between(sound, fromMs, fromMs + 400), [hz])[0]!.share;
    t.same([share(1550, 500), share(1550, 800)], [1, 0], 'up to the seam');
    t.same([share(2050, 500), share(2050, 800)], [0, 1], 'from the seam');
    let largest = 0;
    for (let i = 1; i < sound.samples.length; i++) {
      largest = Math.max(largest, Math.abs(sound.samples[i]! - sound.samples[i - 1]!));
    }
    // A tone of 800 Hz of this level moves by 0.077 from one sample to the next; a click by more.
    t.ok(largest < 0.1, `the largest step is ${largest}`);
    const seam = between(sound, 1960, 2040);
    t.ok(levelDbfs(seam.samples) > -25, 'there is no silence at the seam');
  },
);

t.test('frames that never came are silence of their length, and a noted gap', async (t) => {
  const encoding = await Encoding.open(t);
  encoding.start();
  encoding.say(500, 100);
  encoding.skip(50);
  encoding.say(500, 100);
  encoding.skip(25);
  await encoding.stop();
  const { content } = await encoding.close();
  t.equal(content.samples, 275 * frameSamples);
  t.match(content.gaps, [
    { reason: 'overrun', atSample: 100 * frameSamples, durationMs: 1000 },
    { reason: 'overrun', atSample: 250 * frameSamples, durationMs: 500 },
  ]);
  const sound = await decodeMp3(encoding.mp3);
  t.ok(levelDbfs(between(sound, 2100, 2900).samples) < -60);
  t.ok(levelDbfs(between(sound, 3100, 3900).samples) > -20);
});

t.test('a whisper is recorded: nothing decides here what is speech', async (t) => {
  const encoding = await Encoding.open(t);
  encoding.start();
  const whisper = Int16Array.from({ length: frameSamples }, (_, i) => 30 * Math.sin(i / 5));
  for (let i = 0; i < 100; i++) encoding.write(whisper);
  await encoding.stop();
  await encoding.close();
  const { samples } = await decodeMp3(encoding.mp3);
  t.ok(
    Math.abs(
      levelDbfs(samples.subarray(rate / 2)) -
        levelDbfs(Float64Array.from(whisper, (s) => s / 32768)),
    ) < 3,
  );
});

t.test('a lost mix ends its part with a noted gap, and another part can follow', async (t) => {
  const encoding = await Encoding.open(t);
  encoding.start();
  encoding.say(500, 100);
  loseRing(encoding.ring);
  encoding.encoder.pump();
  t.equal(encoding.start(), 100 * frameSamples);
  encoding.say(500, 10);
  await encoding.stop();
  const { content } = await encoding.close();
  t.match(content.gaps, [{ reason: 'media-lost', atSample: 100 * frameSamples, durationMs: null }]);
  t.equal(content.parts.length, 2);
  t.equal(content.samples, 110 * frameSamples);
});

t.test(
  'a reader that falls behind by more than the ring loses what did not fit, and says so',
  async (t) => {
    const encoding = await Encoding.open(t);
    encoding.start();
    const silence = new Int16Array(frameSamples);
    for (let i = 0; i < 1200; i++) encoding.write(silence, false);
    encoding.encoder.pump();
    encoding.say(null, 1);
    await encoding.stop();
    const { content } = await encoding.close();
    t.equal(content.samples, 1201 * frameSamples, 'the length is that of the time all the same');
    t.match(content.gaps, [{ reason: 'overrun', durationMs: 200 * 20 }]);
  },
);

t.test('at any moment the file can be played up to about there', async (t) => {
  const encoding = await Encoding.open(t);
  encoding.start();
  encoding.say(500, 500);
  await encoding.encoder.sync();
  t.ok(statSync(encoding.mp3).size > 40_000);
  const { samples } = await decodeMp3(encoding.mp3);
  t.ok(samples.length > 500 * frameSamples - rate / 2, `${samples.length / rate} s of 10`);
  await encoding.stop();
  await encoding.close();
});
