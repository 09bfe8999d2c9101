import t from 'tap';
import { frameLevelDbov } from '../../../../bridge/media/dsp/level.js';
import { TalkDetector } from '../../../../bridge/media/dsp/talk-detector.js';
import { frames, mix } from '../../../support/audio.js';
import { NoiseSource, whiteNoise } from '../../../support/noise.js';
import { speechLike } from '../../../support/speech.js';

const random = new NoiseSource(12);

function levels(pcm: Int16Array): number[] {
  return [...frames(pcm, 8000)].map((frame) => frameLevelDbov(frame, frame.length));
}

/** Speech brought to a mean level over the frames that have any. */
function speechAt(levelDbov: number, seconds: number): Int16Array {
  const speech = speechLike(random, seconds, 8000);
  const loud = levels(speech).filter((level) => level > -50);
  const mean = 10 * Math.log10(loud.reduce((sum, db) => sum + 10 ** (db / 10), 0) / loud.length);
  const gain = 10 ** ((levelDbov - mean) / 20);
  return speech.map((sample) => Math.round(sample * gain));
}

t.test('a talker is heard from the first frame on, and for 400 ms after the last', (t) => {
  const detector = new TalkDetector();
  for (let frame = 0; frame < 100; frame++) t.equal(detector.update(-65), false);
  t.equal(detector.update(-25), true, 'at once');
  t.equal(detector.talking, false, 'shown only when it lasts');
  for (let frame = 0; frame < 10; frame++) detector.update(-25);
  t.equal(detector.talking, true);
  let hangoverFrames = 0;
  while (detector.update(-65)) hangoverFrames++;
  t.ok(hangoverFrames >= 18 && hangoverFrames <= 21, `${hangoverFrames} frames`);
  t.equal(detector.talking, false);
  t.end();
});

t.test('a click is heard but not shown as talking', (t) => {
  const detector = new TalkDetector();
  for (let frame = 0; frame < 50; frame++) detector.update(-65);
  detector.update(-20);
  detector.update(-20);
  for (let frame = 0; frame < 30; frame++) detector.update(-65);
  t.equal(detector.talking, false);
  t.equal(detector.heard, false);
  t.end();
});

t.test('a whisperer at −45 dBov on a quiet line talks through', (t) => {
  const detector = new TalkDetector();
  for (const level of levels(whiteNoise(random, -66, 16_000))) detector.update(level);
  const noise = whiteNoise(random, -66, 80_000);
  let spoken = 0;
  let lost = 0;
  for (const level of levels(mix(speechAt(-45, 10), noise))) {
    const heard = detector.update(level);
    if (level < -50) continue;
    spoken++;
    if (!heard) lost++;
  }
  t.ok(spoken > 100);
  t.equal(lost, 0, `of ${spoken} frames with a voice in them`);
  t.end();
});

t.test('a steady noise is not heard, once it is known, however it begins', (t) => {
  for (const levelDbov of [-60, -50, -40, -34]) {
    const detector = new TalkDetector();
    const heard = levels(whiteNoise(random, levelDbov, 80_000)).map((l) => detector.update(l));
    t.equal(heard.slice(50).includes(true), false, `${levelDbov} dBov, from the start`);
    for (let frame = 0; frame < 200; frame++) detector.update(-70);
    const later = levels(whiteNoise(random, levelDbov, 80_000)).map((l) => detector.update(l));
    t.equal(later.slice(200).includes(true), false, `${levelDbov} dBov, after silence`);
    t.equal(detector.talking, false);
  }
  t.end();
});

t.test('a voice over a noisy line is told from it', (t) => {
  const detector = new TalkDetector();
  const noise = whiteNoise(random, -45, 240_000);
  for (const level of levels(noise.subarray(0, 80_000))) detector.update(level);
  t.equal(detector.heard, false);
  let lost = 0;
  for (const level of levels(mix(speechAt(-25, 20), noise.subarray(80_000)))) {
    const heard = detector.update(level);
    if (level > -34 && !heard) lost++;
  }
  t.equal(lost, 0);
  t.ok(Math.abs(detector.noiseFloorDbov + 45) < 4, `${detector.noiseFloorDbov} dBov`);
  t.end();
});

t.test('twenty seconds of speech without a break stay heard', (t) => {
  const detector = new TalkDetector();
  let silentFrames = 0;
  for (const level of levels(speechAt(-20, 20))) {
    const heard = detector.update(level);
    if (level > -40 && !heard) silentFrames++;
  }
  t.equal(silentFrames, 0);
  t.end();
});

t.test('a loud steady tone is heard: nothing on a line is so loud by itself', (t) => {
  const detector = new TalkDetector();
  for (let frame = 0; frame < 500; frame++) t.equal(detector.update(-26), true);
  t.end();
});

t.test('silence suppression does not make the noise after it a voice', (t) => {
  const detector = new TalkDetector();
  const noise = levels(whiteNoise(random, -62, 80_000));
  for (const level of noise) {
    for (let gap = 0; gap < 5; gap++) detector.update(-127);
    t.equal(detector.update(level), false);
  }
  t.end();
});

t.test('a muted talker is not talking at once', (t) => {
  const detector = new TalkDetector();
  for (let frame = 0; frame < 10; frame++) detector.update(-20);
  t.equal(detector.talking, true);
  detector.silence();
  t.equal(detector.talking, false);
  t.equal(detector.heard, false);
  t.end();
});
