import { z } from 'zod';
import {
  type CallUsage,
  type ConferenceUsage,
  type UsageBreakdown,
  type UsageTotals,
  callKinds,
} from '../../../bridge/ports/usage.js';
import { type UsageReader, callerNumber } from '../../routes/usage/usage-view.js';
import { asTime, asTimeOrNull, time } from '../endpoint.js';

const callFigures = {
  calls: z.int(),
  seconds: z.int(),
  costMillionths: z.int().describe('millionths of the currency'),
};
const figures = {
  ...callFigures,
  conferences: z.int(),
  peak: z.int().describe('most callers at once in one conference'),
};
const breakdown = z.object({
  rows: z.array(z.object({ key: z.string().nullable(), name: z.string().nullable(), ...figures })),
  others: z
    .object({ count: z.int(), ...figures })
    .nullable()
    .describe('what the rows leave out'),
});
const kind = z.enum(callKinds);

export const reportShape = z.object({
  from: time,
  currency: z.string().describe('ISO 4217'),
  totals: z.object(figures),
  slots: z.array(z.object({ startsAt: time, ...figures })),
  byOrganizer: breakdown,
  byGroup: breakdown,
  byBillingCode: breakdown,
  byNumber: z.array(
    z.object({ kind, country: z.string().nullable().describe('ISO 3166-1'), ...callFigures }),
  ),
});

export const conferenceShape = z.object({
  id: z.string(),
  room: z.string().nullable(),
  organizer: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  group: z.string().nullable(),
  billingCode: z.string().nullable(),
  startedAt: time,
  endedAt: time.nullable().describe('null while it goes on'),
  peak: figures.peak,
  ...callFigures,
});

const caller = z.object({
  id: z.string(),
  name: z.string().nullable(),
  number: z.string().nullable().describe('masked where the room masks numbers'),
  dialled: z.string(),
  kind,
  country: z.string().nullable(),
  role: z.enum(['organizer', 'participant']),
  joinedAt: time,
  endedAt: time.nullable(),
  endReason: z.string().nullable(),
  seconds: z.int(),
  costMillionths: z.int(),
  codec: z.string().nullable(),
  packetsReceived: z.int().nullable(),
  packetsLost: z.int().nullable(),
  jitterMs: z.number().nullable(),
  roundTripMs: z.number().nullable(),
  mos: z.number().nullable(),
});

export const detailShape = conferenceShape.extend({
  endReason: z.string().nullable(),
  callers: z.array(caller),
});

export function figuresOf({ conferences, calls, seconds, peak, costMillionths }: UsageTotals) {
  return { conferences, calls, seconds, peak, costMillionths };
}

export function breakdownOf({ rows, others }: UsageBreakdown): z.input<typeof breakdown> {
  return {
    rows: rows.map((row) => ({ key: row.key, name: row.name, ...figuresOf(row) })),
    others: others && { count: others.count, ...figuresOf(others) },
  };
}

export function asConference(one: ConferenceUsage): z.input<typeof conferenceShape> {
  const { id, organizerId, billingCode, calls, seconds, costMillionths, peak } = one;
  return {
    id,
    billingCode,
    calls,
    seconds,
    costMillionths,
    peak,
    room: one.roomNumber,
    organizer: organizerId === null ? null : { id: organizerId, name: one.organizerName },
    group: one.groupName,
    startedAt: asTime(one.startedAtMs),
    endedAt: asTimeOrNull(one.endedAtMs),
  };
}

export function asCaller(
  reader: UsageReader,
  conference: ConferenceUsage,
  call: CallUsage,
): z.input<typeof caller> {
  const { kind, country, role, endReason, seconds, costMillionths, codec } = call;
  const { packetsReceived, packetsLost, jitterMs, roundTripMs, mos } = call;
  return {
    id: call.legId,
    name: call.callerName,
    number: callerNumber(reader, conference, call),
    dialled: call.dialledNumber,
    kind,
    country,
    role,
    endReason,
    seconds,
    costMillionths,
    codec,
    joinedAt: asTime(call.joinedAtMs),
    endedAt: asTimeOrNull(call.endedAtMs),
    packetsReceived,
    packetsLost,
    jitterMs,
    roundTripMs,
    mos,
  };
}
