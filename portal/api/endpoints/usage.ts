import { z } from 'zod';
import { PartylineError } from '../../../bridge/kernel/errors.js';
import type { Store } from '../../../bridge/ports/store.js';
import { type UsageQuery, usageSortKeys } from '../../../bridge/ports/usage.js';
import { sendCsv } from '../../csv/send-csv.js';
import { callsCsv, conferencesCsv } from '../../routes/usage/usage-csv.js';
import { slotsOf } from '../../routes/usage/usage-choice.js';
import type { UsageReader } from '../../routes/usage/usage-view.js';
import { asTimeOrNull, type Endpoint, endpoint } from '../endpoint.js';
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
  csvEndpoint('conferences', 'exportConferences', 'conference', (reader, asked, { usage }) =>
    conferencesCsv(reader, usage.everyConference(asked)),
  ),
  csvEndpoint('calls', 'exportCalls', 'call', (reader, asked, { usage }) =>
    callsCsv(reader, usage.everyCall(asked)),
  ),
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

/** A CSV of a period: a line for each of what it is named after. */
function csvEndpoint(
  name: string,
  id: string,
  each: string,
  lines: (
    reader: UsageReader,
    asked: UsageQuery,
    store: Pick<Store, 'usage'>,
  ) => AsyncIterable<string>,
): Endpoint {
  return endpoint({
    method: 'get',
    path: `/usage/${name}.csv`,
    id,
    tag,
    summary: `As the pages export it: a line for each ${each}`,
    query: period,
    media: 'text/csv',
    run: async ({ principal, query, response }, { store, clock }) => {
      const asked = queryOf(principal, query, clock.now());
      const reader = await readerOf({ store }, principal, query);
      await sendCsv(response, `${name}.csv`, lines(reader, asked, store));
    },
  });
}
