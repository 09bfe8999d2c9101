import { DateTime, Info } from 'luxon';
import { localeOf } from '../../../languages/locales.js';
import { unreachable } from '../../kernel/errors.js';
import type { Recurrence, RecurrencePattern, Weekday } from '../../ports/schedule.js';
import type { Language } from '../../ports/language.js';

/** A series in words: `every 2 weeks on Tuesday and Thursday, until 31 December 2026`. */
export function recurrenceText({ pattern, end }: Recurrence, language: Language): string {
  const series = patternText(pattern, language);
  const { recurrence } = localeOf(language);
  switch (end.kind) {
    case 'never':
      return series;
    case 'until': {
      const date = DateTime.fromISO(end.date, { zone: 'utc', locale: language });
      return recurrence.until(series, date.toLocaleString(DateTime.DATE_FULL));
    }
    case 'count':
      return recurrence.times(series, end.count);
    default:
      return unreachable(end);
  }
}

function patternText(pattern: RecurrencePattern, language: Language): string {
  const { recurrence } = localeOf(language);
  switch (pattern.every) {
    case 'day':
      return recurrence.everyDay(pattern.interval);
    case 'weekday':
      return recurrence.mondayToFriday;
    case 'week': {
      const days = pattern.days.map((day) => weekdayName(day, language));
      return recurrence.everyWeek(pattern.interval, list(days, language));
    }
    case 'month-date':
      return recurrence.onDate(pattern.interval, pattern.date);
    case 'month-weekday':
      return recurrence.onNth(pattern.interval, pattern.nth, weekdayName(pattern.day, language));
    default:
      return unreachable(pattern);
  }
}

export function weekdayName(day: Weekday, language: Language): string {
  return Info.weekdays('long', { locale: language })[day - 1] ?? '';
}

const list = (items: readonly string[], language: Language) =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(items);
