import t from 'tap';
import {
  between,
  levelDbfs,
  parseSound,
  peakDbfs,
  tonePresence,
  toneDbfs,
  type Sound,
} from '../../support/listen.js';

function sine(
  frequencyHz: number,
  amplitude: number,
  durationMs: number,
  sampleRate = 8000,
): Sound {
  const samples = Float64Array.from(
    { length: (sampleRate * durationMs) / 1000 },
    (_, i) => amplitude * Math.sin((2 * Math.PI * frequencyHz * i) / sampleRate),
  );
  return { sampleRate, channels: 1, bitsPerSample: 16, samples };
}

function wav(samples: readonly number[], channels = 1): Buffer {
  const bytes = Buffer.alloc(44 + 2 * samples.length);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(16000, 24);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((sample, i) => bytes.writeInt16LE(sample, 44 + 2 * i));
  return bytes;
}

t.test('a WAV file is read as numbers between −1 and 1', (t) => {
  const sound = parseSound(wav([0, 16384, -32768]));
  t.equal(sound.sampleRate, 16000);
  t.same([...sound.samples], [0, 0.5, -1]);
  t.same([...parseSound(wav([16384, 1, 0, 2], 2)).samples], [0.5, 0], 'the first of two channels');
  t.throws(() => parseSound(Buffer.from('not audio')));
  t.end();
});

t.test('a recording that was cut off before its sizes were written is read to its end', (t) => {
  const bytes = wav([1, 2, 3]);
  bytes.writeUInt32LE(0, 40);
  t.equal(parseSound(bytes).samples.length, 3);
  t.end();
});

t.test('levels are RMS and peak against full scale', (t) => {
  const { samples } = sine(1000, 0.5, 1000);
  t.ok(Math.abs(levelDbfs(samples) - -9.03) < 0.01);
  t.ok(Math.abs(peakDbfs(samples) - -6.02) < 0.01);
  t.equal(levelDbfs(new Float64Array(10)), -Infinity);
  t.end();
});

t.test('a tone is measured at its own frequency and not at another', (t) => {
  const { samples, sampleRate } = sine(1000, 0.5, 100);
  t.ok(Math.abs(toneDbfs(samples, sampleRate, 1000) - -9.03) < 0.1);
  t.ok(toneDbfs(samples, sampleRate, 1100) < -60);
  t.end();
});

t.test('the presence of a tone is the share of time in which it sounds', (t) => {
  const samples = new Float64Array([
    ...sine(440, 0.3, 600).samples,
    ...sine(1900, 0.3, 400).samples,
  ]);
  const sound: Sound = { sampleRate: 8000, channels: 1, bitsPerSample: 16, samples };
  const [low, high, none] = tonePresence(sound, [440, 1900, 1000]);
  t.ok(Math.abs(low!.share - 0.6) < 0.01);
  t.ok(Math.abs(high!.share - 0.4) < 0.01);
  t.equal(none!.share, 0);
  t.equal(between(sound, 600, 1000).samples.length, 3200);
  t.end();
});
