import type Database from 'better-sqlite3';
import type {
  CallOfConference,
  CallUsage,
  ConferenceUsage,
  ConferenceUsageDetail,
  ConferenceUsagePage,
  UsageListQuery,
  UsageQuery,
  UsageReport,
  UsageReportQuery,
  UsageScope,
} from '../../ports/usage.js';
import { HistoryFollower } from './follower.js';
import { listAll, listPage } from './listing.js';
import { matching } from './matching.js';
import type { Prices } from './prices.js';
import { makeReport } from './report.js';
import { UsageRows } from './rows.js';

/** Conferences in a piece of an export, and calls after which a piece is closed. */
const conferencesPerPiece = 200;
const callsPerPiece = 500;

/** Answers all questions on usage from a read-only connection of its own. */
export class UsageReader {
  readonly #follower: HistoryFollower;
  readonly #rows: UsageRows;

  constructor(database: Database.Database) {
    this.#follower = new HistoryFollower(database);
    this.#rows = new UsageRows(database);
  }

  /** Reads the history before it is asked for. */
  warmUp(): void {
    this.#follower.follow();
  }

  report(query: UsageReportQuery): UsageReport {
    const prices = this.#upToDate(query.scope);
    return makeReport(this.#follower.columns, prices, this.#rows, query);
  }

  /** @throws PartylineError `bad-value` */
  conferences(query: UsageListQuery): ConferenceUsagePage {
    const prices = this.#upToDate(query.scope);
    const { columns } = this.#follower;
    const { found, count, next } = listPage(columns, prices, this.#rows, query);
    return { rows: found.map((n) => this.#rows.conference(columns, prices, n)), count, next };
  }

  conference(scope: UsageScope, id: string): ConferenceUsageDetail | null {
    const prices = this.#upToDate(scope);
    const { columns } = this.#follower;
    const n = columns.ids.indexOf(id);
    const always = { scope, fromMs: -Infinity, toMs: Infinity };
    if (n < 0 || !matching(columns, always)(n)) return null;
    const conference = this.#rows.conference(columns, prices, n);
    return {
      ...conference,
      endReason: this.#rows.endReason(id),
      callers: this.#callsOf(conference, prices),
    };
  }

  /** The pieces of one answer: all of one moment, however long they take to be fetched. */
  *everyConference(query: UsageQuery): Generator<readonly ConferenceUsage[]> {
    const prices = this.#upToDate(query.scope);
    const { columns, settledCount } = this.#follower;
    const found = listAll(columns, settledCount, query);
    for (let from = 0; from < found.length; from += conferencesPerPiece) {
      const piece = found.slice(from, from + conferencesPerPiece);
      yield piece.map((n) => this.#rows.conference(columns, prices, n));
    }
  }

  *everyCall(query: UsageQuery): Generator<readonly CallOfConference[]> {
    const prices = this.#rows.prices(query.scope.accountId);
    let piece: CallOfConference[] = [];
    for (const conferences of this.everyConference(query)) {
      for (const conference of conferences) {
        for (const call of this.#callsOf(conference, prices)) {
          piece.push({ conference, call });
        }
        if (piece.length < callsPerPiece) continue;
        yield piece;
        piece = [];
      }
    }
    if (piece.length > 0) yield piece;
  }

  #callsOf(conference: ConferenceUsage, prices: Prices): readonly CallUsage[] {
    return this.#rows.calls(conference.id, (kind) =>
      prices.millionthsPerMinute(kind, conference.startedAt),
    );
  }

  #upToDate({ accountId }: UsageScope): Prices {
    this.#follower.follow();
    this.#rows.refreshNames();
    return this.#rows.prices(accountId);
  }
}
