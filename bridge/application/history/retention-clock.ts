import type { Logger } from '../../kernel/logger.js';
import type { Clock } from '../../ports/clock.js';
import type { HistoryStore } from '../../ports/history.js';

const dayMs = 86_400_000;
/** A bridge that was off for longer, or whose clock was set by more, deletes nothing at first. */
export const longestGapMs = 30 * dayMs;
/** So long the clock goes on as it is, in one run of the bridge, before it is believed after all. */
export const provedMs = 7 * dayMs;
/** What was last believed, in the history's events: they are no older than what they guard. */
const eventKind = 'retention-time';
const notedEveryMs = 3_600_000;

export interface RetentionClockDependencies {
  readonly history: Pick<HistoryStore, 'event' | 'eventsOf' | 'conferences'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The time by which what has expired is deleted. A clock that is set years ahead by mistake would
 * have everything deleted at once, so a leap is not believed until somebody has had a week to see it.
 */
export class RetentionClock {
  readonly #deps: RetentionClockDependencies;
  #doubtedSinceMs: number | null = null;
  #problem: string | null = null;

  constructor(deps: RetentionClockDependencies) {
    this.#deps = deps;
  }

  /** @returns null while nothing is to be deleted */
  async now(): Promise<number | null> {
    const { history, clock, logger } = this.#deps;
    const now = clock.now();
    const last = await lastKnown(history);
    const leap = leapSince(last, now);
    if (leap !== null && !this.#isProved()) {
      this.#doubtedSinceMs ??= clock.monotonicMs();
      this.#problem = leap;
      logger.error({ now, last }, `nothing that has expired is deleted: ${leap}`);
      return null;
    }
    if (leap !== null) logger.warn({ now, last }, 'the clock has gone on for a week: believed');
    this.#doubtedSinceMs = null;
    this.#problem = null;
    if (last === null || now - last >= notedEveryMs) {
      history.event({ atMs: now, conferenceId: null, legId: null, kind: eventKind, detail: {} });
    }
    return now;
  }

  /** Why nothing is deleted, or null. */
  warning(): string | null {
    return this.#problem;
  }

  #isProved(): boolean {
    const since = this.#doubtedSinceMs;
    return since !== null && this.#deps.clock.monotonicMs() - since >= provedMs;
  }
}

/** What is wrong with the clock beside what the history last knew; null when it may be right. */
export async function clockLeap(
  history: RetentionClockDependencies['history'],
  nowMs: number,
): Promise<string | null> {
  return leapSince(await lastKnown(history), nowMs);
}

function leapSince(last: number | null, nowMs: number): string | null {
  if (last === null || nowMs - last <= longestGapMs) return null;
  const [day, lastDay] = [nowMs, last].map((atMs) => new Date(atMs).toISOString().slice(0, 10));
  return `the clock says ${day}, and the bridge last ran on ${lastDay}`;
}

/** Before the first time was noted, the newest conference; null on an empty history. */
async function lastKnown(history: RetentionClockDependencies['history']): Promise<number | null> {
  const [noted] = await history.eventsOf({ kind: eventKind, sinceMs: 0, limit: 1 });
  if (noted !== undefined) return noted.atMs;
  const [newest] = await history.conferences({ limit: 1 });
  return newest?.startedAtMs ?? null;
}
