import type { Locale } from '../locale.js';

const nths = {
  1: 'premier',
  2: 'deuxième',
  3: 'troisième',
  4: 'quatrième',
  [-1]: 'dernier',
} as const;
const months = (interval: number): string =>
  interval === 1 ? 'chaque mois' : `tous les ${interval} mois`;

export const locale: Locale = {
  tag: 'fr-FR',
  name: 'Français',
  csv: { separator: ';', decimalMark: ',' },
  byte: 'o',
  recurrence: {
    everyDay: (interval) => (interval === 1 ? 'chaque jour' : `tous les ${interval} jours`),
    mondayToFriday: 'du lundi au vendredi',
    everyWeek: (interval, days) =>
      interval === 1 ? `chaque semaine, ${days}` : `toutes les ${interval} semaines, ${days}`,
    onDate: (interval, date) => `${months(interval)}, le ${date === 1 ? '1er' : date}`,
    onNth: (interval, nth, weekday) => `${months(interval)}, le ${nths[nth]} ${weekday}`,
    until: (series, day) => `${series}, jusqu'au ${day}`,
    times: (series, count) => `${series}, ${count} fois`,
  },
};
