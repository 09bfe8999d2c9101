import { addOrganizer } from '../../support/add-organizer.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import t, { type Test } from 'tap';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import {
  type ConferenceUsage,
  type UsageListQuery,
  type UsageSortKey,
  usageSortKeys,
} from '../../../bridge/ports/usage.js';
import { databaseFile } from '../../../bridge/store/sqlite/sqlite-database.js';
import type { Store } from '../../../bridge/ports/store.js';
import { openStore } from '../../../bridge/store/open-store.js';
import { createSystemClock } from '../../../bridge/system/clock.js';
import { hold } from '../../support/held-conferences.js';
import { SeededRandom } from '../../support/seeded-random.js';

const minuteMs = 60_000;
const always = { fromMs: 0, toMs: 1e12 };
const account = { accountId: 'account-1' };

interface Opened {
  readonly store: Store;
  readonly dataDir: string;
}

/** Two organizers with a room each, one of them in a group; three access numbers. */
async function opened(t: Test): Promise<Opened> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'partyline-usage-'));
  const clock = createSystemClock();
  const store = openStore({ dataDir, clock, logger: silentLogger, bridge: false });
  t.teardown(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true });
  });
  await store.migrate();
  await store.directory.createAccount({ id: 'account-1', name: 'Example', language: 'fr' });
  await store.directory.createAccount({ id: 'account-2', name: 'Other', language: 'en' });
  sql(
    dataDir,
    `insert into groups (id, account_id, name) values ('group-1', 'account-1', 'Legal')`,
  );
  const organizers = [
    ['ada', 'account-1', 'group-1'],
    ['bob', 'account-1', null],
    ['eve', 'account-2', null],
  ] as const;
  for (const [name, accountId, groupId] of organizers) {
    await addOrganizer(
      store,
      {
        id: name,
        accountId,
        groupId,
        name,
        email: `${name}@x.be`,
        language: null,
        disabled: false,
      },
      { id: `room-${name}`, number: `7001${name.length}${name}`, pinHash: '', options: {} },
    );
  }
  for (const [number, country, kind] of [
    ['+3225550100', 'BE', 'toll'],
    ['+3280055501', 'BE', 'toll-free'],
    ['+33155501001', 'FR', 'toll'],
  ] as const) {
    await store.directory.addAccessNumber({
      number,
      country,
      kind,
      language: 'fr',
      greeting: null,
    });
  }
  return { store, dataDir };
}

function sql(dataDir: string, text: string): void {
  const database = new Database(databaseFile(dataDir));
  database.exec(text);
  database.close();
}

const all = { scope: account, ...always };
const reportAll = { ...all, slotStartsMs: [0], mostRows: 10 };
const listAll: UsageListQuery = {
  ...all,
  sort: 'started',
  descending: false,
  after: null,
  limit: 100,
};

t.test('a conference counts its calls, their seconds and the most at once', async (t) => {
  const { store } = await opened(t);
  await hold(store, {
    id: 'c1',
    roomId: 'room-ada',
    startedAtMs: 10_000,
    endedAtMs: 200_000,
    billingCode: '4711',
    calls: [
      { joinedAtMs: 10_000, endedAtMs: 200_000, dialledNumber: '+3225550100' },
      { joinedAtMs: 20_000, endedAtMs: 50_001, dialledNumber: '+3280055501' },
      { joinedAtMs: 50_001, endedAtMs: 60_000, dialledNumber: '+3280055501' },
    ],
  });
  const { rows, count, next } = await store.usage.conferences(listAll);
  t.equal(count, 1);
  t.equal(next, null);
  t.match(rows[0], {
    id: 'c1',
    organizerName: 'ada',
    groupName: 'Legal',
    billingCode: '4711',
    calls: 3,
    // 30.001 s is 31 begun, 9.999 s is 10.
    seconds: 190 + 31 + 10,
    peak: 2,
    costMillionths: 0,
  });
  const report = await store.usage.report(reportAll);
  t.match(report.totals, { conferences: 1, calls: 3, seconds: 231, peak: 2 });
  t.same(report.byNumber, [
    { kind: 'toll', country: 'BE', calls: 1, seconds: 190, costMillionths: 0 },
    { kind: 'toll-free', country: 'BE', calls: 2, seconds: 41, costMillionths: 0 },
  ]);
});

t.test('one that goes on is counted anew each time, until all its calls are written', async (t) => {
  const { store } = await opened(t);
  const { history, usage } = store;
  await hold(store, {
    id: 'c1',
    roomId: 'room-ada',
    startedAtMs: 1_000,
    calls: [{ joinedAtMs: 1_000 }, { joinedAtMs: 2_000, endedAtMs: 12_000 }],
  });
  t.match((await usage.conferences(listAll)).rows, [{ endedAtMs: null, calls: 2, seconds: 10 }]);
  t.match((await pieces(usage.everyConference(all))).length, 0, 'no export of half a conference');
  history.conferenceBilled('c1', '99');
  history.conferenceEnded('c1', 31_000, 'empty');
  await history.flush();
  t.match((await usage.conferences(listAll)).rows, [{ endedAtMs: 31_000, seconds: 10 }]);
  await hold(store, {
    id: 'c2',
    roomId: 'room-bob',
    startedAtMs: 5_000,
    endedAtMs: 6_000,
    calls: [],
  });
  history.legEnded('c1-0', {
    endedAtMs: 31_000,
    reason: 'remote-bye',
    codec: null,
    packetsReceived: 1,
    packetsLost: 0,
    jitterMs: 0,
    roundTripMs: null,
    mos: null,
  });
  await history.flush();
  const { rows } = await usage.conferences(listAll);
  t.match(rows, [{ id: 'c1', seconds: 40, billingCode: '99' }, { id: 'c2' }]);
  t.equal((await pieces(usage.everyConference(all))).length, 2);
});

t.test('a number given back, or an organizer moved, changes no report of the past', async (t) => {
  const { store, dataDir } = await opened(t);
  const held = {
    roomId: 'room-ada',
    startedAtMs: 1_000,
    endedAtMs: 61_000,
    calls: [{ joinedAtMs: 1_000, endedAtMs: 61_000, dialledNumber: '+33155501001' }],
  };
  await hold(store, { ...held, id: 'before' });
  sql(dataDir, `delete from access_numbers; update organizers set group_id = null`);
  await hold(store, { ...held, id: 'after' });
  const { byGroup, byNumber } = await store.usage.report(reportAll);
  t.match(byGroup.rows, [
    { key: 'group-1', name: 'Legal', conferences: 1 },
    { key: null, name: null, conferences: 1 },
  ]);
  t.match(byNumber, [
    { kind: 'toll', country: 'FR', calls: 1 },
    { kind: 'direct', country: null, calls: 1 },
  ]);
});

t.test('a cost is exact, and keeps the price of its day', async (t) => {
  const { store } = await opened(t);
  const toll = { kind: 'toll', validFromMs: 0, millionthsPerMinute: 12_345 } as const;
  await store.prices.setPrice('account-1', toll);
  await store.prices.setPrice('account-1', {
    ...toll,
    validFromMs: 500_000,
    millionthsPerMinute: 70,
  });
  await store.prices.setPrice('account-2', { ...toll, millionthsPerMinute: 9 });
  for (const [n, startedAtMs] of [1_000, 499_999, 500_000].entries()) {
    const calls = Array.from({ length: 7 }, () => ({
      joinedAtMs: startedAtMs,
      endedAtMs: startedAtMs + 1_000,
      dialledNumber: '+3225550100',
    }));
    const endedAtMs = startedAtMs + 1_000;
    await hold(store, { id: `c${n}`, roomId: 'room-ada', startedAtMs, endedAtMs, calls });
  }
  const { rows } = await store.usage.conferences(listAll);
  // 7 s of 12,345 a minute: 1440.25; of 70: 8.1666…
  t.same(
    rows.map((row) => row.costMillionths),
    [1440, 1440, 8],
  );
  const { totals } = await store.usage.report(reportAll);
  t.equal(totals.costMillionths, Math.round((14 * 12_345 + 7 * 70) / 60), 'rounded once');
  const detail = await store.usage.conference(account, 'c2');
  t.equal(detail?.callers[0]?.costMillionths, 1);
  t.equal(await store.prices.currency('account-1'), 'EUR');
  await store.prices.setCurrency('account-1', 'CHF');
  t.equal(await store.prices.currency('account-1'), 'CHF');
  await store.prices.setPrice('account-1', { ...toll, millionthsPerMinute: 1 });
  t.same(
    (await store.prices.prices('account-1')).map((price) => price.millionthsPerMinute),
    [1, 70],
    'a price of the same day replaces the one before',
  );
});

t.test('nobody sees beyond the scope', async (t) => {
  const { store } = await opened(t);
  for (const who of ['ada', 'bob', 'eve']) {
    const calls = [{ joinedAtMs: 1, endedAtMs: 2 }];
    await hold(store, { id: who, roomId: `room-${who}`, startedAtMs: 1, endedAtMs: 2, calls });
  }
  const seen = async (scope: UsageListQuery['scope']) =>
    (await store.usage.conferences({ ...listAll, scope })).rows.map((row) => row.id);
  t.same(await seen(account), ['ada', 'bob']);
  t.same(await seen({ ...account, organizerId: 'bob' }), ['bob']);
  t.same(await seen({ ...account, groupIds: ['group-1'] }), ['ada']);
  t.same(await seen({ ...account, groupIds: [] }), []);
  t.same(await seen({ accountId: 'account-2', groupIds: ['group-1'] }), []);
  t.same(await seen({ accountId: 'account-2', organizerId: 'ada' }), []);
  t.equal(await store.usage.conference(account, 'eve'), null);
  t.equal(await store.usage.conference({ ...account, organizerId: 'ada' }, 'bob'), null);
  t.equal(await store.usage.conference(account, `' or 1=1 --`), null);
});

t.test('every sort order shows each conference once, page by page', async (t) => {
  const { store } = await opened(t);
  const random = new SeededRandom(7);
  const below = (bound: number) => random.below(bound);
  for (let n = 0; n < 60; n++) {
    const startedAtMs = below(5) * minuteMs;
    const calls = Array.from({ length: below(4) }, () => ({
      joinedAtMs: startedAtMs,
      endedAtMs: startedAtMs + below(3) * minuteMs,
      dialledNumber: '+3225550100',
    }));
    const roomId = ['room-ada', 'room-bob'][below(2)]!;
    const endedAtMs = startedAtMs + below(3) * minuteMs;
    const code = ['1', '22', 'a'][below(4)];
    const billing = code === undefined ? {} : { billingCode: code };
    await hold(store, { id: `c${n}`, roomId, startedAtMs, endedAtMs, calls, ...billing });
  }
  for (const sort of usageSortKeys) {
    for (const descending of [false, true]) {
      const rows = await everyPage(store, sort, descending);
      t.equal(new Set(rows.map((row) => row.id)).size, 60, `${sort}: all, none twice`);
      const values = rows.map((row) => sortedBy(row, sort));
      const inOrder = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      t.same(values, descending ? inOrder.reverse() : inOrder, sort);
    }
  }
  await t.rejects(store.usage.conferences({ ...listAll, after: 'nonsense' }), {
    code: 'bad-value',
  });
});

t.test('a filter narrows the report, the list and the export alike', async (t) => {
  const { store } = await opened(t);
  for (const [n, code] of ['7', '7', undefined].entries()) {
    const billing = code === undefined ? {} : { billingCode: code };
    await hold(store, {
      id: `c${n}`,
      roomId: n === 0 ? 'room-bob' : 'room-ada',
      startedAtMs: n,
      endedAtMs: n + 1,
      calls: [{ joinedAtMs: n, endedAtMs: n + 1 }],
      ...billing,
    });
  }
  const ids = async (filter: NonNullable<UsageListQuery['filter']>) => {
    const query = { ...listAll, filter };
    const { rows } = await store.usage.conferences(query);
    const { totals } = await store.usage.report({ ...reportAll, filter });
    t.equal(totals.conferences, rows.length);
    t.same(
      (await pieces(store.usage.everyCall(query))).map(({ conference }) => conference.id),
      rows.map((row) => row.id),
    );
    return rows.map((row) => row.id);
  };
  t.same(await ids({ billingCode: '7' }), ['c0', 'c1']);
  t.same(await ids({ billingCode: null }), ['c2']);
  t.same(await ids({ organizerId: 'bob' }), ['c0']);
  t.same(await ids({ groupId: 'group-1' }), ['c1', 'c2']);
  t.same(await ids({ groupId: null, billingCode: '7' }), ['c0']);
  t.same(await ids({ billingCode: 'never' }), []);
});

t.test('days are counted from the moments that the asker gives', async (t) => {
  const { store } = await opened(t);
  for (const startedAtMs of [99, 100, 199, 200, 5_000]) {
    const calls = [{ joinedAtMs: startedAtMs, endedAtMs: startedAtMs + 1 }];
    await hold(store, {
      id: `c${startedAtMs}`,
      roomId: 'room-ada',
      startedAtMs,
      endedAtMs: 1,
      calls,
    });
  }
  const query = { ...reportAll, fromMs: 100, toMs: 300, slotStartsMs: [100, 200, 250] };
  const { slots, totals } = await store.usage.report(query);
  t.same(
    slots.map((slot) => slot.conferences),
    [2, 1, 0],
  );
  t.equal(totals.conferences, 3);
});

t.test('what is not named comes as one', async (t) => {
  const { store } = await opened(t);
  for (let n = 1; n <= 5; n++) {
    const calls = [{ joinedAtMs: 0, endedAtMs: n * 1_000 }];
    const held = { id: `c${n}`, roomId: 'room-ada', startedAtMs: 0, endedAtMs: n * 1_000 };
    await hold(store, { ...held, billingCode: `${n}`, calls });
  }
  const { byBillingCode } = await store.usage.report({ ...reportAll, mostRows: 2 });
  t.same(
    byBillingCode.rows.map((row) => row.key),
    ['5', '4'],
  );
  t.match(byBillingCode.others, { count: 3, conferences: 3, seconds: 6 });
});

t.test('rows that were deleted or numbered anew are followed', async (t) => {
  const { store, dataDir } = await opened(t);
  const ids = async () => (await store.usage.conferences(listAll)).rows.map((row) => row.id);
  for (const n of [1, 2, 3]) {
    const calls = [{ joinedAtMs: n, endedAtMs: n + 1 }];
    await hold(store, { id: `c${n}`, roomId: 'room-ada', startedAtMs: n, endedAtMs: n + 1, calls });
  }
  t.same(await ids(), ['c1', 'c2', 'c3']);
  sql(dataDir, `delete from conferences where id = 'c1'`);
  t.same(await ids(), ['c2', 'c3']);
  sql(dataDir, 'vacuum');
  await hold(store, { id: 'c4', roomId: 'room-ada', startedAtMs: 4, endedAtMs: 5, calls: [] });
  t.same(await ids(), ['c2', 'c3', 'c4']);
});

t.test('what is written long after it began is counted too', async (t) => {
  const { store } = await opened(t);
  const ids = async () => (await store.usage.conferences(listAll)).rows.map((row) => row.id);
  const dayMs = 86_400_000;
  const held = (id: string, startedAtMs: number) =>
    hold(store, { id, roomId: 'room-ada', startedAtMs, endedAtMs: startedAtMs + 1, calls: [] });
  await held('latest', 9 * dayMs);
  // Not over for days, and so read again however old it is.
  await hold(store, { id: 'long', roomId: 'room-bob', startedAtMs: dayMs, calls: [] });
  t.same(await ids(), ['long', 'latest']);
  await held('late', 2 * dayMs);
  store.history.conferenceEnded('long', 9 * dayMs, 'empty');
  await store.history.flush();
  t.same(await ids(), ['long', 'late', 'latest']);
  const exported = await pieces(store.usage.everyConference(all));
  t.same(
    exported.map(({ id }) => id),
    ['long', 'late', 'latest'],
  );
});

t.test('an export of many calls comes whole, piece by piece', async (t) => {
  const { store } = await opened(t);
  for (let n = 0; n < 5; n++) {
    const calls = Array.from({ length: 450 }, () => ({ joinedAtMs: n, endedAtMs: n + 1 }));
    await hold(store, { id: `c${n}`, roomId: 'room-ada', startedAtMs: n, endedAtMs: n + 1, calls });
  }
  const sizes: number[] = [];
  const legs = new Set<string>();
  for await (const piece of store.usage.everyCall(all)) {
    sizes.push(piece.length);
    for (const { call } of piece) legs.add(call.legId);
  }
  t.same(sizes, [1350, 900]);
  t.equal(legs.size, 2250);
});

async function everyPage(
  store: Store,
  sort: UsageSortKey,
  descending: boolean,
): Promise<readonly ConferenceUsage[]> {
  const rows: ConferenceUsage[] = [];
  let after: string | null = null;
  do {
    const query: UsageListQuery = { ...listAll, sort, descending, after, limit: 7 };
    const page = await store.usage.conferences(query);
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null);
  return rows;
}

function sortedBy(row: ConferenceUsage, sort: UsageSortKey): number | string {
  switch (sort) {
    case 'started':
      return row.startedAtMs;
    case 'duration':
      return (row.endedAtMs ?? 0) - row.startedAtMs;
    case 'calls':
      return row.calls;
    case 'minutes':
      return row.seconds;
    case 'peak':
      return row.peak;
    case 'cost':
      return row.costMillionths;
    case 'code':
      return row.billingCode ?? '';
    case 'organizer':
      return row.organizerName ?? '';
  }
}

async function pieces<Row>(iterable: AsyncIterable<readonly Row[]>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const piece of iterable) rows.push(...piece);
  return rows;
}
