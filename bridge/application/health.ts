import { describeError } from '../kernel/errors.js';
import type { Clock, Interval } from '../ports/clock.js';
import type { MediaStatus } from '../ports/media-server.js';

export interface HealthDependencies {
  /** The Store's: a write that proves that the database can be written. */
  readonly checkStore: () => Promise<void>;
  /** The history's: why queued writes fail, or null. */
  readonly historyProblem: () => string | null;
  readonly mediaStatus: () => Pick<MediaStatus, 'ready' | 'problem'>;
  /** Bytes left on the disk of the data directory. */
  readonly freeBytes: () => Promise<number>;
  /** What should be seen to, or null: recordings that soon cannot start, mails that wait. */
  readonly warnings: Readonly<Record<HealthWarning, () => string | null>>;
  readonly clock: Clock;
}

export type HealthPart = 'signalling' | 'media' | 'store' | 'disk' | 'drain';

export const healthWarnings = ['recordings', 'mail', 'clock'] as const;
export type HealthWarning = (typeof healthWarnings)[number];

export interface HealthReport {
  /** Calls can be taken, and are written down. */
  readonly ok: boolean;
  /** Why not, by part; empty when all is well. */
  readonly problems: Partial<Readonly<Record<HealthPart, string>>>;
  /** What keeps no call from being taken, but should be seen to. */
  readonly warnings: Partial<Readonly<Record<HealthWarning, string>>>;
}

/** Also the pace of the signs of life that date a crash (Store.check). */
const checkEveryMs = 10_000;
const fewestFreeBytes = 100e6;

/**
 * Whether calls can be taken. The store and the disk are checked in the background, so that asking
 * costs nothing, however often.
 */
export class Health {
  readonly #deps: HealthDependencies;
  #signalling: 'starting' | 'listening' | 'draining' = 'starting';
  #storeProblem: string | null = null;
  #diskProblem: string | null = null;
  #checks: Interval | null = null;

  constructor(deps: HealthDependencies) {
    this.#deps = deps;
  }

  /** Checks now, then every 10 s until `stop`. */
  start(): Promise<void> {
    const { clock } = this.#deps;
    this.#checks = clock.every(checkEveryMs, 'health: check', () => this.#check());
    return this.#checks.now();
  }

  stop(): void {
    this.#checks?.cancel();
  }

  listening(): void {
    this.#signalling = 'listening';
  }

  draining(): void {
    this.#signalling = 'draining';
  }

  report(): HealthReport {
    const media = this.#deps.mediaStatus();
    const store = this.#deps.historyProblem() ?? this.#storeProblem;
    const problems = {
      ...(this.#signalling === 'starting' ? { signalling: 'not listening yet' } : {}),
      ...(this.#signalling === 'draining' ? { drain: 'stopping: new calls are refused' } : {}),
      ...(media.ready ? {} : { media: media.problem ?? 'not ready' }),
      ...(store === null ? {} : { store }),
      ...(this.#diskProblem === null ? {} : { disk: this.#diskProblem }),
    };
    const warnings = Object.fromEntries(
      healthWarnings.flatMap((name) => {
        const warning = this.#deps.warnings[name]();
        return warning === null ? [] : [[name, warning]];
      }),
    );
    return { ok: Object.keys(problems).length === 0, problems, warnings };
  }

  async #check(): Promise<void> {
    this.#storeProblem = await this.#deps.checkStore().then(() => null, describeError);
    this.#diskProblem = await this.#deps.freeBytes().then(lowDisk, describeError);
  }
}

function lowDisk(bytes: number): string | null {
  if (bytes >= fewestFreeBytes) return null;
  return `only ${Math.floor(bytes / 1e6)} MB are free`;
}
