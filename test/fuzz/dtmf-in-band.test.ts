import t from 'tap';
import { DtmfDetector } from '../../bridge/media/dsp/dtmf-detector.js';
import { NoiseSource } from '../support/noise.js';

/** 100,000 frames of 20 ms: every kind of random audio, in random lengths. */
const inputs = 100_000;

t.test('random audio never makes the detector throw, and hardly ever a key', (t) => {
  const random = new NoiseSource(20261123);
  t.comment(`seed ${random.seed}`);
  const detectors = { 8000: new DtmfDetector(8000), 16000: new DtmfDetector(16000) };
  const pcm = new Int16Array(960);
  let keys = 0;
  for (let input = 0; input < inputs; input++) {
    const detector = input % 16 === 0 ? detectors[16000] : detectors[8000];
    const samples = input % 10 === 0 ? random.below(pcm.length + 1) : 160;
    fill(random, pcm, samples);
    const key = detector.process(pcm, samples);
    if (key !== null) {
      t.match(key, /^[0-9A-D*#]$/);
      keys++;
    }
  }
  t.ok(keys <= 5, `${keys} keys out of random audio`);
  t.end();
});

function fill(random: NoiseSource, pcm: Int16Array, samples: number): void {
  const kind = random.below(5);
  const amplitude = 32767 * random.next() ** 3;
  const omega = Math.PI * random.next();
  const second = Math.PI * random.next();
  for (let n = 0; n < samples; n++) {
    const noise = random.next() * 2 - 1;
    if (kind === 0) pcm[n] = amplitude * noise;
    else if (kind === 1) pcm[n] = noise > 0 ? 32767 : -32768;
    else if (kind === 2) pcm[n] = amplitude * Math.sin(omega * n);
    else if (kind === 3) pcm[n] = (amplitude * (Math.sin(omega * n) + Math.sin(second * n))) / 2;
    else pcm[n] = n % 37 === 0 ? amplitude : 0;
  }
}
