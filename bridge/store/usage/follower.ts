import type Database from 'better-sqlite3';
import { UsageColumns } from './columns.js';
import { HistorySource, type ReadConference } from './history-source.js';

/**
 * Keeps the columns up with the database. A settled conference is read once; one that goes on, or
 * whose calls are not all written, is read again each time, and stands after the settled ones.
 */
export class HistoryFollower {
  columns = new UsageColumns();
  readonly #database: Database.Database;
  readonly #source: HistorySource;
  #settledCount = 0;
  #lastRow = 0;
  #lastId: string | null = null;
  #unsettled: readonly string[] = [];
  /** SQLite's number that changes with every commit of another connection. */
  #dataVersion: unknown = null;

  constructor(database: Database.Database) {
    this.#database = database;
    this.#source = new HistorySource(database);
  }

  /** The first so many never change, nor move, in these columns. */
  get settledCount(): number {
    return this.#settledCount;
  }

  /** Reads what was written since the last time. */
  follow(): void {
    const dataVersion = this.#database.pragma('data_version', { simple: true });
    if (dataVersion === this.#dataVersion) return;
    this.#database.transaction(() => this.#read())();
    this.#dataVersion = dataVersion;
  }

  #read(): void {
    if (this.#rowsWereMoved()) this.#startOver();
    this.columns.truncate(this.#settledCount);
    this.#forgetDeleted();
    const unsettled: ReadConference[] = [];
    const take = (found: ReadConference): void => {
      if (found.settled) this.columns.append(found.conference);
      else unsettled.push(found);
    };
    for (const id of this.#unsettled) {
      const found = this.#source.find(id);
      if (found !== null) take(found);
    }
    for (const found of this.#source.after(this.#lastRow)) {
      take(found);
      this.#lastRow = found.row;
      this.#lastId = found.conference.id;
    }
    this.#settledCount = this.columns.count;
    for (const { conference } of unsettled) this.columns.append(conference);
    this.#unsettled = unsettled.map(({ conference }) => conference.id);
  }

  /** Retention takes the oldest away. Exports that are under way keep the columns they began with. */
  #forgetDeleted(): void {
    const oldestStart = this.#source.oldestStart();
    if (oldestStart <= this.columns.oldestStart) return;
    this.columns = this.columns.since(oldestStart);
    this.#settledCount = this.columns.count;
  }

  /** `vacuum` numbers rows anew: then all is read again. */
  #rowsWereMoved(): boolean {
    if (this.#lastRow === 0) return false;
    return this.#source.idOfRow(this.#lastRow) !== this.#lastId;
  }

  #startOver(): void {
    this.columns = new UsageColumns();
    this.#settledCount = 0;
    this.#lastRow = 0;
    this.#lastId = null;
    this.#unsettled = [];
  }
}
