import { describeError } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import type { Clock, Interval } from '../ports/clock.js';
import type { FreeSwitchServer } from './server.js';

export interface DrainWatchDependencies {
  /** Names of the servers that are to get no new legs. */
  readonly drained: () => Promise<ReadonlySet<string>>;
  readonly servers: readonly FreeSwitchServer[];
  readonly clock: Clock;
  readonly logger: Logger;
}

/** An operator's word counts within this [ms]. */
const askEveryMs = 1_000;

/** Heeds which servers an operator has taken out of use. */
export class DrainWatch {
  readonly #deps: DrainWatchDependencies;
  #questions: Interval | null = null;

  constructor(deps: DrainWatchDependencies) {
    this.#deps = deps;
  }

  /** Resolves when the first answer counts; then goes on asking. */
  start(): Promise<void> {
    const { clock } = this.#deps;
    this.#questions = clock.every(askEveryMs, 'freeswitch drains', () => this.#ask());
    return this.#questions.now();
  }

  stop(): void {
    this.#questions?.cancel();
  }

  async #ask(): Promise<void> {
    const { drained, servers, logger } = this.#deps;
    try {
      const names = await drained();
      for (const server of servers) {
        const draining = names.has(server.name);
        if (draining === server.draining) continue;
        server.draining = draining;
        logger.info({ server: server.name, draining, legs: server.legs }, 'FreeSWITCH drain');
      }
    } catch (error) {
      // It stays as it was; the store tells of its troubles by itself (Health).
      logger.debug({ error: describeError(error) }, 'drains not read');
    }
  }
}
