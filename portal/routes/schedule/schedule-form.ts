import { defaultLanguage } from '../../../bridge/conference/languages.js';
import { languageSchema } from '../../i18n/languages.js';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { parseDay, partsOf, weekdayOf } from '../../../bridge/application/schedule/local-date.js';
import type { ScheduleEntry } from '../../../bridge/application/schedule/schedule-service.js';
import { exists, nextMoment, zoneName } from '../../../bridge/application/schedule/wall-clock.js';
import type {
  Recurrence,
  RecurrencePattern,
  ScheduledConference,
  Weekday,
} from '../../../bridge/ports/schedule.js';
import type { Refusal } from '../../http/form.js';
import { contactsText, mostContacts, readContacts } from './contacts.js';
import type { Texts } from '../../../languages/languages.js';

export const repeatKinds = [
  'never',
  'day',
  'weekday',
  'week',
  'month-date',
  'month-weekday',
] as const;
export const endKinds = ['never', 'until', 'count'] as const;
export const dayNames = ['day1', 'day2', 'day3', 'day4', 'day5', 'day6', 'day7'] as const;

const box = z.literal('on').optional();
const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}*$/u, { error: 'characters' });
const whole = (least: number, most: number) =>
  z.coerce.number({ error: 'number' }).int({ error: 'number' }).min(least).max(most);

export const subjectField = line(120);
export const noteField = z.string().max(1_500).default('');
export const mostMinutes = 1_440;
export const mostInterval = 99;
export const mostTimes = 999;

export const scheduleSchema = z.object({
  subject: subjectField,
  note: noteField,
  date: z.string().max(40),
  time: z.string().max(40),
  timeZone: z.string().max(64),
  minutes: whole(1, mostMinutes),
  repeat: z.enum(repeatKinds).default('never'),
  interval: whole(1, mostInterval).default(1),
  day1: box,
  day2: box,
  day3: box,
  day4: box,
  day5: box,
  day6: box,
  day7: box,
  end: z.enum(endKinds).default('never'),
  until: z.string().max(40).default(''),
  // Empty unless it is asked for.
  count: z.union([z.literal('').transform(() => 1), whole(1, mostTimes)]).default(1),
  contacts: z.string().max(60_000).default(''),
  language: languageSchema,
  action: z.enum(['send', 'preview']).default('send'),
});

export type ScheduleFields = z.output<typeof scheduleSchema>;

export type ReadEntry = { readonly entry: ScheduleEntry } | Refusal<ScheduleFields>;

/** What the fields mean together. */
export function readEntry(
  fields: ScheduleFields,
  { problems }: Texts['schedule'],
  nowMs: number,
): ReadEntry {
  if (!isDate(fields.date)) return { refused: { date: problems.date } };
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(fields.time)) return { refused: { time: problems.time } };
  const timeZone = zoneName(fields.timeZone);
  if (timeZone === null) return { refused: { timeZone: problems.timeZone } };
  const startsAt = `${fields.date}T${fields.time}`;
  if (!exists(startsAt, timeZone)) return { refused: { time: problems.gap } };
  if (fields.end === 'until' && (!isDate(fields.until) || fields.until < fields.date)) {
    return { refused: { until: problems.until } };
  }
  const read = readContacts(fields.contacts, fields.language);
  if ('wrong' in read) return { refused: { contacts: problems.contact(read.wrong) } };
  if ('tooMany' in read) return { refused: { contacts: problems.contacts(mostContacts) } };
  const recurrence = recurrenceOf(fields);
  const durationMinutes = fields.minutes;
  if (nextMoment({ startsAt, timeZone, recurrence, durationMinutes }, nowMs) === null) {
    return { refused: { date: problems.past } };
  }
  const { subject, note } = fields;
  const { contacts } = read;
  return { entry: { subject, note, startsAt, timeZone, durationMinutes, recurrence, contacts } };
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && DateTime.fromISO(text).isValid && text >= '2000';
}

function recurrenceOf(fields: ScheduleFields): Recurrence | null {
  const pattern = patternOf(fields);
  if (pattern === null) return null;
  switch (fields.end) {
    case 'never':
      return { pattern, end: { kind: 'never' } };
    case 'until':
      return { pattern, end: { kind: 'until', date: fields.until } };
    case 'count':
      return { pattern, end: { kind: 'count', count: fields.count } };
  }
}

function patternOf(fields: ScheduleFields): RecurrencePattern | null {
  const { interval, repeat } = fields;
  const first = parseDay(fields.date);
  const { date } = partsOf(first);
  switch (repeat) {
    case 'never':
      return null;
    case 'day':
      return { every: 'day', interval };
    case 'weekday':
      return { every: 'weekday' };
    case 'week': {
      const chosen = dayNames.flatMap((name, n) =>
        fields[name] === undefined ? [] : [(n + 1) as Weekday],
      );
      return { every: 'week', interval, days: chosen.length === 0 ? [weekdayOf(first)] : chosen };
    }
    case 'month-date':
      return { every: 'month-date', interval, date };
    case 'month-weekday': {
      const week = Math.ceil(date / 7);
      const nth = week === 5 ? -1 : (week as 1 | 2 | 3 | 4);
      return { every: 'month-weekday', interval, nth, day: weekdayOf(first) };
    }
  }
}

/** A stored conference as its form shows it. */
export function formValues(
  conference: ScheduledConference,
): Partial<Record<keyof ScheduleFields, string>> {
  const { recurrence } = conference;
  const pattern = recurrence?.pattern;
  const interval = pattern !== undefined && 'interval' in pattern ? pattern.interval : 1;
  const days = pattern?.every === 'week' ? pattern.days : [];
  const end = recurrence?.end ?? { kind: 'never' };
  return {
    subject: conference.subject,
    note: conference.note,
    date: conference.startsAt.slice(0, 10),
    time: conference.startsAt.slice(11),
    timeZone: conference.timeZone,
    minutes: String(conference.durationMinutes),
    repeat: pattern?.every ?? 'never',
    interval: String(interval),
    ...Object.fromEntries(days.map((day) => [`day${day}`, 'on'])),
    end: end.kind,
    until: end.kind === 'until' ? end.date : '',
    count: end.kind === 'count' ? String(end.count) : '',
    contacts: contactsText(conference.contacts),
    language: conference.contacts[0]?.language ?? defaultLanguage,
  };
}
