import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import t from 'tap';
import { verifyRecording } from '../../../recordings/verify.js';
import { mp3Tone } from '../../support/mp3-file.js';
import { recordingsUnderTest } from '../../support/recordings.js';

const tone = mp3Tone({ folder: tmpdir(), seconds: 2 });

t.test('a recording that is what the catalogue says has no fault', async (t) => {
  const { add, sink } = await recordingsUnderTest(t);
  const recording = await add({}, tone);
  let read = 0;
  const found = await verifyRecording(recording, sink, (bytes) => (read += bytes));
  t.same(found.faults, []);
  t.match(found, { bytes: tone.length, samples: 32_000, sampleRate: 16_000 });
  t.equal(read, tone.length);
});

t.test('without an info frame its length may differ by the delay of the encoder', async (t) => {
  const { add, sink } = await recordingsUnderTest(t);
  const bare = mp3Tone({ folder: tmpdir(), seconds: 2, output: ['-write_xing', '0'] });
  t.same((await verifyRecording(await add({}, bare), sink)).faults, []);
});

t.test('each fault is named', async (t) => {
  const { add, sink } = await recordingsUnderTest(t);
  const faultsWith = async (file: Uint8Array | null, catalogued: Uint8Array = tone) => {
    const recording = await add({}, catalogued);
    const place = sink.pathFor(recording.id, 'audio');
    rmSync(place);
    if (file !== null) writeFileSync(place, file);
    return (await verifyRecording(recording, sink)).faults.map(({ fault }) => fault);
  };
  const flipped = Buffer.from(tone);
  flipped[3_000]! ^= 1;
  const holed = Buffer.from(tone).fill(0, 3_000, 4_000);
  const longer = mp3Tone({ folder: tmpdir(), seconds: 3 });
  const otherRate = mp3Tone({ folder: tmpdir(), seconds: 2, sampleRate: 8_000 });
  t.same(await faultsWith(null), ['missing']);
  t.same(await faultsWith(new Uint8Array()), ['no-audio', 'size', 'checksum']);
  t.same(await faultsWith(flipped), ['checksum']);
  t.same(await faultsWith(holed), ['damaged', 'wrong-header', 'checksum', 'length']);
  t.same(await faultsWith(tone.subarray(0, -50)), [
    'cut-short',
    'wrong-header',
    'size',
    'checksum',
    'length',
  ]);
  t.same(await faultsWith(longer, longer), ['length'], 'the catalogue says two seconds');
  t.same(await faultsWith(otherRate, otherRate), ['length']);
});

t.test('a file that cannot be read is told, and nothing is thrown', async (t) => {
  const { add, sink } = await recordingsUnderTest(t);
  const recording = await add({}, tone);
  const broken = { bytes: () => Promise.reject(new Error('EIO')), read: sink.read.bind(sink) };
  t.match((await verifyRecording(recording, broken)).faults, [
    { fault: 'unreadable', text: /EIO/ },
  ]);
  // Gone between the look and the reading.
  rmSync(sink.pathFor(recording.id, 'audio'));
  const late = { bytes: () => Promise.resolve(1), read: sink.read.bind(sink) };
  t.match((await verifyRecording(recording, late)).faults, [{ fault: 'unreadable' }]);
});
