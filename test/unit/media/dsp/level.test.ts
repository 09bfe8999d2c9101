import t from 'tap';
import { frameLevelDbov, powerToDbov } from '../../../../bridge/media/dsp/level.js';
import { sine } from '../../../support/audio.js';

t.test('levels are dBov: a full-scale square is 0, a full-scale sine −3', (t) => {
  const square = Int16Array.from({ length: 160 }, (_, n) => (n % 2 === 0 ? 32767 : -32768));
  t.ok(Math.abs(frameLevelDbov(square, 160)) < 0.001);
  const full = sine(1000, -3.0103, 8000, 20);
  t.ok(Math.abs(frameLevelDbov(full, 160) + 3.01) < 0.01);
  t.ok(Math.abs(frameLevelDbov(sine(1000, -45, 16000, 20), 320) + 45) < 0.1);
  t.end();
});

t.test('silence, and no samples at all, are −127 dBov', (t) => {
  t.equal(frameLevelDbov(new Int16Array(160), 160), -127);
  t.equal(frameLevelDbov(new Int16Array(160), 0), -127);
  t.equal(powerToDbov(0), -127);
  t.end();
});

t.test('only the first samples asked for count', (t) => {
  const pcm = new Int16Array(320).fill(10_000, 160);
  t.equal(frameLevelDbov(pcm, 160), -127);
  t.end();
});
