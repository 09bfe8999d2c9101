// The encoder's thread dies while a recording is being closed: its row is closed all the same, with
// the gap noted, and its file plays.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Worker } from 'node:worker_threads';
import t, { type Test } from 'tap';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import {
  createFrameRing,
  FrameRingWriter,
  ringFrameSamples,
} from '../../../bridge/kernel/frame-ring.js';
import type { MediaConference } from '../../../bridge/ports/media-server.js';
import type { EncoderCommand } from '../../../recordings/encoder/protocol.js';
import { ConferenceRecorder } from '../../../recordings/recorder.js';
import { framesPerSecond, toneFrame } from '../../support/encoding.js';
import { decodeMp3, samplesByMpg123 } from '../../support/mp3.js';
import { recordingsUnderTest } from '../../support/recordings.js';
import { SeededRandom } from '../../support/seeded-random.js';

const seconds = 3;

/** The first encoder dies instead of doing this; those after it live. */
function dieAt(t: Test, kind: EncoderCommand['kind']): void {
  const born = (worker: Worker): void => {
    const post = worker.postMessage.bind(worker);
    worker.postMessage = (command: EncoderCommand) => {
      if (command.kind === kind) void worker.terminate();
      else post(command);
    };
  };
  process.once('worker', born);
  t.teardown(() => process.off('worker', born));
}

/** A conference whose mix is a tone, all of it said before its tap is stopped. */
function toneConference(): MediaConference {
  const ring = createFrameRing();
  const writer = new FrameRingWriter(ring);
  const frames = seconds * framesPerSecond;
  for (let tick = 0; tick < frames; tick++) writer.write(tick, toneFrame(500, tick));
  const stop = (): Promise<void> => {
    writer.stop(frames);
    return Promise.resolve();
  };
  const tap = () => Promise.resolve({ source: { kind: 'ring', ring }, stop });
  return { tap } as unknown as MediaConference;
}

async function recorded(t: Test) {
  const { store, sink, clock } = await recordingsUnderTest(t);
  const recorder = new ConferenceRecorder({
    store: store.recordings,
    sink,
    clock,
    random: new SeededRandom(7),
    logger: silentLogger,
    bitrateKbps: 40,
    retentionDays: 365,
    leastFreeBytes: 0,
  });
  t.teardown(() => recorder.close());
  const about = {
    accountId: 'account-1',
    roomId: 'room-1',
    roomNumber: '700100',
    conferenceId: 'conference-1',
  };
  const recording = await recorder.begin(about);
  await recording.start(toneConference());
  return { store, sink, recorder, recording };
}

t.test(
  'dead when asked to close: the row is closed with its gap, and the file plays',
  async (t) => {
    dieAt(t, 'close');
    const { store, sink, recorder, recording } = await recorded(t);
    await recording.close();
    const row = (await store.recordings.find(recording.id))!;
    t.match(row.finish, { recovered: true });
    t.same(await store.recordings.list({ open: true, limit: 9 }), []);
    t.equal(recorder.status().recordings.length, 0);
    const file = sink.pathFor(recording.id, 'audio');
    t.equal(row.finish!.sha256, createHash('sha256').update(readFileSync(file)).digest('hex'));
    const { samples } = await decodeMp3(file);
    t.equal(samples.length, row.content.samples, 'ffmpeg');
    t.equal(await samplesByMpg123(file), row.content.samples, 'mpg123');
    const missing = seconds * framesPerSecond * ringFrameSamples - row.content.samples;
    t.ok(missing < 16_000, `no more than the last second is missing: ${missing} samples`);
    t.ok(missing > 0, 'what the encoder held went with it');
    const gap = { reason: 'crash', atSample: row.content.samples, durationMs: missing / 16 };
    t.match(row.content.gaps, [gap]);
  },
);

t.test('dead before the last part has ended: the gap is noted as well', async (t) => {
  dieAt(t, 'stop');
  const { store, recording } = await recorded(t);
  await recording.close();
  const row = (await store.recordings.find(recording.id))!;
  t.match(row.finish, { recovered: true });
  t.match(row.content.gaps, [{ reason: 'crash', atSample: row.content.samples }]);
  t.not(row.content.parts[0]?.stoppedAt, null);
});
