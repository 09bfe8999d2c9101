import { performance } from 'node:perf_hooks';
import type { UsageQuery, UsageSortKey } from '../../bridge/ports/usage.js';
import type { Store } from '../../bridge/ports/store.js';
import type { Seeded } from './seed.js';

const dayMs = 86_400_000;

interface Figures {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly mostMs: number;
}

export interface UsageMeasures {
  readonly conferences: number;
  /** From nothing read to the first answer. */
  readonly firstAnswerMs: number;
  readonly rssMb: number;
  readonly pages: Readonly<Record<string, Figures>>;
  /** How long the main thread was held, beyond its own timer, while reports ran, and while none did. */
  readonly mainThreadHeldMs: { readonly reporting: Figures; readonly idle: Figures };
  readonly exportedCallsPerSecond: number;
}

/** What a usage page asks: the report, and the first page of the list. */
export async function measureUsage(
  store: Store,
  seeded: Seeded,
  nowMs: number,
  rounds: number,
): Promise<UsageMeasures> {
  const { accountId, busiestOrganizerId: organizerId } = seeded;
  const ask = async (query: UsageQuery, sort: UsageSortKey): Promise<void> => {
    const slotStartsMs = slots(query.fromMs, query.toMs);
    await Promise.all([
      store.usage.report({ ...query, slotStartsMs, mostRows: 25 }),
      store.usage.conferences({ ...query, sort, descending: true, after: null, limit: 50 }),
    ]);
  };
  const scopes = { account: { accountId }, organizer: { accountId, organizerId } };
  const idle = await held(() => pause(500));
  const first = performance.now();
  const year = { fromMs: nowMs - 396 * dayMs, toMs: nowMs };
  await ask({ scope: scopes.account, ...year }, 'started');
  const firstAnswerMs = performance.now() - first;
  const pages: Record<string, Figures> = {};
  const reporting = await held(async () => {
    for (const [who, scope] of Object.entries(scopes)) {
      for (const months of [1, 3, 6, 13]) {
        const query = { scope, fromMs: nowMs - months * 30.4 * dayMs, toMs: nowMs };
        pages[`${who}, ${months} months`] = await timed(rounds, (round) =>
          ask(query, round % 2 === 0 ? 'started' : 'minutes'),
        );
      }
    }
  });
  return {
    conferences: seeded.conferences,
    firstAnswerMs: Math.round(firstAnswerMs),
    rssMb: Math.round(process.memoryUsage().rss / 1e6),
    pages,
    mainThreadHeldMs: { reporting, idle },
    exportedCallsPerSecond: await exportSpeed(store, { scope: scopes.account, ...year }),
  };
}

function slots(fromMs: number, toMs: number): readonly number[] {
  const starts: number[] = [];
  for (let at = fromMs; at < toMs; at += dayMs) starts.push(at);
  return starts;
}

async function timed(rounds: number, ask: (round: number) => Promise<void>): Promise<Figures> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const from = performance.now();
    await ask(round);
    times.push(performance.now() - from);
  }
  return figures(times);
}

/** Looks every 2 ms how late it is. */
async function held(meanwhile: () => Promise<void>): Promise<Figures> {
  const late: number[] = [];
  let due = performance.now() + 2;
  const timer = setInterval(() => {
    late.push(Math.max(0, performance.now() - due));
    due = performance.now() + 2;
  }, 2);
  await meanwhile();
  clearInterval(timer);
  return figures(late);
}

async function exportSpeed(store: Store, query: UsageQuery): Promise<number> {
  const from = performance.now();
  let calls = 0;
  for await (const piece of store.usage.everyCall(query)) {
    calls += piece.length;
    if (calls >= 100_000) break;
  }
  return Math.round((1000 * calls) / (performance.now() - from));
}

function figures(times: readonly number[]): Figures {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  return { p50Ms: at(0.5), p99Ms: at(0.99), mostMs: at(1) };
}

const round = (ms: number) => Math.round(ms * 10) / 10;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
