import { unreachable } from '../../kernel/errors.js';
import type { Recurrence, RecurrencePattern, Weekday } from '../../ports/schedule.js';
import { momentOf } from './wall-clock.js';

export const weekdayCodes: Readonly<Record<Weekday, string>> = {
  1: 'MO',
  2: 'TU',
  3: 'WE',
  4: 'TH',
  5: 'FR',
  6: 'SA',
  7: 'SU',
};

/** The value of an RRULE property (RFC 5545 §3.3.10). */
export function recurrenceRule(
  { pattern, end }: Recurrence,
  startsAt: string,
  timeZone: string,
): string {
  const parts = [...patternParts(pattern), 'WKST=MO'];
  if (end.kind === 'count') parts.push(`COUNT=${end.count}`);
  // With a DTSTART in a time zone, UNTIL must be in UTC.
  if (end.kind === 'until') {
    const last = momentOf(`${end.date}${startsAt.slice(10)}`, timeZone);
    parts.push(`UNTIL=${utcStamp(last)}`);
  }
  return parts.join(';');
}

/** `20261123T143000Z` */
function utcStamp(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function patternParts(pattern: RecurrencePattern): string[] {
  switch (pattern.every) {
    case 'day':
      return ['FREQ=DAILY', `INTERVAL=${pattern.interval}`];
    case 'weekday':
      return ['FREQ=WEEKLY', 'BYDAY=MO,TU,WE,TH,FR'];
    case 'week': {
      const days = [...new Set(pattern.days)].sort().map((day) => weekdayCodes[day]);
      return ['FREQ=WEEKLY', `INTERVAL=${pattern.interval}`, `BYDAY=${days.join(',')}`];
    }
    case 'month-date':
      return ['FREQ=MONTHLY', `INTERVAL=${pattern.interval}`, `BYMONTHDAY=${pattern.date}`];
    case 'month-weekday': {
      const { interval, nth, day } = pattern;
      return ['FREQ=MONTHLY', `INTERVAL=${interval}`, `BYDAY=${nth}${weekdayCodes[day]}`];
    }
    default:
      return unreachable(pattern);
  }
}
