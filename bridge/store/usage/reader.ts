import type { Kysely } from 'kysely';
import { SerialTasks } from '../../kernel/serial-tasks.js';
import type {
  CallOfConference,
  ConferenceUsage,
  ConferenceUsageDetail,
  ConferenceUsagePage,
  UsageListQuery,
  UsageQuery,
  UsageReport,
  UsageReportQuery,
  UsageScope,
} from '../../ports/usage.js';
import type { Schema } from '../schema.js';
import { HistoryFollower } from './follower.js';
import { type ListedPage, type UsageData, cursorOf, listPage } from './listing.js';
import { matching } from './matching.js';
import { toMillionths } from './prices.js';
import { makeReport } from './report.js';
import { UsageRows } from './rows.js';

/** Conferences in a piece of an export, and calls after which a piece is closed. */
const conferencesPerPiece = 200;
const callsPerPiece = 1_000;

/** A part of a long answer, and where the next begins; null at the end. */
export interface Piece<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

/** Answers all questions on usage, one after another. Questions and answers are plain data. */
export class UsageReader {
  readonly #follower: HistoryFollower;
  readonly #rows: UsageRows;
  readonly #questions = new SerialTasks();

  constructor(db: Kysely<Schema>) {
    this.#follower = new HistoryFollower(db);
    this.#rows = new UsageRows(db);
  }

  /** Reads the history before it is asked for. */
  warmUp(): Promise<void> {
    return this.#questions.run(() => this.#follower.follow());
  }

  report(query: UsageReportQuery): Promise<UsageReport> {
    return this.#answer(query.scope, (data) => makeReport(data, query));
  }

  /** @throws PartylineError `bad-value` */
  conferences(query: UsageListQuery): Promise<ConferenceUsagePage> {
    return this.#answer(query.scope, async (data) => {
      const { found, count, next } = listPage(data, query);
      return { rows: await this.#conferences(data, found), count, next };
    });
  }

  conference(scope: UsageScope, id: string): Promise<ConferenceUsageDetail | null> {
    return this.#answer(scope, async (data) => {
      const n = data.columns.ids.indexOf(id);
      const always = { scope, fromMs: -Infinity, toMs: Infinity };
      if (n < 0 || !matching(data.columns, always)(n)) return null;
      const [conference] = await this.#conferences(data, [n]);
      if (conference === undefined) return null;
      const endReason = (await this.#rows.endings([id])).get(id)?.endReason ?? null;
      const callers = (await this.#rows.calls([conference], data.prices)).get(id) ?? [];
      return { ...conference, endReason, callers };
    });
  }

  /** The next piece of all conferences that nothing changes any more, the oldest first. */
  settledConferences(query: UsageQuery, after: string | null): Promise<Piece<ConferenceUsage>> {
    return this.#answer(query.scope, async (data) => {
      const { found, next } = this.#settled(data, query, after);
      return { rows: await this.#conferences(data, found), next };
    });
  }

  /** The calls of the next of them. */
  settledCalls(query: UsageQuery, after: string | null): Promise<Piece<CallOfConference>> {
    return this.#answer(query.scope, async (data) => {
      const { found, next } = this.#settled(data, query, after);
      let calls = 0;
      const taken = found.filter((n) => {
        const isTaken = calls < callsPerPiece;
        calls += data.columns.calls[n]!;
        return isTaken;
      });
      const conferences = await this.#conferences(data, taken);
      const callsOf = await this.#rows.calls(conferences, data.prices);
      const last = conferences.at(-1);
      return {
        rows: conferences.flatMap((conference) =>
          (callsOf.get(conference.id) ?? []).map((call) => ({ conference, call })),
        ),
        next:
          taken.length < found.length && last !== undefined
            ? cursorOf({ value: last.startedAtMs, id: last.id })
            : next,
      };
    });
  }

  #settled(data: UsageData, query: UsageQuery, after: string | null): ListedPage {
    const order = { sort: 'started', descending: false } as const;
    const list = { ...query, ...order, after, limit: conferencesPerPiece };
    return listPage(data, list, this.#follower.settledCount);
  }

  async #conferences(
    { columns, prices, names }: UsageData,
    found: readonly number[],
  ): Promise<readonly ConferenceUsage[]> {
    const endings = await this.#rows.endings(found.map((n) => columns.ids[n]!));
    return found.map((n) => {
      const id = columns.ids[n]!;
      const organizerId = columns.organizers.text(columns.organizer[n]!);
      const groupId = columns.groups.text(columns.group[n]!);
      return {
        id,
        roomNumber: endings.get(id)?.roomNumber ?? null,
        organizerId,
        organizerName: organizerId === null ? null : (names.organizers.get(organizerId) ?? null),
        groupName: groupId === null ? null : (names.groups.get(groupId) ?? null),
        billingCode: columns.billingCodes.text(columns.billingCode[n]!),
        startedAtMs: columns.startedAt[n]!,
        endedAtMs: columns.endedAt[n]! || null,
        calls: columns.calls[n]!,
        seconds: columns.seconds[n]!,
        peak: columns.peak[n]!,
        costMillionths: toMillionths(prices.costOfConference(columns, n)),
      };
    });
  }

  /** One answer at a time: nothing is read while another stands on what was read before. */
  #answer<Answer>(
    { accountId }: UsageScope,
    answer: (data: UsageData) => Answer | Promise<Answer>,
  ): Promise<Answer> {
    return this.#questions.run(async () => {
      await this.#follower.follow();
      const { columns } = this.#follower;
      const prices = await this.#rows.prices(accountId);
      return answer({ columns, prices, names: await this.#rows.names(accountId) });
    });
  }
}
