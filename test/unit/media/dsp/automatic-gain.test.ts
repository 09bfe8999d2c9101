import t from 'tap';
import { AutomaticGain } from '../../../../bridge/media/dsp/automatic-gain.js';
import { frameLevelDbov } from '../../../../bridge/media/dsp/level.js';
import { clippedSamples, concatenate, frames, sine } from '../../../support/audio.js';
import { NoiseSource, whiteNoise } from '../../../support/noise.js';

/** Runs a signal through, as speech or not; returns what came out. */
function process(gain: AutomaticGain, pcm: Int16Array, talking = true): Int16Array {
  const pieces = [...frames(pcm, 8000)].map((frame) => {
    const out = frame.slice();
    gain.process(out, out.length, frameLevelDbov(frame, frame.length), talking);
    return out;
  });
  return concatenate(...pieces);
}

t.test('a quiet and a loud talker come near the same level', (t) => {
  for (const level of [-32, -12]) {
    const gain = new AutomaticGain();
    const out = process(gain, sine(440, level, 8000, 20_000)).subarray(-8000);
    t.ok(Math.abs(frameLevelDbov(out, out.length) + 22) < 1.5, `from ${level} dBov`);
  }
  t.end();
});

t.test('the gain is never more than 12 dB either way', (t) => {
  const whisper = new AutomaticGain();
  process(whisper, sine(440, -50, 8000, 20_000));
  t.ok(whisper.gainDb > 10.5 && whisper.gainDb <= 12.1, `${whisper.gainDb} dB`);
  const shout = new AutomaticGain();
  process(shout, sine(440, -4, 8000, 20_000));
  t.ok(shout.gainDb < -10.5 && shout.gainDb >= -12.2, `${shout.gainDb} dB`);
  t.end();
});

t.test('it is slow: half a second changes less than 4 dB', (t) => {
  for (const level of [-50, -4]) {
    const gain = new AutomaticGain();
    process(gain, sine(440, level, 8000, 500));
    t.ok(Math.abs(gain.gainDb) < 4, `${gain.gainDb} dB`);
  }
  t.end();
});

t.test('speech at its target passes bit-exact', (t) => {
  const pcm = sine(440, -22, 8000, 2000);
  t.same(process(new AutomaticGain(), pcm), pcm);
  t.end();
});

t.test('noise between words is not raised', (t) => {
  const gain = new AutomaticGain();
  process(gain, whiteNoise(new NoiseSource(2), -50, 80_000), false);
  t.equal(gain.gainDb, 0);
  t.end();
});

t.test('a shout after a whisper does not clip', (t) => {
  const gain = new AutomaticGain();
  process(gain, sine(440, -45, 8000, 20_000));
  const out = process(gain, sine(440, -3.2, 8000, 1000));
  t.equal(clippedSamples(out), 0);
  t.end();
});

t.test('the gain moves without steps', (t) => {
  const out = process(new AutomaticGain(), sine(100, -40, 8000, 5000));
  let steepest = 0;
  for (let n = 1; n < out.length; n++)
    steepest = Math.max(steepest, Math.abs(out[n]! - out[n - 1]!));
  const loudest = out.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  t.ok(steepest < loudest * 0.1, 'no step steeper than the tone itself');
  t.end();
});
