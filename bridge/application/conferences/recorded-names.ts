import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../ports/clock.js';
import type { Endpoint, Recording } from '../../ports/media-server.js';
import type { Random } from '../../ports/random.js';

/** A7: 3 s of silence end a name, 8 s are the longest. */
const limits = { maxMs: 8_000, silenceMs: 3_000 } as const;

const keptFolder = 'kept';
const msPerDay = 86_400_000;

/**
 * The names that callers have said, one file each. A name is kept as long as its caller's call, and
 * none outlives the process: what a dead one left is removed at the start. A room may ask for some
 * days more: then the file is in a folder of its own, and its name says until when [ms since epoch].
 */
export class RecordedNames {
  readonly #folder: string;
  readonly #random: Random;
  readonly #clock: Clock;

  constructor(folder: string, random: Random, clock: Clock) {
    this.#folder = folder;
    this.#random = random;
    this.#clock = clock;
    mkdirSync(path.join(folder, keptFolder), { recursive: true });
    for (const file of readdirSync(folder)) {
      if (file !== keptFolder) rmSync(path.join(folder, file), { recursive: true, force: true });
    }
    this.#removeExpired();
  }

  record(endpoint: Endpoint): Recording {
    const file = path.join(this.#folder, `${this.#random.uuid()}.wav`);
    return endpoint.record({ path: file, ...limits });
  }

  forget(file: string | null): void {
    // It may be gone already: the folder is cleared at the next start.
    if (file !== null) void unlink(file).catch(() => undefined);
  }

  /** Those whose time is over go on the occasion. */
  keep(file: string, days: number): void {
    this.#removeExpired();
    const untilMs = this.#clock.now() + days * msPerDay;
    const name = `${path.basename(file, '.wav')}.${untilMs}.wav`;
    void rename(file, path.join(this.#folder, keptFolder, name)).catch(() => undefined);
  }

  #removeExpired(): void {
    const folder = path.join(this.#folder, keptFolder);
    for (const file of readdirSync(folder)) {
      const untilMs = Number(file.split('.').at(-2));
      if (!(untilMs > this.#clock.now())) rmSync(path.join(folder, file), { force: true });
    }
  }
}
