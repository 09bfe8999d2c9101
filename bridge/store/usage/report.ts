import {
  type NumberUsage,
  type UsageBreakdown,
  type UsageReport,
  type UsageReportQuery,
  callKinds,
} from '../../ports/usage.js';
import { type UsageColumns, numberOf } from './columns.js';
import type { Dictionary } from './dictionary.js';
import type { UsageData } from './listing.js';
import { matching } from './matching.js';
import { Tally } from './tally.js';

/** One pass over the conferences, whatever the report groups by. */
export function makeReport(
  { columns, prices, names }: UsageData,
  query: UsageReportQuery,
): UsageReport {
  const total = new Tally(1);
  const slots = new Tally(query.slotStartsMs.length);
  const organizers = new Tally(columns.organizers.size);
  const groups = new Tally(columns.groups.size);
  const codes = new Tally(columns.billingCodes.size);
  const numbers = new Tally(columns.numbers.size);
  const slotOf = slotFinder(query.slotStartsMs);
  const isWanted = matching(columns, query);
  for (let n = 0; n < columns.count; n++) {
    if (!isWanted(n)) continue;
    let cost = 0;
    const startedAtMs = columns.startedAt[n]!;
    const end = columns.firstLine[n + 1]!;
    for (let line = columns.firstLine[n]!; line < end; line++) {
      const lineCost = prices.costOfLine(columns, line, startedAtMs);
      cost += lineCost;
      const calls = columns.lineCalls[line]!;
      numbers.add(columns.lineNumber[line]!, calls, columns.lineSeconds[line]!, lineCost, 0);
    }
    const calls = columns.calls[n]!;
    const seconds = columns.seconds[n]!;
    const peak = columns.peak[n]!;
    const slot = slotOf(startedAtMs);
    total.add(0, calls, seconds, cost, peak);
    if (slot >= 0) slots.add(slot, calls, seconds, cost, peak);
    organizers.add(columns.organizer[n]!, calls, seconds, cost, peak);
    groups.add(columns.group[n]!, calls, seconds, cost, peak);
    codes.add(columns.billingCode[n]!, calls, seconds, cost, peak);
  }
  const { mostRows } = query;
  return {
    totals: total.totals(0),
    slots: query.slotStartsMs.map((_, slot) => slots.totals(slot)),
    byOrganizer: breakdown(organizers, columns.organizers, names.organizers, mostRows),
    byGroup: breakdown(groups, columns.groups, names.groups, mostRows),
    byBillingCode: breakdown(codes, columns.billingCodes, null, mostRows),
    byNumber: byNumber(numbers, columns),
  };
}

/** The last slot that starts at or before a moment, or −1. */
function slotFinder(startsMs: readonly number[]): (atMs: number) => number {
  const starts = Float64Array.from(startsMs);
  return (atMs) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= atMs) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
}

/** @param names null where the key is its own name */
function breakdown(
  tally: Tally,
  keys: Dictionary,
  names: ReadonlyMap<string, string> | null,
  mostRows: number,
): UsageBreakdown {
  const ranked = tally.ranked((a, b) => inOrder(keys.text(a), keys.text(b)));
  const rest = ranked.slice(mostRows);
  return {
    rows: ranked.slice(0, mostRows).map((n) => {
      const key = keys.text(n);
      const name = key === null || names === null ? key : (names.get(key) ?? null);
      return { key, name, ...tally.totals(n) };
    }),
    others: rest.length === 0 ? null : { ...tally.together(rest), count: rest.length },
  };
}

/** Those without a key last. */
function inOrder(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : 1;
}

function byNumber(tally: Tally, columns: UsageColumns): readonly NumberUsage[] {
  const number = (key: number) => numberOf(columns.numbers.text(key) ?? '');
  const place = (key: number) => callKinds.indexOf(number(key).kind);
  const ranked = tally.ranked(
    (a, b) => place(a) - place(b) || inOrder(number(a).country, number(b).country),
  );
  return ranked.map((key) => {
    const { calls, seconds, costMillionths } = tally.totals(key);
    return { ...number(key), calls, seconds, costMillionths };
  });
}
