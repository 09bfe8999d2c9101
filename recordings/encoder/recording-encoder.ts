import { describeError } from '../../bridge/kernel/errors.js';
import type { Clock } from '../../bridge/ports/clock.js';
import {
  type FrameRingReader,
  ringFrameMs as frameMs,
  ringFrameSamples as frameSamples,
} from '../../bridge/kernel/frame-ring.js';
import type {
  RecordingContent,
  RecordingGap,
  RecordingSpeech,
} from '../../bridge/ports/recordings.js';
import { ContentLog, journalLine, type JournalEntry } from '../journal.js';
import { sampleRate } from '../mp3/stream-format.js';
import type { RecordingTags } from '../mp3/id3-tag.js';
import { createMp3Encoder, type Mp3Encoder } from '../mp3/lame.js';
import { Mp3File } from '../mp3/mp3-file.js';
import { PeakMeter } from '../waveform/peak-meter.js';
import { peaksHeader, peaksPerSecond } from '../waveform/peaks-file.js';
import { fileSha256 } from './file-sha256.js';
import type { ClosedRecording, EncoderHealth, RecordingSetup } from './protocol.js';
import { SampleBatch } from './sample-batch.js';
import { SeamFader } from './seam-fader.js';
import { SideFile } from './side-file.js';

/** At most so much is taken at once [20 s], so that no recording keeps the others waiting. */
const mostFramesAtOnce = 1000;
/** A longer gap is noted, but not filled with silence [60 s]. */
const mostSilentFrames = 3000;
const retryMs = 1000;

export interface EncoderEvents {
  readonly paused: (problem: string) => void;
  readonly resumed: () => void;
}

/** One recording: frames in; MP3, peaks and journal out. */
export class RecordingEncoder {
  readonly #setup: RecordingSetup;
  readonly #clock: Clock;
  readonly #events: EncoderEvents;
  readonly #encoder: Mp3Encoder;
  readonly #file: Mp3File;
  readonly #peaksFile: SideFile;
  readonly #journal: SideFile;
  readonly #log = new ContentLog();
  readonly #peaks = new PeakMeter(sampleRate);
  readonly #batch = new SampleBatch((samples) => this.#encode(samples));
  readonly #fader = new SeamFader((frame) => this.#add(frame));
  readonly #frame = new Int16Array(frameSamples);
  #source: FrameRingReader | null = null;
  #onEnded: (() => void) | null = null;
  /** Given to the encoder. */
  #samples = 0;
  #framesIn = 0;
  #problem: string | null = null;
  #pause: { readonly at: number; retryAtMs: number; frames: number } | null = null;

  /** @throws Error of the file system */
  static async open(
    setup: RecordingSetup,
    clock: Clock,
    events: EncoderEvents,
  ): Promise<RecordingEncoder> {
    return new RecordingEncoder(setup, clock, events, await createMp3Encoder(setup.bitrateKbps));
  }

  private constructor(
    setup: RecordingSetup,
    clock: Clock,
    events: EncoderEvents,
    encoder: Mp3Encoder,
  ) {
    this.#setup = setup;
    this.#clock = clock;
    this.#events = events;
    this.#encoder = encoder;
    const { files, bitrateKbps, recordingId, roomNumber } = setup;
    this.#file = Mp3File.create(files.audio, bitrateKbps, this.#tags(setup.title));
    this.#journal = SideFile.create(files.journal);
    this.#peaksFile = SideFile.create(files.peaks);
    this.#peaksFile.add(peaksHeader(sampleRate, 0));
    this.#note({ kind: 'opened', at: clock.now(), recordingId, roomNumber, bitrateKbps });
  }

  /** @returns the sample that the new part begins at */
  start(source: FrameRingReader): number {
    this.#endSource();
    this.#source = source;
    if (this.#pause === null) this.#startPart();
    return this.#samples;
  }

  /** Resolves when the last frame of a tap that was stopped is encoded. */
  stop(): Promise<void> {
    if (this.#source === null) return Promise.resolve();
    return new Promise((resolve) => (this.#onEnded = resolve));
  }

  speech(speech: RecordingSpeech): void {
    this.#note({ kind: 'speech', ...speech });
  }

  /** Takes what is there, and encodes it. */
  pump(): void {
    this.#retry();
    const source = this.#source;
    if (source === null) return;
    const { state } = source;
    for (let taken = 0; taken < mostFramesAtOnce; taken++) {
      const missing = source.next(this.#frame);
      if (missing === null) {
        if (state !== 'open') this.#sourceEnded(source, state);
        break;
      }
      this.#framesIn++;
      if (missing > 0) this.#missing(missing);
      this.#take(this.#frame);
    }
    this.#batch.flush();
    if (this.#problem !== null && this.#pause === null) this.#pauseNow(this.#problem);
  }

  /** Everything so far outlives the machine. */
  async sync(): Promise<void> {
    try {
      this.#file.mendInfo(this.#samples);
      await this.#file.sync();
    } catch (error) {
      this.#problem = describeError(error);
    }
    await this.#journal.sync();
    await this.#peaksFile.sync();
  }

  content(): RecordingContent {
    return this.#contentOf(this.#samples);
  }

  async close(title: string | null): Promise<ClosedRecording> {
    this.#endSource();
    this.#endPause();
    this.#encode(null);
    const given = this.#samples;
    const samples = this.#file.cut(given);
    if (samples < given) this.#gap(samples, ((given - samples) * 1000) / sampleRate, 'disk-full');
    this.#samples = samples;
    this.#note({ kind: 'closed', at: this.#clock.now(), samples });
    this.#file.mendTag(this.#tags(title));
    this.#peaksFile.add(this.#peaks.end());
    await this.sync();
    this.#peaksFile.mendHead(
      peaksHeader(sampleRate, Math.ceil((given * peaksPerSecond) / sampleRate)),
    );
    this.#file.close();
    this.#journal.close();
    this.#peaksFile.close();
    return {
      content: this.content(),
      speech: this.#log.speech(samples),
      sha256: await fileSha256(this.#setup.files.audio),
    };
  }

  health(): EncoderHealth {
    return {
      recordingId: this.#setup.recordingId,
      samplesIn: this.#framesIn * frameSamples,
      framesOut: this.#file.frames,
      bytesOnDisk: this.#file.bytes,
      lagMs: (this.#source?.waiting ?? 0) * frameMs,
      paused: this.#pause !== null,
    };
  }

  #take(frame: Int16Array): void {
    if (this.#pause === null) this.#fader.push(frame);
    else this.#pause.frames++;
  }

  /** Frames that never came: the recording stays as long as the time. */
  #missing(frames: number): void {
    if (this.#pause !== null) {
      this.#pause.frames += frames;
      return;
    }
    this.#fader.end();
    this.#gap(this.#samples, frames * frameMs, 'overrun');
    for (let i = Math.min(frames, mostSilentFrames); i > 0; i--) this.#add(silence);
  }

  #add(frame: Int16Array): void {
    this.#samples += frame.length;
    this.#peaksFile.add(this.#peaks.push(frame));
    this.#batch.add(frame);
  }

  /** Null: the end. What cannot be written is kept by the file. */
  #encode(samples: Float32Array | null): void {
    const bytes = samples === null ? this.#encoder.finish() : this.#encoder.encode(samples);
    try {
      this.#file.append(bytes);
    } catch (error) {
      this.#problem = describeError(error);
    }
  }

  #sourceEnded(source: FrameRingReader, state: 'stopped' | 'lost'): void {
    const missing = source.missingAtEnd();
    if (missing > 0) this.#missing(missing);
    this.#endSource();
    if (state === 'lost') this.#gap(this.#samples, null, 'media-lost');
  }

  #endSource(): void {
    if (this.#source === null) return;
    this.#source = null;
    this.#endPart();
    this.#onEnded?.();
    this.#onEnded = null;
  }

  #startPart(): void {
    this.#note({ kind: 'part-started', at: this.#clock.now(), sample: this.#samples });
  }

  #endPart(): void {
    this.#fader.end();
    this.#batch.flush();
    if (!this.#log.recording) return;
    this.#note({ kind: 'part-stopped', at: this.#clock.now(), sample: this.#samples });
  }

  #pauseNow(problem: string): void {
    this.#endPart();
    const nowMs = this.#clock.monotonicMs();
    this.#pause = { at: this.#clock.now(), retryAtMs: nowMs + retryMs, frames: 0 };
    this.#events.paused(problem);
  }

  #retry(): void {
    const pause = this.#pause;
    const nowMs = this.#clock.monotonicMs();
    if (pause === null || nowMs < pause.retryAtMs) return;
    pause.retryAtMs = nowMs + retryMs;
    if (!this.#file.hasRoom()) return;
    this.#endPause();
    this.#problem = null;
    if (this.#source !== null) this.#startPart();
    this.#events.resumed();
  }

  #endPause(): void {
    const pause = this.#pause;
    if (pause === null) return;
    this.#pause = null;
    const durationMs = pause.frames * frameMs;
    this.#note({
      kind: 'gap',
      at: pause.at,
      atSample: this.#samples,
      durationMs,
      reason: 'disk-full',
    });
  }

  #gap(atSample: number, durationMs: number | null, reason: RecordingGap['reason']): void {
    this.#note({ kind: 'gap', at: this.#clock.now(), atSample, durationMs, reason });
  }

  #note(entry: JournalEntry): void {
    this.#log.add(entry);
    this.#journal.add(journalLine(entry));
    this.#journal.flush();
  }

  #contentOf(samples: number): RecordingContent {
    return { ...this.#log.content(samples), samples, bytes: this.#file.bytes };
  }

  #tags(title: string | null): RecordingTags {
    const { roomNumber, startedAtMs } = this.#setup;
    const durationMs = (this.#samples * 1000) / sampleRate;
    return { title, roomNumber, startedAtMs, durationMs, parts: this.#log.parts };
  }
}

const silence = new Int16Array(frameSamples);
