import type { Locale } from '../locale.js';

const nths = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', [-1]: 'last' } as const;
const every = (interval: number, unit: string): string =>
  interval === 1 ? `every ${unit}` : `every ${interval} ${unit}s`;

export const locale: Locale = {
  tag: 'en-GB',
  name: 'English',
  csv: { separator: ',', decimalMark: '.' },
  byte: 'B',
  recurrence: {
    everyDay: (interval) => every(interval, 'day'),
    mondayToFriday: 'Monday to Friday',
    everyWeek: (interval, days) => `${every(interval, 'week')} on ${days}`,
    onDate: (interval, date) => `${every(interval, 'month')} on day ${date}`,
    onNth: (interval, nth, weekday) => `${every(interval, 'month')} on the ${nths[nth]} ${weekday}`,
    until: (series, day) => `${series}, until ${day}`,
    times: (series, count) => `${series}, ${count} times`,
  },
};
