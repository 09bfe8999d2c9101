import t from 'tap';
import { Downsampler, Upsampler } from '../../../../bridge/media/dsp/resampler.js';
import { bestSnr, clippedSamples, sine, toneLevelDbov } from '../../../support/audio.js';
import { NoiseSource } from '../../../support/noise.js';
import { speechLike } from '../../../support/speech.js';

function up(pcm: Int16Array, piece = 160): Int16Array {
  const upsampler = new Upsampler();
  const out = new Int16Array(2 * pcm.length);
  let at = 0;
  for (let start = 0; start < pcm.length; start += piece) {
    at += upsampler.process(pcm.subarray(start, start + piece), out.subarray(at));
  }
  return out.subarray(0, at);
}

function down(pcm: Int16Array, piece = 320): Int16Array {
  const downsampler = new Downsampler();
  const out = new Int16Array(pcm.length / 2);
  let at = 0;
  for (let start = 0; start < pcm.length; start += piece) {
    at += downsampler.process(pcm.subarray(start, start + piece), out.subarray(at));
  }
  return out.subarray(0, at);
}

t.test('the telephone band passes both ways at its level', (t) => {
  for (const hz of [100, 300, 1000, 2000, 3000, 3400]) {
    const raised = up(sine(hz, -12, 8000, 500));
    t.ok(Math.abs(toneLevelDbov(raised.subarray(800), hz, 16000) + 12) < 0.1, `up ${hz} Hz`);
    const lowered = down(sine(hz, -12, 16000, 500));
    t.ok(Math.abs(toneLevelDbov(lowered.subarray(400), hz, 8000) + 12) < 0.1, `down ${hz} Hz`);
  }
  t.end();
});

t.test('raising makes no image of the band above 4 kHz', (t) => {
  for (const hz of [300, 1000, 3000, 3400]) {
    const raised = up(sine(hz, -12, 8000, 500)).subarray(800);
    t.ok(toneLevelDbov(raised, 8000 - hz, 16000) < -70, `${hz} Hz`);
  }
  t.end();
});

t.test('lowering folds nothing from above 4.6 kHz back into the band', (t) => {
  for (const hz of [4600, 5000, 6000, 7500]) {
    const lowered = down(sine(hz, -12, 16000, 500)).subarray(400);
    t.ok(toneLevelDbov(lowered, 8000 - hz, 8000) < -70, `${hz} Hz`);
  }
  t.end();
});

t.test('speech comes back from 16 kHz as it was, 3 ms later', (t) => {
  const speech = speechLike(new NoiseSource(8), 2, 8000);
  const { snrDb, delay } = bestSnr(speech, down(up(speech)), 40);
  // What is lost is the hiss above 3.6 kHz.
  t.ok(snrDb > 20, `${snrDb} dB`);
  t.equal(delay, 23);
  t.end();
});

t.test('any division into pieces gives the same sound', (t) => {
  const speech = speechLike(new NoiseSource(9), 1, 16000);
  for (const piece of [80, 480, 960, 1920, 5000]) {
    t.same(up(speech, piece), up(speech));
    t.same(down(speech, piece), down(speech));
  }
  t.end();
});

t.test('only the samples asked for are taken', (t) => {
  const out = new Int16Array(640).fill(7);
  t.equal(new Upsampler().process(new Int16Array(320), out, 160), 320);
  t.equal(out[320], 7);
  t.equal(new Downsampler().process(new Int16Array(320), out, 161), 80);
  t.end();
});

t.test('a full-scale square wave saturates and does not wrap', (t) => {
  const square = Int16Array.from({ length: 1600 }, (_, n) => (n % 20 < 10 ? 32767 : -32768));
  const raised = up(square).subarray(100);
  t.ok(clippedSamples(raised) > 0);
  for (let n = 2; n < raised.length; n++) {
    if (Math.abs(raised[n]! - raised[n - 1]!) > 60_000) t.fail(`wrapped at ${n}`);
  }
  t.end();
});
