import t from 'tap';
import { ComfortNoise } from '../../../../bridge/media/dsp/comfort-noise.js';
import { frameLevelDbov } from '../../../../bridge/media/dsp/level.js';
import { NoiseSource } from '../../../support/noise.js';

function generated(payload: Uint8Array): Int16Array {
  const noise = new ComfortNoise();
  noise.describe(payload);
  const out = new Int16Array(16_000);
  noise.generate(out, out.length);
  return out;
}

/** Correlation of neighbouring samples: 0 for white noise, towards 1 for a rumble. */
function neighbourCorrelation(pcm: Int16Array): number {
  let product = 0;
  let power = 0;
  for (let n = 1; n < pcm.length; n++) {
    product += pcm[n]! * pcm[n - 1]!;
    power += pcm[n]! ** 2;
  }
  return product / power;
}

t.test('the noise has the level that the far end describes', (t) => {
  for (const level of [30, 50, 65]) {
    const pcm = generated(Uint8Array.of(level));
    t.ok(Math.abs(frameLevelDbov(pcm, pcm.length) + level) < 0.5, `−${level} dBov`);
    t.ok(Math.abs(neighbourCorrelation(pcm)) < 0.05, 'and is white');
  }
  t.end();
});

t.test('reflection coefficients shape it and keep its level (RFC 3389 §3.2)', (t) => {
  // k = 258 (N − 127) / 32768: −0.7 makes a rumble, 0.7 a hiss.
  const rumble = generated(Uint8Array.of(40, 127 - 89));
  const hiss = generated(Uint8Array.of(40, 127 + 89));
  t.ok(Math.abs(neighbourCorrelation(rumble) - 0.7) < 0.05);
  t.ok(Math.abs(neighbourCorrelation(hiss) + 0.7) < 0.05);
  t.ok(Math.abs(frameLevelDbov(rumble, rumble.length) + 40) < 1);
  t.end();
});

t.test('before any description, and at −127 dBov, it is silence', (t) => {
  const out = new Int16Array(160).fill(9);
  const noise = new ComfortNoise();
  noise.describe(new Uint8Array(0));
  noise.generate(out, 160);
  t.ok(out.every((sample) => sample === 0));
  t.ok(generated(Uint8Array.of(127)).every((sample) => sample === 0));
  t.end();
});

t.test('no payload makes it unstable', (t) => {
  const random = new NoiseSource(99);
  const noise = new ComfortNoise();
  const out = new Int16Array(160);
  for (let round = 0; round < 5000; round++) {
    const payload = random.bytes(random.below(30));
    if (payload.length > 0) payload[0] = 60;
    noise.describe(payload);
    noise.generate(out, 160);
    if (frameLevelDbov(out, 160) > -35) t.fail(`loud after ${payload.join(' ')}`);
  }
  t.pass(`seed ${random.seed}`);
  t.end();
});
