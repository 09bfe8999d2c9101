import t from 'tap';
import { PeakMeter } from '../../../../recordings/waveform/peak-meter.js';
import { parsePeaks, peaksHeader } from '../../../../recordings/waveform/peaks-file.js';
import { reducePeaks } from '../../../../recordings/waveform/reduce-peaks.js';

const sampleRate = 16_000;
const samplesPerPoint = 1_600;

function measured(samples: Int16Array, chunk: number): number[] {
  const meter = new PeakMeter(sampleRate);
  const pairs: number[] = [];
  for (let at = 0; at < samples.length; at += chunk) {
    pairs.push(...meter.push(samples.subarray(at, at + chunk)));
  }
  pairs.push(...meter.end());
  return [...Int8Array.from(pairs)];
}

function file(points: number, pairs: readonly number[]): Uint8Array {
  return Buffer.concat([
    peaksHeader(sampleRate, points),
    Buffer.from(Int8Array.from(pairs).buffer),
  ]);
}

t.test('each tenth of a second has its lowest and its highest sample, however they come', (t) => {
  const samples = new Int16Array(2.5 * samplesPerPoint);
  samples[10] = 32_767;
  samples[20] = -32_768;
  samples[samplesPerPoint] = 1;
  samples[2 * samplesPerPoint] = -1;
  const expected = [-128, 127, 0, 1, -1, 0];
  for (const chunk of [samples.length, 320, 7]) t.same(measured(samples, chunk), expected);
  t.same(new PeakMeter(sampleRate).end(), new Uint8Array());
  t.end();
});

t.test('the file is as audiowaveform defines it', (t) => {
  const view = new DataView(Uint8Array.from(file(2, [-1, 1, -2, 2])).buffer);
  const fields = [0, 4, 8, 12, 16].map((at) => view.getUint32(at, true));
  t.same(fields, [1, 1, sampleRate, samplesPerPoint, 2]);
  t.same(parsePeaks(new Uint8Array(view.buffer)), {
    sampleRate,
    samplesPerPoint,
    pairs: Int8Array.of(-1, 1, -2, 2),
  });
  t.end();
});

t.test('a file that was left growing, or cut short, has its whole points', (t) => {
  const pairs = [-1, 1, -2, 2, -3];
  for (const points of [0, 9]) {
    t.same(parsePeaks(file(points, pairs))?.pairs, Int8Array.of(-1, 1, -2, 2));
  }
  t.same(parsePeaks(file(1, pairs))?.pairs, Int8Array.of(-1, 1));
  t.end();
});

t.test('what is no such file is refused', (t) => {
  const whole = file(1, [0, 0]);
  t.equal(parsePeaks(new Uint8Array()), null);
  t.equal(parsePeaks(whole.subarray(0, 19)), null);
  for (const at of [0, 4, 9, 13]) {
    const changed = Uint8Array.from(whole);
    changed.fill(0, at - (at % 4), at - (at % 4) + 4);
    t.equal(parsePeaks(changed), null, `field at ${at}`);
  }
  t.end();
});

t.test('a drawing has the loudest of each stretch, and no more points than there are', (t) => {
  const pairs = Array.from({ length: 2_000 }, (_, index) => (index === 1_500 ? -128 : index % 2));
  const peaks = parsePeaks(file(1_000, pairs))!;
  const drawn = reducePeaks(peaks, 10);
  t.same(drawn, [1, 1, 1, 1, 1, 1, 1, 127, 1, 1]);
  t.equal(reducePeaks(peaks, 5_000).length, 1_000);
  t.same(reducePeaks({ ...peaks, pairs: new Int8Array() }, 100), []);
  const odd = reducePeaks(peaks, 333);
  t.equal(odd.length, 333);
  t.ok(odd.every((one) => one > 0));
  t.end();
});
