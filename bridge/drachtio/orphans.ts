import { describeError } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import type { Clock, Timer } from '../ports/clock.js';
import type { DrachtioLeg } from './leg.js';

/** A far end that has hung up is found out within this [ms]. */
const probeEveryMs = 5_000;

/**
 * Legs whose connection to drachtio is gone. drachtio (0.9.10) tells of what comes within a dialog to
 * the connection that opened it and to no other: what we may do goes on, but that the far end hangs
 * up is not told to us. So it is asked from time to time whether it still has these dialogs.
 */
export class Orphans {
  readonly #legs = new Set<DrachtioLeg>();
  readonly #clock: Clock;
  readonly #logger: Logger;
  #timer: Timer | null = null;

  constructor(deps: { readonly clock: Clock; readonly logger: Logger }) {
    this.#clock = deps.clock;
    this.#logger = deps.logger;
  }

  add(leg: DrachtioLeg): void {
    this.#legs.add(leg);
    this.#timer ??= this.#probeLater();
  }

  delete(leg: DrachtioLeg): void {
    this.#legs.delete(leg);
  }

  /** Now, and then as long as there are any. */
  probe(): void {
    this.#timer?.cancel();
    this.#timer = null;
    for (const leg of [...this.#legs]) {
      leg.probe().catch((error: unknown) => {
        this.#logger.warn({ error: describeError(error) }, 'a call could not be probed');
      });
    }
    if (this.#legs.size > 0) this.#timer = this.#probeLater();
  }

  close(): void {
    this.#timer?.cancel();
    this.#timer = null;
    this.#legs.clear();
  }

  #probeLater(): Timer {
    return this.#clock.after(probeEveryMs, 'drachtio probe', () => this.probe());
  }
}
