import { PartylineError } from '../../kernel/errors.js';
import { foldedText } from '../../kernel/folded-text.js';
import type { UsageListQuery, UsageSortKey } from '../../ports/usage.js';
import type { UsageColumns } from './columns.js';
import { matching } from './matching.js';
import type { Prices } from './prices.js';
import type { UsageNames } from './rows.js';

/** All that an answer is made of. */
export interface UsageData {
  readonly columns: UsageColumns;
  readonly prices: Prices;
  readonly names: UsageNames;
}

export interface ListedPage {
  /** Positions in the columns. */
  readonly found: readonly number[];
  readonly count: number;
  readonly next: string | null;
}

type SortValue = number | string;

/** A place in the order: the value sorted by, then the conference's id, which no two share. */
interface Place {
  readonly value: SortValue;
  readonly id: string;
}

/**
 * One page in one pass: the conferences after the cursor that come first, kept in order.
 * @param among how many of the columns are looked at, from the first
 */
export function listPage(
  { columns, prices, names }: UsageData,
  query: UsageListQuery,
  among = columns.count,
): ListedPage {
  const valueOf = sortValue(columns, prices, names, query.sort);
  const sign = query.descending ? -1 : 1;
  const compare = (a: Place, b: Place) => sign * (order(a.value, b.value) || order(a.id, b.id));
  const after = query.after === null ? null : parseCursor(query.after);
  const isWanted = matching(columns, query);
  const page: (Place & { readonly n: number })[] = [];
  let count = 0;
  let more = false;
  for (let n = 0; n < among; n++) {
    if (!isWanted(n)) continue;
    count++;
    const place = { value: valueOf(n), id: columns.ids[n]!, n };
    if (after !== null && compare(place, after) <= 0) continue;
    if (page.length === query.limit) {
      more = true;
      if (compare(place, page[page.length - 1]!) >= 0) continue;
      page.pop();
    }
    page.splice(insertionPoint(page, place, compare), 0, place);
  }
  const last = page[page.length - 1];
  return {
    found: page.map(({ n }) => n),
    count,
    next: more && last !== undefined ? cursorOf(last) : null,
  };
}

function sortValue(
  columns: UsageColumns,
  prices: Prices,
  names: UsageNames,
  key: UsageSortKey,
): (n: number) => SortValue {
  switch (key) {
    case 'started':
      return (n) => columns.startedAt[n]!;
    case 'duration':
      return (n) => columns.durationSeconds(n);
    case 'calls':
      return (n) => columns.calls[n]!;
    case 'minutes':
      return (n) => columns.seconds[n]!;
    case 'peak':
      return (n) => columns.peak[n]!;
    case 'cost':
      return (n) => prices.costOfConference(columns, n);
    case 'code':
      return (n) => columns.billingCodes.text(columns.billingCode[n]!) ?? '';
    case 'organizer': {
      const folded: string[] = [];
      return (n) => {
        const organizer = columns.organizer[n]!;
        const name = () => names.organizers.get(columns.organizers.text(organizer) ?? '') ?? '';
        return (folded[organizer] ??= foldedText(name()));
      };
    }
  }
}

function order(a: SortValue, b: SortValue): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function insertionPoint<Item>(
  sorted: readonly Item[],
  item: Item,
  compare: (a: Item, b: Item) => number,
): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(sorted[middle]!, item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function cursorOf({ value, id }: Place): string {
  return Buffer.from(JSON.stringify([value, id])).toString('base64url');
}

/** @throws PartylineError `bad-value` */
function parseCursor(text: string): Place {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Array.isArray(parsed) && parsed.length === 2) {
      const [value, id] = parsed as unknown[];
      const isValue = typeof value === 'number' || typeof value === 'string';
      if (isValue && typeof id === 'string') return { value, id };
    }
  } catch {
    // Told below, as any other text that is no cursor.
  }
  throw new PartylineError('bad-value', 'this page of the list cannot be found', {
    mend: 'begin again at the first page',
  });
}
