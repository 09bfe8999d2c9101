import { unreachable } from '../../kernel/errors.js';
import type { Recurrence, RecurrencePattern } from '../../ports/schedule.js';
import {
  type DayNumber,
  dayNumber,
  daysInMonth,
  nthWeekday,
  parseDay,
  partsOf,
  weekdayOf,
} from './local-date.js';

/** No pattern leaves out as many days or months in a row: 29 February, every 12 months, comes in 8 years. */
const mostSteps = 5_000;

/** The dates of a series, in order, from its first on. The same as RFC 5545's RRULE with WKST=MO. */
export function* occurrences(
  firstDay: DayNumber,
  recurrence: Recurrence | null,
): Generator<DayNumber> {
  if (recurrence === null) {
    yield firstDay;
    return;
  }
  const { pattern, end } = recurrence;
  const lastDay = end.kind === 'until' ? parseDay(end.date) : Infinity;
  const most = end.kind === 'count' ? end.count : Infinity;
  let count = 0;
  for (const day of days(firstDay, pattern)) {
    if (day > lastDay || count >= most) return;
    count++;
    yield day;
  }
}

/** The first date of a pattern at or after a day: what a series must begin with (RFC 5545 §3.8.5.3). */
export function firstOccurrence(from: DayNumber, pattern: RecurrencePattern): DayNumber | null {
  for (const day of days(from, pattern)) return day;
  return null;
}

function* days(from: DayNumber, pattern: RecurrencePattern): Generator<DayNumber> {
  switch (pattern.every) {
    case 'day':
      for (let day = from; ; day += pattern.interval) yield day;
    case 'weekday':
      for (let day = from; ; day++) if (weekdayOf(day) <= 5) yield day;
    case 'week': {
      const { days: weekdays, interval } = pattern;
      if (weekdays.length === 0) return;
      const sorted = [...new Set(weekdays)].sort();
      // A week begins on Monday: which weeks count hangs on it when the interval is above one.
      for (let monday = from - weekdayOf(from) + 1; ; monday += 7 * interval) {
        for (const weekday of sorted) {
          const day = monday + weekday - 1;
          if (day >= from) yield day;
        }
      }
    }
    case 'month-date':
      yield* monthly(from, pattern.interval, (year, month) =>
        pattern.date <= daysInMonth(year, month) ? dayNumber(year, month, pattern.date) : null,
      );
      return;
    case 'month-weekday':
      yield* monthly(from, pattern.interval, (year, month) =>
        nthWeekday(year, month, pattern.nth, pattern.day),
      );
      return;
    default:
      return unreachable(pattern);
  }
}

function* monthly(
  from: DayNumber,
  interval: number,
  dayIn: (year: number, month: number) => DayNumber | null,
): Generator<DayNumber> {
  const start = partsOf(from);
  for (let step = 0, missed = 0; missed < mostSteps; step++) {
    const month = start.month - 1 + step * interval;
    const day = dayIn(start.year + Math.floor(month / 12), (month % 12) + 1);
    if (day === null || day < from) {
      missed++;
      continue;
    }
    missed = 0;
    yield day;
  }
}
