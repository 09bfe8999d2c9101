import { z } from 'zod';
import { PartylineError } from '../../../bridge/kernel/errors.js';
import { usageSortKeys } from '../../../bridge/ports/usage.js';
import { sendCsv } from '../../csv/send-csv.js';
import { callsCsv, conferencesCsv } from '../../routes/usage/usage-csv.js';
import { slotsOf } from '../../routes/usage/usage-choice.js';
import { asTimeOrNull, endpoint } from '../endpoint.js';
import {
  asCaller,
  asConference,
  breakdownOf,
  conferenceShape,
  detailShape,
  figuresOf,
  reportShape,
} from './usage-json.js';
import { period, queryOf, readerOf, scopeOf, whose } from './usage-period.js';

const tag = 'usage';
const mostRows = 100;

/** What was held, how long, and what it cost (P5, M5). */
export const usage = [
  endpoint({
    method: 'get',
    path: '/usage',
    id: 'getUsage',
    tag,
    summary: 'Totals of a period, by day, week or month, by organizer, group, code and number',
    query: period,
    result: reportShape,
    run: async ({ principal, query }, portal) => {
      const asked = queryOf(principal, query, portal.clock.now());
      const slotStartsMs = slotsOf(query.months, portal.clock.now(), query.timeZone);
      const { usage, prices } = portal.store;
      const report = await usage.report({ ...asked, slotStartsMs, mostRows });
      return {
        from: asTimeOrNull(asked.fromMs)!,
        currency: await prices.currency(principal.person.accountId),
        totals: figuresOf(report.totals),
        slots: report.slots.map((one, n) => {
          return { startsAt: asTimeOrNull(slotStartsMs[n]!)!, ...figuresOf(one) };
        }),
        byOrganizer: breakdownOf(report.byOrganizer),
        byGroup: breakdownOf(report.byGroup),
        byBillingCode: breakdownOf(report.byBillingCode),
        byNumber: report.byNumber.map(({ kind, country, calls, seconds, costMillionths }) => {
          return { kind, country, calls, seconds, costMillionths };
        }),
      };
    },
  }),
  endpoint({
    method: 'get',
    path: '/usage/conferences',
    id: 'listUsedConferences',
    tag,
    summary: 'The conferences of a period, sorted, a page at a time',
    query: period.extend({
      sort: z.enum(usageSortKeys).default('started'),
      order: z.enum(['asc', 'desc']).default('desc'),
      after: z.string().max(500).optional().describe('`next` of the page before'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    result: z.object({
      count: z.int().describe('on all pages'),
      items: z.array(conferenceShape),
      next: z.string().nullable(),
    }),
    run: async ({ principal, query }, { store, clock }) => {
      const { rows, count, next } = await store.usage.conferences({
        ...queryOf(principal, query, clock.now()),
        sort: query.sort,
        descending: query.order === 'desc',
        after: query.after ?? null,
        limit: query.limit,
      });
      return { count, items: rows.map(asConference), next };
    },
  }),
  endpoint({
    method: 'get',
    path: '/usage/conferences.csv',
    id: 'exportConferences',
    tag,
    summary: 'As the pages export it: a line for each conference',
    query: period,
    media: 'text/csv',
    run: async ({ principal, query, response }, portal) => {
      const asked = queryOf(principal, query, portal.clock.now());
      const reader = await readerOf(portal, principal, query);
      const pieces = portal.store.usage.everyConference(asked);
      await sendCsv(response, 'conferences.csv', conferencesCsv(reader, pieces));
    },
  }),
  endpoint({
    method: 'get',
    path: '/usage/calls.csv',
    id: 'exportCalls',
    tag,
    summary: 'As the pages export it: a line for each call',
    query: period,
    media: 'text/csv',
    run: async ({ principal, query, response }, portal) => {
      const asked = queryOf(principal, query, portal.clock.now());
      const reader = await readerOf(portal, principal, query);
      const pieces = portal.store.usage.everyCall(asked);
      await sendCsv(response, 'calls.csv', callsCsv(reader, pieces));
    },
  }),
  endpoint({
    method: 'get',
    path: '/usage/conferences/{id}',
    id: 'getUsedConference',
    tag,
    summary: 'One conference, and each call in it with its quality and cost',
    params: z.object({ id: z.string().max(40) }),
    query: z.object({ of: whose }),
    result: detailShape,
    run: async ({ principal, params, query }, portal) => {
      const scope = scopeOf(principal, query.of);
      const found = await portal.store.usage.conference(scope, params.id);
      if (found === null) throw new PartylineError('not-found', 'there is no such conference');
      const reader = await readerOf(portal, principal, query);
      return {
        ...asConference(found),
        endReason: found.endReason,
        callers: found.callers.map((call) => asCaller(reader, found, call)),
      };
    },
  }),
];
