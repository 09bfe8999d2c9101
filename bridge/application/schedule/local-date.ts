import type { Weekday } from '../../ports/schedule.js';

/** A date without a time or a zone, as days since 1970-01-01: it can be counted with. */
export type DayNumber = number;

const dayMs = 86_400_000;

export function dayNumber(year: number, month: number, date: number): DayNumber {
  return Date.UTC(year, month - 1, date) / dayMs;
}

/** From `2026-11-23`, with or without a time after it. */
export function parseDay(text: string): DayNumber {
  const [year = 0, month = 0, date = 0] = text.slice(0, 10).split('-').map(Number);
  return dayNumber(year, month, date);
}

/** `2026-11-23` */
export function dayText(day: DayNumber): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

export function weekdayOf(day: DayNumber): Weekday {
  // 1970-01-01 was a Thursday.
  return (((((day + 3) % 7) + 7) % 7) + 1) as Weekday;
}

export function partsOf(day: DayNumber): { year: number; month: number; date: number } {
  const at = new Date(day * dayMs);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() };
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The nth (1 to 5), or the last (−1), of a weekday in a month; null where there is no fifth. */
export function nthWeekday(
  year: number,
  month: number,
  nth: number,
  weekday: Weekday,
): DayNumber | null {
  if (nth < 0) {
    const last = dayNumber(year, month, daysInMonth(year, month));
    return last - ((weekdayOf(last) - weekday + 7) % 7);
  }
  const first = dayNumber(year, month, 1);
  const day = first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1);
  return partsOf(day).month === month ? day : null;
}
