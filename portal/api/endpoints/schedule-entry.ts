import { defaultLanguage } from '../../../bridge/conference/languages.js';
import { languageSchema } from '../../i18n/languages.js';
import { DateTime } from 'luxon';
import { z } from 'zod';
import type { ScheduleEntry } from '../../../bridge/application/schedule/schedule-service.js';
import { exists, nextMoment, zoneName } from '../../../bridge/application/schedule/wall-clock.js';
import { mostContacts } from '../../routes/schedule/contacts.js';
import {
  mostInterval,
  mostMinutes,
  mostTimes,
  noteField,
  subjectField,
} from '../../routes/schedule/schedule-form.js';
import { FieldsRefused } from '../errors.js';

const isDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && DateTime.fromISO(text).isValid && text >= '2000';
const date = z.string().refine(isDate, 'a date, 2026-11-23');
const interval = z.int().min(1).max(mostInterval);
const weekday = z.literal([1, 2, 3, 4, 5, 6, 7]).describe('1 is Monday (ISO 8601)');

const pattern = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('day'), interval }),
  z.strictObject({ every: z.literal('weekday') }),
  z.strictObject({ every: z.literal('week'), interval, days: z.array(weekday).min(1).max(7) }),
  z.strictObject({ every: z.literal('month-date'), interval, date: z.int().min(1).max(31) }),
  z.strictObject({
    every: z.literal('month-weekday'),
    interval,
    nth: z.literal([1, 2, 3, 4, -1]).describe('-1 is the last'),
    day: weekday,
  }),
]);
const end = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('never') }),
  z.strictObject({ kind: z.literal('until'), date }),
  z.strictObject({ kind: z.literal('count'), count: z.int().min(1).max(mostTimes) }),
]);

/** A conference as a program schedules it. */
export const scheduleEntry = z.strictObject({
  subject: subjectField,
  note: noteField,
  startsAt: z
    .string()
    .refine(
      (text) => isDate(text.slice(0, 10)) && /^T([01]\d|2[0-3]):[0-5]\d$/.test(text.slice(10)),
      'a time of day in the zone, 2026-11-23T15:30',
    ),
  timeZone: z
    .string()
    .max(64)
    .refine((text) => zoneName(text) !== null, 'a name of a time zone'),
  minutes: z.int().min(1).max(mostMinutes),
  recurrence: z.strictObject({ pattern, end }).nullable().default(null),
  contacts: z
    .array(
      z.strictObject({
        email: z.email().max(254),
        name: z
          .string()
          .max(100)
          .regex(/^\P{Cc}*$/u)
          .default(''),
        language: languageSchema.default(defaultLanguage),
      }),
    )
    .max(mostContacts)
    .default([]),
});

/** What the fields mean together. @throws PartylineError `bad-value` by field */
export function entryOf(body: z.output<typeof scheduleEntry>, nowMs: number): ScheduleEntry {
  const { subject, note, startsAt, recurrence } = body;
  const timeZone = zoneName(body.timeZone)!;
  if (!exists(startsAt, timeZone)) {
    throw new FieldsRefused({ 'body.startsAt': 'clocks go forward over this time' });
  }
  const last = recurrence?.end.kind === 'until' ? recurrence.end.date : null;
  if (last !== null && last < startsAt.slice(0, 10)) {
    throw new FieldsRefused({ 'body.recurrence.end.date': 'before the first' });
  }
  const durationMinutes = body.minutes;
  if (nextMoment({ startsAt, timeZone, recurrence, durationMinutes }, nowMs) === null) {
    throw new FieldsRefused({ 'body.startsAt': 'over already' });
  }
  // Who is named twice gets one mail.
  const contacts = [
    ...new Map(body.contacts.map((one) => [one.email.toLowerCase(), one])).values(),
  ];
  return { subject, note, startsAt, timeZone, durationMinutes, recurrence, contacts };
}
