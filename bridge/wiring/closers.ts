import { describeError } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';

/** What was opened, to be closed in the reverse order; one that fails does not keep the others. */
export class Closers {
  readonly #logger: Logger;
  readonly #closers: { readonly name: string; readonly close: () => unknown }[] = [];

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  add(name: string, close: () => unknown): void {
    this.#closers.push({ name, close });
  }

  async closeAll(): Promise<void> {
    for (let last = this.#closers.pop(); last !== undefined; last = this.#closers.pop()) {
      try {
        await last.close();
      } catch (error) {
        this.#logger.error({ error: describeError(error) }, `closing ${last.name} failed`);
      }
    }
  }
}
