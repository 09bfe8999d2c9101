import { PartylineError, describeError } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import type { Clock, Timer } from '../ports/clock.js';
import { WorkerLink, type WorkerLinkEvents } from './worker-link.js';

/** A worker that dies sooner than this is not replaced at once: the next would die as well. */
const soonMs = 1_000;
const restartDelayMs = 1_000;

export interface WorkerPoolDependencies extends WorkerLinkEvents {
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The media workers. One that dies is replaced by a new one, which takes new calls. */
export class WorkerPool {
  readonly #deps: WorkerPoolDependencies;
  readonly #links = new Set<WorkerLink>();
  readonly #restarts = new Set<Timer>();
  /** Of workers that are gone: counters never fall. */
  readonly #pastCounters: Record<string, number> = { 'workers-lost': 0 };
  #nextId = 1;
  #open = false;

  constructor(deps: WorkerPoolDependencies) {
    this.#deps = deps;
  }

  get links(): readonly WorkerLink[] {
    return [...this.#links];
  }

  /** Those that new calls can go to. @throws PartylineError `media-lost` when there are none */
  get usable(): readonly WorkerLink[] {
    if (this.#links.size === 0)
      throw new PartylineError('media-lost', 'no media worker is running');
    return this.links;
  }

  start(count: number): void {
    this.#open = true;
    for (let i = 0; i < count; i++) this.#add();
  }

  counters(): Record<string, number> {
    const sum = { ...this.#pastCounters };
    for (const { figures } of this.#links) addCounters(sum, figures.counters);
    return sum;
  }

  async close(): Promise<void> {
    this.#open = false;
    for (const restart of this.#restarts) restart.cancel();
    this.#restarts.clear();
    await Promise.all(this.links.map((link) => link.terminate()));
  }

  #add(): void {
    const { clock, logger, onNews } = this.#deps;
    const startedMs = clock.monotonicMs();
    const link = new WorkerLink(this.#nextId++, {
      onNews,
      onExit: (gone, error) => {
        this.#links.delete(gone);
        addCounters(this.#pastCounters, gone.figures.counters);
        if (this.#open) {
          this.#pastCounters['workers-lost']!++;
          const { id, endpoints, conferences } = gone;
          const problem = error === null ? 'it exited' : describeError(error);
          logger.error(
            { worker: id, endpoints, conferences, error: problem },
            'a media worker died',
          );
        }
        this.#deps.onExit(gone, error);
        if (this.#open) this.#replace(clock.monotonicMs() - startedMs);
      },
    });
    this.#links.add(link);
  }

  #replace(lifeMs: number): void {
    if (lifeMs >= soonMs) {
      this.#add();
      return;
    }
    const timer = this.#deps.clock.after(restartDelayMs, 'media worker restart', () => {
      this.#restarts.delete(timer);
      this.#add();
    });
    this.#restarts.add(timer);
  }
}

function addCounters(
  sum: Record<string, number>,
  counters: Readonly<Record<string, number>>,
): void {
  for (const [name, count] of Object.entries(counters)) sum[name] = (sum[name] ?? 0) + count;
}
