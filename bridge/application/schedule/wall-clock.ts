import { DateTime, IANAZone } from 'luxon';
import { findIana } from 'windows-iana';
import type { Recurrence, ScheduledConference } from '../../ports/schedule.js';
import { dayText, parseDay } from './local-date.js';
import { occurrences } from './occurrences.js';

/**
 * The name that the time zone database has for a zone: itself, or that of a Windows name (CLDR), as
 * Outlook writes them. Null for what neither knows.
 */
export function zoneName(text: string): string | null {
  if (text.length > 64) return null;
  if (/^[A-Za-z]/.test(text) && IANAZone.isValidZone(text)) return text;
  return findIana(text)[0] ?? null;
}

/**
 * The moment of a wall-clock time. One that comes twice means the first; one that is left out, when
 * clocks go forward, means as long after midnight as before the change (RFC 5545 §3.3.5).
 */
export function momentOf(wallClock: string, timeZone: string): number {
  const at = DateTime.fromISO(wallClock, { zone: timeZone });
  return Math.min(...at.getPossibleOffsets().map((one) => one.toMillis()), at.toMillis());
}

/** False for a time that a clock change leaves out. */
export function exists(wallClock: string, timeZone: string): boolean {
  const at = DateTime.fromISO(wallClock, { zone: timeZone });
  return at.isValid && at.toFormat("yyyy-MM-dd'T'HH:mm") === wallClock;
}

type Series = Pick<ScheduledConference, 'startsAt' | 'timeZone'> & {
  readonly recurrence: Recurrence | null;
};

/** When a series takes place, in order. */
export function* momentsOf({ startsAt, timeZone, recurrence }: Series): Generator<number> {
  for (const day of occurrences(parseDay(startsAt), recurrence)) {
    yield momentOf(`${dayText(day)}${startsAt.slice(10)}`, timeZone);
  }
}

/** Two lifetimes of daily meetings. */
const mostOccurrences = 50_000;

/** The next occurrence that is not over yet; null when there is none any more. */
export function nextMoment(
  series: Series & Pick<ScheduledConference, 'durationMinutes'>,
  nowMs: number,
): number | null {
  let count = 0;
  for (const moment of momentsOf(series)) {
    if (moment + series.durationMinutes * 60_000 > nowMs) return moment;
    if (++count > mostOccurrences) return null;
  }
  return null;
}
