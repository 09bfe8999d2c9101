import { readFile, stat } from 'node:fs/promises';
import { PartylineError, describeError } from '../../kernel/errors.js';
import type { Clip } from '../../ports/media-server.js';
import { Downsampler, Upsampler } from '../dsp/resampler.js';
import { readWav, type WavAudio } from '../wav.js';
import type { LoadedClip } from '../worker/protocol.js';

/** Prompts of two languages and some names: 64 MB hold 11 minutes at both rates. */
const defaultMaxBytes = 64 * 1024 * 1024;

interface Cached {
  readonly loading: Promise<LoadedClip>;
  bytes: number;
}

/**
 * Audio files as PCM at both rates, in memory that all workers share: a worker never reads a file,
 * and a prompt played to hundreds is in memory once. The longest unused goes first.
 */
export class ClipLibrary {
  readonly #maxBytes: number;
  /** In order of use. */
  readonly #cached = new Map<string, Cached>();
  #bytes = 0;

  constructor(maxBytes = defaultMaxBytes) {
    this.#maxBytes = maxBytes;
  }

  /** @throws PartylineError `bad-audio-file` */
  async load(clip: Clip): Promise<LoadedClip> {
    return clip.kind === 'silence' ? silence(clip.durationMs) : this.#file(clip.path);
  }

  async #file(path: string): Promise<LoadedClip> {
    // A file that was replaced (an operator's own recording) is another clip.
    const id = await stat(path).then(
      ({ mtimeMs, size }) => `${path} ${mtimeMs} ${size}`,
      (error: unknown) => {
        throw unreadable(path, error);
      },
    );
    let entry = this.#cached.get(id);
    if (entry === undefined) entry = { loading: this.#read(id, path), bytes: 0 };
    this.#cached.delete(id);
    this.#cached.set(id, entry);
    try {
      return await entry.loading;
    } catch (error) {
      this.#cached.delete(id);
      throw error;
    }
  }

  async #read(id: string, path: string): Promise<LoadedClip> {
    let audio: WavAudio;
    try {
      audio = readWav(await readFile(path));
    } catch (error) {
      throw unreadable(path, error);
    }
    const clip = { id, ...atBothRates(audio) };
    const entry = this.#cached.get(id);
    if (entry !== undefined) {
      entry.bytes = clip.narrow.byteLength + clip.wide.byteLength;
      this.#bytes += entry.bytes;
      this.#shrink(id);
    }
    return clip;
  }

  #shrink(keep: string): void {
    for (const [id, { bytes }] of this.#cached) {
      if (this.#bytes <= this.#maxBytes) return;
      // One without a size is still being read.
      if (id === keep || bytes === 0) continue;
      this.#cached.delete(id);
      this.#bytes -= bytes;
    }
  }
}

function atBothRates({ sampleRate, pcm }: WavAudio): { narrow: Int16Array; wide: Int16Array } {
  if (sampleRate === 8000) {
    const narrow = shared(pcm.length);
    const wide = shared(2 * pcm.length);
    narrow.set(pcm);
    new Upsampler().process(pcm, wide);
    return { narrow, wide };
  }
  // An even number of wide samples, so that both rates end together.
  const narrow = shared(pcm.length >> 1);
  const wide = shared(2 * narrow.length);
  wide.set(pcm.subarray(0, wide.length));
  new Downsampler().process(wide, narrow);
  return { narrow, wide };
}

function silence(durationMs: number): LoadedClip {
  const samples = Math.max(0, Math.round(durationMs * 8));
  return {
    id: `silence ${samples}`,
    narrow: new Int16Array(zeros(samples * 2)),
    wide: new Int16Array(zeros(samples * 4)),
  };
}

function shared(samples: number): Int16Array {
  return new Int16Array(zeros(2 * samples));
}

function zeros(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes);
}

function unreadable(path: string, error: unknown): PartylineError {
  const mend = error instanceof PartylineError ? error.mend : '';
  return new PartylineError('bad-audio-file', `${path}: ${describeError(error)}`, {
    mend,
    cause: error,
  });
}
