import t from 'tap';
import { Limiter } from '../../../../bridge/media/dsp/limiter.js';
import { clippedSamples, frames, sine, toneLevelDbov } from '../../../support/audio.js';
import { NoiseSource } from '../../../support/noise.js';

/** Sums the signals wide and limits them frame by frame. */
function limitSum(limiter: Limiter, signals: readonly Int16Array[], sampleRate: number) {
  const out = new Int16Array(signals[0]!.length);
  const size = sampleRate / 50;
  const sum = new Int32Array(size);
  for (let start = 0; start + size <= out.length; start += size) {
    for (let n = 0; n < size; n++) {
      sum[n] = signals.reduce((total, signal) => total + signal[start + n]!, 0);
    }
    limiter.limit(sum, out.subarray(start, start + size), size);
  }
  return out;
}

t.test('a sum below the threshold passes bit-exact', (t) => {
  const talker = sine(300, -4.5, 16000, 1000);
  const limiter = new Limiter();
  t.same(limitSum(limiter, [talker], 16000), talker);
  t.equal(limiter.gain, 1);
  t.end();
});

t.test('four loud talkers at once do not clip, and each is still heard', (t) => {
  for (const sampleRate of [8000, 16000]) {
    const tones = [310, 530, 870, 1490];
    const talkers = tones.map((hz) => sine(hz, -6, sampleRate, 2000));
    const out = limitSum(new Limiter(), talkers, sampleRate);
    t.equal(clippedSamples(out), 0);
    t.ok(out.every((sample) => Math.abs(sample) < 32767));
    const settled = out.subarray(sampleRate / 2);
    const levels = tones.map((hz) => toneLevelDbov(settled, hz, sampleRate));
    t.ok(Math.max(...levels) - Math.min(...levels) < 0.5, `the balance is kept: ${levels.join()}`);
    t.ok(Math.min(...levels) > -16, `loud enough: ${levels.join()}`);
    const distortion = toneLevelDbov(settled, 310 * 3, sampleRate);
    t.ok(distortion < -50, `clean: ${distortion}`);
  }
  t.end();
});

t.test('the gain does not pump under a steady overload', (t) => {
  const limiter = new Limiter();
  const talkers = [sine(310, -6, 8000, 2000), sine(870, -6, 8000, 2000)];
  const gains: number[] = [];
  const sum = new Int32Array(160);
  for (const [index, frame] of [...frames(talkers[0]!, 8000)].entries()) {
    for (let n = 0; n < 160; n++) sum[n] = frame[n]! + talkers[1]![index * 160 + n]!;
    limiter.limit(sum, new Int16Array(160), 160);
    gains.push(limiter.gain);
  }
  const settled = gains.slice(25);
  t.ok(Math.max(...settled) / Math.min(...settled) < 1.01, 'within 0.1 dB');
  t.end();
});

t.test('the gain comes back smoothly, to unity and bit-exactness, when the overload ends', (t) => {
  const limiter = new Limiter();
  const loud = sine(310, -6, 8000, 400);
  limitSum(limiter, [loud, loud, loud], 8000);
  t.ok(limiter.gain < 0.5);
  const quiet = sine(500, -30, 8000, 20);
  let last = limiter.gain;
  let framesUntilUnity = 0;
  while (limiter.gain < 1 && framesUntilUnity < 200) {
    limitSum(limiter, [quiet], 8000);
    t.ok(limiter.gain / last < 1.2, 'never jumps up');
    last = limiter.gain;
    framesUntilUnity++;
  }
  t.ok(framesUntilUnity > 10 && framesUntilUnity < 100, `${framesUntilUnity} frames`);
  t.same(limitSum(limiter, [quiet], 8000), quiet);
  t.end();
});

t.test('no sum, however large and sudden, wraps or clips', (t) => {
  const random = new NoiseSource(20261123);
  const limiter = new Limiter();
  const sum = new Int32Array(320);
  const out = new Int16Array(320);
  for (let round = 0; round < 2000; round++) {
    const scale = 10 ** (random.next() * 7);
    for (let n = 0; n < 320; n++) sum[n] = Math.round((random.next() * 2 - 1) * scale);
    limiter.limit(sum, out, 320);
    for (let n = 0; n < 320; n++) {
      if (Math.abs(sum[n]!) > 100 && Math.abs(out[n]!) > 100 && sum[n]! > 0 !== out[n]! > 0) {
        t.fail('a sample changed its sign');
      }
    }
  }
  t.ok(limiter.gain <= 1 && limiter.gain > 0, `seed ${random.seed}`);
  t.end();
});
