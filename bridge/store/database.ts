import type { Dialect } from 'kysely';
import type { PartylineError } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import type { UsageReports } from '../ports/usage.js';
import type { ColumnTypes } from './migrations/column-types.js';

/** One kind of database: all that SQLite and others do each in a way of its own, and no more. */
export interface Database {
  /** As errors call it: a file, or an address without its password. */
  readonly place: string;
  readonly dialect: Dialect;
  readonly columnTypes: ColumnTypes;
  /** What the database threw, as an error of ours: `database-locked`, `database-failed`. */
  asPartylineError(error: unknown): PartylineError;
  /** Whether a row is at fault (a constraint, a value that no column takes), not the database. */
  isRowFault(error: unknown): boolean;
  /** Reports, which may not hold the thread that answers calls. */
  openReports(logger: Logger): Reports;
  /**
   * A consistent copy at a path that does not exist yet, while the database is written to.
   * @throws PartylineError `already-exists`, `database-failed`
   */
  backup(target: string): Promise<void>;
  /** Lets go of what it was opened with, after the dialect has been destroyed. */
  release(): void;
}

export interface Reports extends UsageReports {
  close(): Promise<void>;
}
