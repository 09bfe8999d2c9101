/**
 * Records a tone into the folder given, in real time, as a process that may die at any moment. It
 * prints a line each time it has given another 100 ms to the encoder: how many frames so far. Lines
 * that begin with a word tell what the encoder says.
 */
import { createFrameRing, FrameRingWriter } from '../../bridge/kernel/frame-ring.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import { EncoderWorker } from '../../recordings/encoder/encoder-worker.js';
import type { EncoderEvent, EncoderRequest } from '../../recordings/encoder/protocol.js';
import { setupIn, toneFrame } from './encoding.js';

const setup = setupIn(process.argv[2]!);
const { recordingId } = setup;
const frameMs = 20;
const waiting: ((event: EncoderEvent) => void)[] = [];

const worker = new EncoderWorker(createSystemClock(), (event) => {
  if (event.kind === 'reply') waiting.shift()?.(event);
  if (event.kind === 'paused' || event.kind === 'resumed') console.log(event.kind);
});

function ask(request: EncoderRequest): Promise<EncoderEvent> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    worker.handle({ ...request, requestId: 0 });
  });
}

await ask({ kind: 'open', recording: setup });
const ring = createFrameRing();
const writer = new FrameRingWriter(ring);
await ask({ kind: 'start', recordingId, source: { kind: 'ring', ring } });
const startMs = performance.now();
let frames = 0;
const feeding = setInterval(() => {
  for (; frames * frameMs < performance.now() - startMs; frames++) {
    writer.write(frames, toneFrame(500, frames));
    if (frames % 5 === 0) console.log(String(frames));
  }
}, frameMs);
process.on('SIGTERM', () => {
  clearInterval(feeding);
  writer.stop(frames);
  void ask({ kind: 'stop', recordingId })
    .then(() => ask({ kind: 'close', recordingId, title: null }))
    .then((event) => console.log(`closed ${JSON.stringify(event)}`));
});
