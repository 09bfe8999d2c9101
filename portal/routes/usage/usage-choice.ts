import { DateTime } from 'luxon';
import { z } from 'zod';
import { PartylineError } from '../../../bridge/kernel/errors.js';
import {
  type UsageFilter,
  type UsageQuery,
  type UsageScope,
  usageSortKeys,
} from '../../../bridge/ports/usage.js';

/** Months that reports can go back; the history is kept as long. */
export const periods = [1, 3, 6, 13] as const;
export type Period = (typeof periods)[number];

const choiceSchema = z.object({
  months: z.coerce
    .number()
    .pipe(z.literal([...periods]))
    .default(1),
  sort: z.enum(usageSortKeys).default('started'),
  order: z.enum(['asc', 'desc']).default('desc'),
  after: z.string().max(500).optional(),
  code: z.string().max(20).optional(),
  organizer: z.string().max(64).optional(),
  group: z.string().max(64).optional(),
});

/** What the address of a usage page asks for. */
export type UsageChoice = z.output<typeof choiceSchema>;

/** @throws PartylineError `bad-value` naming the parameter */
export function readChoice(query: URLSearchParams): UsageChoice {
  const given = [...query].filter(([, value]) => value !== '');
  const read = choiceSchema.safeParse(Object.fromEntries(given));
  if (read.success) return read.data;
  const names = read.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new PartylineError('bad-value', `${names}: this cannot be used here`);
}

/** The same page with something else chosen; `undefined` takes a choice away. */
export function choicePath(
  path: string,
  choice: UsageChoice,
  changes: Partial<Record<keyof UsageChoice, string | number | undefined>> = {},
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...choice, ...changes })) {
    if (value !== undefined) query.set(name, String(value));
  }
  return `${path}?${query.toString()}`;
}

/** Stands for those without a group or code. */
export const none = '-';

export function usageQuery(
  choice: Pick<UsageChoice, 'months' | 'code' | 'organizer' | 'group'>,
  scope: UsageScope,
  nowMs: number,
  timeZone: string,
): UsageQuery {
  const filter: UsageFilter = {
    ...(choice.code === undefined ? {} : { billingCode: orNull(choice.code) }),
    ...(choice.organizer === undefined ? {} : { organizerId: choice.organizer }),
    ...(choice.group === undefined ? {} : { groupId: orNull(choice.group) }),
  };
  return { scope, filter, fromMs: slotsOf(choice.months, nowMs, timeZone)[0]!, toMs: nowMs + 1 };
}

const orNull = (text: string) => (text === none ? null : text);

const slotUnits = { 1: 'day', 3: 'day', 6: 'week', 13: 'month' } as const;
export type SlotUnit = (typeof slotUnits)[Period];

export const slotUnit = (months: Period): SlotUnit => slotUnits[months];

/** The starts of the days, weeks or months of a period, in the reader's time zone. */
export function slotsOf(months: Period, nowMs: number, timeZone: string): readonly number[] {
  const unit = slotUnits[months];
  const now = DateTime.fromMillis(nowMs, { zone: timeZone });
  const back = unit === 'month' ? now.minus({ months: months - 1 }) : now.minus({ months });
  const starts: number[] = [];
  // From the calendar's own units: a day of 23 or 25 hours is one day.
  for (let at = back.startOf(unit), n = 1; at <= now; n++) {
    starts.push(at.toMillis());
    at = back.startOf(unit).plus({ [unit]: n });
  }
  return starts;
}
