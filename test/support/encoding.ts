import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Test } from 'tap';
import {
  createFrameRing,
  FrameRingReader,
  FrameRingWriter,
  ringFrameSamples,
} from '../../bridge/kernel/frame-ring.js';
import type { Clock } from '../../bridge/ports/clock.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import type { ClosedRecording, RecordingSetup } from '../../recordings/encoder/protocol.js';
import { RecordingEncoder } from '../../recordings/encoder/recording-encoder.js';

export const framesPerSecond = 50;
const recordingId = '3f2b8c1e-0000-4000-8000-000000000001';

/** The files of one recording, in this folder. */
export function setupIn(folder: string): RecordingSetup {
  const file = (name: string): string => path.join(folder, name);
  return {
    recordingId,
    files: { audio: file('a.mp3'), peaks: file('a.peaks'), journal: file('a.journal') },
    roomNumber: '700100',
    title: null,
    startedAtMs: Date.UTC(2026, 0, 2, 9, 30),
    bitrateKbps: 40,
  };
}

/** A frame of a steady tone that goes on from frame to frame. */
export function toneFrame(frequencyHz: number, frame: number): Int16Array {
  return Int16Array.from({ length: ringFrameSamples }, (_, i) => {
    const n = frame * ringFrameSamples + i;
    return 8000 * Math.sin((2 * Math.PI * frequencyHz * n) / 16_000);
  });
}

/** One recording as the encoder's thread makes it, fed by the test as fast as it likes. */
export class Encoding {
  readonly setup: RecordingSetup;
  readonly encoder: RecordingEncoder;
  readonly #folder: string;
  #ring = createFrameRing();
  #writer = new FrameRingWriter(this.#ring);
  #tick = 0;

  private constructor(folder: string, setup: RecordingSetup, encoder: RecordingEncoder) {
    this.#folder = folder;
    this.setup = setup;
    this.encoder = encoder;
  }

  static async open(t: Test, clock: Clock = createSystemClock()): Promise<Encoding> {
    const folder = mkdtempSync(path.join(tmpdir(), 'partyline-encoding-'));
    t.teardown(() => rmSync(folder, { recursive: true, force: true }));
    const setup = setupIn(folder);
    const events = { paused: () => undefined, resumed: () => undefined };
    return new Encoding(folder, setup, await RecordingEncoder.open(setup, clock, events));
  }

  get mp3(): string {
    return this.setup.files.audio;
  }

  get folder(): string {
    return this.#folder;
  }

  get ring(): SharedArrayBuffer {
    return this.#ring;
  }

  /** @returns the sample that the part begins at */
  start(): number {
    this.#ring = createFrameRing();
    this.#writer = new FrameRingWriter(this.#ring);
    this.#tick = 0;
    return this.encoder.start(new FrameRingReader(this.#ring));
  }

  /** Null: silence. */
  say(frequencyHz: number | null, frames: number): void {
    for (let i = 0; i < frames; i++) {
      const silent = new Int16Array(ringFrameSamples);
      this.#writer.write(
        this.#tick,
        frequencyHz === null ? silent : toneFrame(frequencyHz, this.#tick),
      );
      this.#tick++;
      if (i % framesPerSecond === framesPerSecond - 1) this.encoder.pump();
    }
    this.encoder.pump();
  }

  write(frame: Int16Array, pumped = true): void {
    this.#writer.write(this.#tick++, frame);
    if (pumped) this.encoder.pump();
  }

  /** Ticks whose frames never come. */
  skip(ticks: number): void {
    this.#tick += ticks;
  }

  async stop(): Promise<void> {
    this.#writer.stop(this.#tick);
    const stopped = this.encoder.stop();
    this.encoder.pump();
    await stopped;
  }

  close(title: string | null = null): Promise<ClosedRecording> {
    return this.encoder.close(title);
  }
}
