/**
 * Measures recordings at an accelerated clock: twenty rooms at once for a while, then one for hours.
 * Prints one JSON value.
 */
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import {
  createFrameRing,
  FrameRingReader,
  FrameRingWriter,
  ringFrameSamples,
} from '../../bridge/kernel/frame-ring.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import type { ClosedRecording } from '../../recordings/encoder/protocol.js';
import { RecordingEncoder } from '../../recordings/encoder/recording-encoder.js';
import { scanMp3 } from '../../recordings/mp3/scan.js';
import { wholeNumber } from './whole-number.js';

const framesPerSecond = 50;
/** As the encoder's thread goes about it: five pumps a second, and a sync after each fourth. */
const framesPerPump = 10;
const pumpsPerSync = 4;

const program = new Command('npm run bench:recording --')
  .description('what recording costs, how soon a long file can be played, and its length; as JSON')
  .option('--rooms <n>', 'rooms recorded at once', wholeNumber, 20)
  .option('--seconds <n>', 'of each of them', wholeNumber, 60)
  .option('--hours <n>', 'then, of one room', wholeNumber, 4)
  .parse();
const options = program.opts<{ rooms: number; seconds: number; hours: number }>();

class Room {
  readonly mp3: string;
  readonly #encoder: RecordingEncoder;
  readonly #writer: FrameRingWriter;
  #tick = 0;

  private constructor(mp3: string, encoder: RecordingEncoder) {
    this.mp3 = mp3;
    this.#encoder = encoder;
    const ring = createFrameRing();
    this.#writer = new FrameRingWriter(ring);
    encoder.start(new FrameRingReader(ring));
  }

  static async open(folder: string, name: string): Promise<Room> {
    const file = (kind: string): string => path.join(folder, `${name}.${kind}`);
    const files = { audio: file('mp3'), peaks: file('peaks'), journal: file('journal') };
    const clock = createSystemClock();
    const setup = {
      recordingId: name,
      files,
      roomNumber: '700100',
      title: null,
      startedAtMs: clock.now(),
      bitrateKbps: 40,
    } as const;
    const never = (): never => {
      throw new Error('the disk is full');
    };
    const events = { paused: never, resumed: never };
    return new Room(files.audio, await RecordingEncoder.open(setup, clock, events));
  }

  get ticks(): number {
    return this.#tick;
  }

  /** One pump's worth of sound. */
  pump(sound: Int16Array): void {
    for (let i = 0; i < framesPerPump; i++) {
      const at = (this.#tick * ringFrameSamples) % (sound.length - ringFrameSamples);
      this.#writer.write(this.#tick++, sound.subarray(at, at + ringFrameSamples));
    }
    this.#encoder.pump();
  }

  sync(): Promise<void> {
    return this.#encoder.sync();
  }

  async close(): Promise<ClosedRecording> {
    this.#writer.stop(this.#tick);
    const stopped = this.#encoder.stop();
    this.#encoder.pump();
    await stopped;
    return this.#encoder.close(null);
  }
}

/** Syllables of a buzzing voice with noise, and pauses: harder to encode than a tone. */
function speechLike(): Int16Array {
  let seed = 1;
  return Int16Array.from({ length: 10 * 16_000 }, (_, n) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    const syllable = Math.max(0, Math.sin(n / 900)) * (Math.sin(n / 23_000) > -0.6 ? 1 : 0);
    const pitch = 120 + 30 * Math.sin(n / 7000);
    const buzz = [1, 2, 3, 5, 8, 13].reduce(
      (sum, k) => sum + Math.sin((2 * Math.PI * pitch * k * n) / 16_000) / k,
      0,
    );
    return syllable * 4000 * buzz + (seed / 2 ** 32 - 0.5) * 600 * syllable;
  });
}

/** Of each pump; the frames' own writing costs next to nothing. */
async function run(rooms: readonly Room[], seconds: number, sound: Int16Array): Promise<number> {
  const before = process.cpuUsage();
  for (let pump = 1; pump <= (seconds * framesPerSecond) / framesPerPump; pump++) {
    for (const room of rooms) room.pump(sound);
    if (pump % pumpsPerSync === 0) await Promise.all(rooms.map((room) => room.sync()));
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const rssMb = (): number => Math.round(process.memoryUsage().rss / 1e6);

const folder = mkdtempSync(path.join(tmpdir(), 'partyline-bench-'));
try {
  const sound = speechLike();
  const { rooms: roomCount, seconds, hours } = options;
  const rooms = await Promise.all(
    Array.from({ length: roomCount }, (_, i) => Room.open(folder, `room-${i}`)),
  );
  const cpuSeconds = await run(rooms, seconds, sound);
  for (const room of rooms) await room.close();

  const long = await Room.open(folder, 'long');
  await run([long], (hours * 3600) / 4, sound);
  const quarterMb = rssMb();
  await run([long], (hours * 3600 * 3) / 4, sound);
  const endMb = rssMb();
  const startMs = performance.now();
  const { content } = await long.close();
  const closeMs = performance.now() - startMs;
  const scan = await scanMp3(createReadStream(long.mp3));
  const ticks = long.ticks * ringFrameSamples;
  console.log(
    JSON.stringify({
      rooms: roomCount,
      cpuCoresPerRoom: cpuSeconds / seconds / roomCount,
      cpuCores: cpuSeconds / seconds,
      hours,
      endToPlayableMs: Math.round(closeMs),
      rssMb: { afterOneQuarter: quarterMb, atTheEnd: endMb },
      samples: { ofTicks: ticks, inCatalogue: content.samples, inFile: scan.samples },
      bytes: content.bytes,
      damagedBytes: scan.damagedBytes + scan.partialBytes,
    }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
