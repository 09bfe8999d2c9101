import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { describeError } from '../kernel/errors.js';
import type { SpokenNameFiles } from '../ports/spoken-names.js';

const keptFolder = 'kept';

/**
 * Spoken names in a folder. Those that are kept are in a folder of their own in it, as
 * `<id>.<until>.wav`: the name of a file says how long it stays, and none is looked into.
 */
export class SpokenNameFolder implements SpokenNameFiles {
  readonly #folder: string;
  readonly #kept: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#kept = path.join(folder, keptFolder);
  }

  async open(): Promise<void> {
    await mkdir(this.#kept, { recursive: true });
    for (const file of await readdir(this.#folder)) {
      if (file === keptFolder) continue;
      await rm(path.join(this.#folder, file), { recursive: true, force: true });
    }
  }

  pathFor(id: string): string {
    return path.join(this.#folder, `${id}.wav`);
  }

  async remove(file: string): Promise<void> {
    await rm(file, { force: true });
  }

  async keep(file: string, until: number): Promise<void> {
    const name = `${path.basename(file, '.wav')}.${until}.wav`;
    await rename(file, path.join(this.#kept, name));
  }

  /** One file at a time, so that other work on files does not wait behind thousands. */
  async removeExpired(now: number): Promise<number> {
    const expired = (await readdir(this.#kept)).filter((file) => !(untilOf(file) > now));
    const errors: unknown[] = [];
    for (const file of expired) {
      await rm(path.join(this.#kept, file), { force: true }).catch((error: unknown) =>
        errors.push(error),
      );
    }
    if (errors.length === 0) return expired.length;
    const first = describeError(errors[0]);
    throw new Error(`${errors.length} of ${expired.length} expired names stay: ${first}`);
  }
}

/** NaN for a file that is none of ours: it has no time to stay. */
function untilOf(file: string): number {
  return Number(file.split('.').at(-2));
}
