import { createReadStream, mkdirSync } from 'node:fs';
import { readdir, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { PartylineError, describeError } from '../bridge/kernel/errors.js';
import type { RecordingFileKind, RecordingSink } from '../bridge/ports/recordings.js';

const suffixes: Readonly<Record<RecordingFileKind, string>> = {
  audio: '.mp3',
  peaks: '.peaks',
  journal: '.journal',
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Recordings in a folder of this machine, in 256 folders by the first two digits of their ids, so
 * that none grows large: `ab/ab12….mp3`. Names come from ids alone, never from titles.
 */
export class LocalSink implements RecordingSink {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = path.resolve(folder);
  }

  /** @throws PartylineError `data-dir-unwritable`, and `bad-value` for what is no UUID */
  pathFor(recordingId: string, kind: RecordingFileKind): string {
    const file = this.#file(recordingId, kind);
    try {
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    } catch (error) {
      throw new PartylineError(
        'data-dir-unwritable',
        `cannot make a folder for recordings in ${this.#folder}: ${describeError(error)}`,
        { mend: 'make it writable for this user, or set recordings.folder', cause: error },
      );
    }
    return file;
  }

  read(
    recordingId: string,
    kind: RecordingFileKind,
    range?: { readonly start: number; readonly end: number },
  ): NodeJS.ReadableStream {
    return createReadStream(this.#file(recordingId, kind), range);
  }

  async bytes(recordingId: string, kind: RecordingFileKind): Promise<number | null> {
    try {
      return (await stat(this.#file(recordingId, kind))).size;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** Whatever bears its id goes, such as what a program that was mending it had begun. */
  async remove(recordingId: string): Promise<void> {
    const folder = path.dirname(this.#file(recordingId, 'audio'));
    const names = await readdir(folder).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    for (const name of names) {
      if (name.startsWith(`${recordingId}.`)) await rm(path.join(folder, name), { force: true });
    }
  }

  /** Of the nearest folder that there is: the first recording makes the folder. */
  async freeBytes(): Promise<number> {
    for (let folder = this.#folder; ; folder = path.dirname(folder)) {
      try {
        const { bavail, bsize } = await statfs(folder);
        return bavail * bsize;
      } catch (error) {
        if (!isMissing(error) || folder === path.dirname(folder)) throw error;
      }
    }
  }

  #file(recordingId: string, kind: RecordingFileKind): string {
    if (!uuid.test(recordingId)) {
      throw new PartylineError('bad-value', 'a recording is named by its UUID');
    }
    return path.join(this.#folder, recordingId.slice(0, 2), recordingId + suffixes[kind]);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
