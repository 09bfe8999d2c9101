import t from 'tap';
import { frameLevelDbov } from '../../../../bridge/media/dsp/level.js';
import { LossConcealer } from '../../../../bridge/media/dsp/loss-concealer.js';
import { concatenate, frames, mix, silence, sine, snrDb } from '../../../support/audio.js';
import { NoiseSource, whiteNoise } from '../../../support/noise.js';

/** What is heard of a signal whose frames with these indexes are lost. */
function withLosses(pcm: Int16Array, sampleRate: 8000 | 16000, lost: readonly number[]) {
  const concealer = new LossConcealer(sampleRate);
  return concatenate(
    ...[...frames(pcm, sampleRate)].map((frame, index) => {
      const out = frame.slice();
      if (lost.includes(index)) concealer.conceal(out, out.length);
      else concealer.receive(out, out.length);
      return out;
    }),
  );
}

/** A voice that keeps its pitch: harmonics of 125 Hz. */
function vowel(sampleRate: number, ms: number): Int16Array {
  const harmonics = [1, 2, 3, 4, 5, 6].map((k) => sine(125 * k, -22 - 3 * k, sampleRate, ms));
  return mix(...harmonics);
}

function steepest(pcm: Int16Array): number {
  let most = 0;
  for (let n = 1; n < pcm.length; n++) most = Math.max(most, Math.abs(pcm[n]! - pcm[n - 1]!));
  return most;
}

for (const sampleRate of [8000, 16000] as const) {
  const frame = sampleRate / 50;

  t.test(`${sampleRate} Hz: without loss the sound is untouched`, (t) => {
    const pcm = vowel(sampleRate, 400);
    t.same(withLosses(pcm, sampleRate, []), pcm);
    t.end();
  });

  t.test(`${sampleRate} Hz: one lost frame of a vowel is hardly heard`, (t) => {
    const pcm = vowel(sampleRate, 400);
    const heard = withLosses(pcm, sampleRate, [10]);
    const [from, to] = [10 * frame, 11 * frame];
    const quality = snrDb(pcm.subarray(from, to), heard.subarray(from, to));
    t.ok(quality > 15, `${quality} dB`);
    t.ok(steepest(heard) < 1.2 * steepest(pcm), 'no click at either seam');
    t.end();
  });

  t.test(`${sampleRate} Hz: a long loss fades to silence within 80 ms and comes back`, (t) => {
    const pcm = vowel(sampleRate, 600);
    const heard = withLosses(pcm, sampleRate, [10, 11, 12, 13, 14, 15]);
    const levels = [...frames(heard, sampleRate)].map((piece) => frameLevelDbov(piece, frame));
    t.ok(levels[10]! > levels[9]! - 2);
    t.ok(levels[11]! < levels[10]! && levels[12]! < levels[11]! && levels[13]! < levels[12]!);
    t.same(heard.subarray(14 * frame, 16 * frame), silence(40, sampleRate));
    t.ok(Math.abs(levels[17]! - levels[9]!) < 0.5);
    t.ok(steepest(heard) < 1.2 * steepest(pcm), 'no click at either seam');
    t.end();
  });

  t.test(`${sampleRate} Hz: a lost frame of a hiss keeps its level`, (t) => {
    const pcm = whiteNoise(new NoiseSource(5), -30, sampleRate / 2);
    const heard = withLosses(pcm, sampleRate, [10]);
    t.ok(Math.abs(frameLevelDbov(heard.subarray(10 * frame, 11 * frame), frame) + 30) < 3);
    t.end();
  });

  t.test(`${sampleRate} Hz: losses of any length and order are survived`, (t) => {
    const random = new NoiseSource(77);
    const concealer = new LossConcealer(sampleRate);
    const out = new Int16Array(1920);
    for (let round = 0; round < 2000; round++) {
      const samples = random.below(1921);
      for (let n = 0; n < samples; n++) out[n] = random.next() < 0.5 ? 32767 : -32768;
      if (random.below(2) === 0) concealer.conceal(out, samples);
      else concealer.receive(out, samples);
    }
    t.pass(`seed ${random.seed}`);
    t.end();
  });
}

t.test('a loss before anything was heard is silence', (t) => {
  const out = new Int16Array(160).fill(500);
  new LossConcealer(8000).conceal(out, 160);
  t.ok(out.every((sample) => sample === 0));
  t.end();
});
