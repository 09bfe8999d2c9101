import { DateTime, Info } from 'luxon';
import { unreachable } from '../../kernel/errors.js';
import type { Recurrence, RecurrencePattern, Weekday } from '../../ports/schedule.js';
import type { Language } from '../../ports/language.js';

/** A series in words: `every 2 weeks on Tuesday and Thursday, until 31 December 2026`. */
export function recurrenceText({ pattern, end }: Recurrence, language: Language): string {
  const text = patternText(pattern, language);
  switch (end.kind) {
    case 'never':
      return text;
    case 'until': {
      const date = DateTime.fromISO(end.date, { zone: 'utc', locale: language });
      const day = date.toLocaleString(DateTime.DATE_FULL);
      return language === 'fr' ? `${text}, jusqu'au ${day}` : `${text}, until ${day}`;
    }
    case 'count':
      return language === 'fr' ? `${text}, ${end.count} fois` : `${text}, ${end.count} times`;
    default:
      return unreachable(end);
  }
}

function patternText(pattern: RecurrencePattern, language: Language): string {
  const french = language === 'fr';
  switch (pattern.every) {
    case 'day':
      if (pattern.interval === 1) return french ? 'chaque jour' : 'every day';
      return french ? `tous les ${pattern.interval} jours` : `every ${pattern.interval} days`;
    case 'weekday':
      return french ? 'du lundi au vendredi' : 'Monday to Friday';
    case 'week': {
      const days = list(
        pattern.days.map((day) => weekdayName(day, language)),
        language,
      );
      if (pattern.interval === 1)
        return french ? `chaque semaine, ${days}` : `every week on ${days}`;
      return french
        ? `toutes les ${pattern.interval} semaines, ${days}`
        : `every ${pattern.interval} weeks on ${days}`;
    }
    case 'month-date':
      return french
        ? `${months(pattern.interval, language)}, le ${pattern.date === 1 ? '1er' : pattern.date}`
        : `${months(pattern.interval, language)} on day ${pattern.date}`;
    case 'month-weekday': {
      const day = weekdayName(pattern.day, language);
      const nth = nthNames[language][pattern.nth];
      return french
        ? `${months(pattern.interval, language)}, le ${nth} ${day}`
        : `${months(pattern.interval, language)} on the ${nth} ${day}`;
    }
    default:
      return unreachable(pattern);
  }
}

const nthNames = {
  en: { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', [-1]: 'last' },
  fr: { 1: 'premier', 2: 'deuxième', 3: 'troisième', 4: 'quatrième', [-1]: 'dernier' },
} as const;

function months(interval: number, language: Language): string {
  if (interval === 1) return language === 'fr' ? 'chaque mois' : 'every month';
  return language === 'fr' ? `tous les ${interval} mois` : `every ${interval} months`;
}

export function weekdayName(day: Weekday, language: Language): string {
  return Info.weekdays('long', { locale: language })[day - 1] ?? '';
}

const list = (items: readonly string[], language: Language) =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(items);
