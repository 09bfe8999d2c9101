import type { Kysely } from 'kysely';
import type { Schema } from '../schema.js';
import { UsageColumns } from './columns.js';
import type { CountedConference } from './figures.js';
import { HistorySource, type ReadConference } from './history-source.js';

/**
 * How far behind the latest conference new ones are looked for. What is written later than this
 * is found too, by the count of all before, but then all is read again.
 */
const lateMs = 3_600_000;

/**
 * Keeps the columns up with the database. A settled conference is read once; one that goes on, or
 * whose calls are not all written, is read again each time, and stands after the settled ones.
 */
export class HistoryFollower {
  columns = new UsageColumns();
  readonly #db: Kysely<Schema>;
  #settledCount = 0;
  #unsettled: readonly CountedConference[] = [];

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** The first so many never change, nor move, in these columns. */
  get settledCount(): number {
    return this.#settledCount;
  }

  /** Reads what was written since the last time: all as it was at one moment. */
  async follow(): Promise<void> {
    await this.#db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((db) => this.#read(new HistorySource(db)));
  }

  async #read(source: HistorySource): Promise<void> {
    this.columns.truncate(this.#settledCount);
    this.#forgetBefore(await source.oldestStart());
    const since = await this.#firstToRead(source);
    const unsettled: CountedConference[] = [];
    const take = ({ settled, conference }: ReadConference): void => {
      if (settled) this.columns.append(conference);
      else unsettled.push(conference);
    };
    const older = this.#unsettled.filter(({ startedAtMs }) => startedAtMs < since);
    (await source.find(older.map(({ id }) => id))).forEach(take);
    const known = this.columns.idsSince(since);
    for await (const found of source.startedSince(since, known)) found.forEach(take);
    this.#settledCount = this.columns.count;
    this.#unsettled = unsettled;
    for (const conference of unsettled) this.columns.append(conference);
  }

  /** Where to begin reading: a while before the latest conference, or at the very first. */
  async #firstToRead(source: HistorySource): Promise<number> {
    const since = Math.max(0, this.columns.latestStart - lateMs);
    const older = this.#unsettled.filter(({ startedAtMs }) => startedAtMs < since);
    const known = this.columns.countBefore(since) + older.length;
    if ((await source.countBefore(since)) === known) return since;
    this.columns = new UsageColumns();
    this.#settledCount = 0;
    this.#unsettled = [];
    return 0;
  }

  /** Retention takes the oldest away. */
  #forgetBefore(atMs: number): void {
    if (atMs <= this.columns.oldestStart) return;
    this.columns = this.columns.since(atMs);
    this.#settledCount = this.columns.count;
    this.#unsettled = this.#unsettled.filter(({ startedAtMs }) => startedAtMs >= atMs);
  }
}
