import { closeSync, fdatasync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { crc16 } from './crc16.js';
import { frameBytes, samplesPerFrame, type BitrateKbps } from './stream-format.js';
import { id3Bytes, id3Tag, type RecordingTags } from './id3-tag.js';
import {
  decoderDelaySamples,
  encoderDelaySamples,
  infoFrame,
  infoFrameBytes,
} from './info-frame-writer.js';

const synchronize = promisify(fdatasync);

/** Half a minute of audio: with less room than this, going on would only fail again. */
const headroomBytes = 256 * 1024;

/** Where the audio begins, after the tag and the info frame. */
export function audioStart(bitrateKbps: BitrateKbps): number {
  return id3Bytes + infoFrameBytes(bitrateKbps);
}

/** The samples that so many frames surely hold, when nobody knows how many were encoded. */
export function samplesIn(frames: number): number {
  return Math.max(0, frames * samplesPerFrame - encoderDelaySamples - decoderDelaySamples);
}

/** An MP3 that grows. Its head is mended in place, so that it can be played at any moment. */
export class Mp3File {
  readonly #descriptor: number;
  readonly #bitrateKbps: BitrateKbps;
  readonly #start: number;
  #pending: Buffer = Buffer.alloc(0);
  #audioBytes: number;
  #audioCrc: number;

  private constructor(descriptor: number, bitrateKbps: BitrateKbps, bytes: number, crc: number) {
    this.#descriptor = descriptor;
    this.#bitrateKbps = bitrateKbps;
    this.#start = audioStart(bitrateKbps);
    this.#audioBytes = bytes;
    this.#audioCrc = crc;
  }

  /** @throws Error of the file system */
  static create(path: string, bitrateKbps: BitrateKbps, tags: RecordingTags): Mp3File {
    const file = new Mp3File(openSync(path, 'w'), bitrateKbps, 0, 0);
    file.mendTag(tags);
    file.mendInfo(0);
    return file;
  }

  /** One that a dead process left, whose audio was measured. @throws Error of the file system */
  static reopen(
    path: string,
    bitrateKbps: BitrateKbps,
    audio: { readonly bytes: number; readonly crc: number },
  ): Mp3File {
    return new Mp3File(openSync(path, 'r+'), bitrateKbps, audio.bytes, audio.crc);
  }

  /** Written so far, of the whole file. */
  get bytes(): number {
    return this.#start + this.#audioBytes;
  }

  /** Whole frames of audio written so far. */
  get frames(): number {
    return Math.floor(this.#audioBytes / frameBytes(this.#bitrateKbps));
  }

  /** What could not be written is kept, and comes first the next time. @throws Error of the file system */
  append(bytes: Uint8Array): void {
    this.#pending = Buffer.concat([this.#pending, bytes]);
    this.#flush();
  }

  /** Whether there is room again, for what is kept and for some time to come. */
  hasRoom(): boolean {
    try {
      this.#flush();
      writeSync(this.#descriptor, Buffer.alloc(headroomBytes), 0, headroomBytes, this.bytes);
      return true;
    } catch {
      return false;
    } finally {
      ftruncateSync(this.#descriptor, this.bytes);
    }
  }

  mendTag(tags: RecordingTags): void {
    const tag = id3Tag(tags);
    writeSync(this.#descriptor, tag, 0, tag.length, 0);
  }

  /** `samples`: given to the encoder so far. */
  mendInfo(samples: number): void {
    const { frames } = this;
    const content = { frames, samples, audioBytes: this.#audioBytes, audioCrc: this.#audioCrc };
    const info = infoFrame(this.#bitrateKbps, content);
    writeSync(this.#descriptor, info, 0, info.length, id3Bytes);
  }

  /** Resolves when what was written so far would outlive the machine. */
  sync(): Promise<void> {
    return synchronize(this.#descriptor);
  }

  /**
   * Cuts off a last frame that is not whole. Call it after the last `append`, well or not.
   * @returns the samples that the file holds, of those given to the encoder
   */
  cut(samples: number): number {
    const whole = this.frames * frameBytes(this.#bitrateKbps);
    if (whole === this.#audioBytes && this.#pending.length === 0) return samples;
    this.#pending = Buffer.alloc(0);
    this.#audioBytes = whole;
    ftruncateSync(this.#descriptor, this.bytes);
    return Math.min(samples, samplesIn(this.frames));
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #flush(): void {
    while (this.#pending.length > 0) {
      const written = writeSync(
        this.#descriptor,
        this.#pending,
        0,
        this.#pending.length,
        this.bytes,
      );
      this.#audioCrc = crc16(this.#pending.subarray(0, written), this.#audioCrc);
      this.#audioBytes += written;
      this.#pending = this.#pending.subarray(written);
    }
  }
}
