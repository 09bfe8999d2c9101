import { describeError } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import type { Clock, Timer } from '../../ports/clock.js';
import type { Endpoint, SpeechRecording } from '../../ports/media-server.js';
import type { Random } from '../../ports/random.js';
import type { SpokenNameFiles } from '../../ports/spoken-names.js';

/** A7: 3 s of silence end a name, 8 s are the longest. */
const limits = { maxMs: 8_000, silenceMs: 3_000 } as const;

const msPerDay = 86_400_000;
/** So much longer than its room asks a name stays at the most. */
const sweepEveryMs = 3_600_000;

export interface RecordedNamesDependencies {
  readonly files: SpokenNameFiles;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/**
 * The names that callers have said. A name is kept as long as its caller's call, and none outlives
 * the process, save where its room asks for some days more: then it goes when they are over,
 * whether or not anyone calls.
 */
export class RecordedNames {
  readonly #deps: RecordedNamesDependencies;
  #sweeps: Timer | null = null;

  constructor(deps: RecordedNamesDependencies) {
    this.#deps = deps;
  }

  /** Resolves when what should be gone is. @throws Error of the system: no name can be recorded */
  async start(): Promise<void> {
    const { files, clock } = this.#deps;
    await files.open();
    const sweeps = clock.every(sweepEveryMs, 'recorded names: expiry', async () => {
      await files.removeExpired(clock.now());
    });
    this.#sweeps = sweeps;
    await sweeps.now();
  }

  stop(): void {
    this.#sweeps?.cancel();
  }

  /** Begins to; where it cannot, it has failed. */
  record(endpoint: Endpoint): SpeechRecording {
    const { files, random, logger } = this.#deps;
    try {
      return endpoint.record({ path: files.pathFor(random.uuid()), ...limits });
    } catch (error) {
      logger.error({ error: describeError(error) }, 'a name could not be recorded');
      return { ended: Promise.resolve({ kind: 'failed' }), stop: () => undefined };
    }
  }

  forget(path: string | null): void {
    if (path === null) return;
    this.#do(this.#deps.files.remove(path), 'a recorded name stays until the next start');
  }

  keep(path: string, days: number): void {
    const { files, clock } = this.#deps;
    const until = clock.now() + days * msPerDay;
    this.#do(files.keep(path, until), 'a recorded name was not kept');
  }

  #do(done: Promise<void>, otherwise: string): void {
    done.catch((error: unknown) => {
      this.#deps.logger.warn({ error: describeError(error) }, otherwise);
    });
  }
}
