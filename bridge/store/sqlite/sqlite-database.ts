import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { type Dialect, SqliteDialect, sql } from 'kysely';
import { PartylineError } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import { prepareDataDirectory } from '../data-directory.js';
import type { Database, Reports } from '../database.js';
import type { ColumnTypes } from '../migrations/column-types.js';
import { ThreadedReports } from '../usage/threaded-reports.js';
import { type BridgeLock, lockForBridge } from './bridge-lock.js';
import { asPartylineError, isRowFault } from './sqlite-errors.js';
import { cachedStatements } from './statement-cache.js';

export const databaseFile = (dataDir: string): string => path.join(dataDir, 'partyline.db');

/** SQLite waits on the calling thread, which in the bridge is also signalling's: it retries later. */
const bridgeWaitMs = 50;
const commandWaitMs = 5_000;

/**
 * Opens, and creates where missing, the database of a data directory.
 * @param bridge whether this is the one bridge of the data directory, or a command beside it
 * @throws PartylineError `data-dir-unwritable`, `database-locked`, `database-failed`
 */
export function openSqlite(dataDir: string, bridge: boolean): SqliteDatabase {
  prepareDataDirectory(dataDir);
  const lock = bridge ? lockForBridge(dataDir) : null;
  const file = path.resolve(databaseFile(dataDir));
  try {
    return new SqliteDatabase(openFile(file, bridge), file, lock);
  } catch (error) {
    lock?.release();
    throw asPartylineError(error, file);
  }
}

function openFile(file: string, bridge: boolean): BetterSqlite.Database {
  const database = new BetterSqlite(file, { timeout: bridge ? bridgeWaitMs : commandWaitMs });
  try {
    database.pragma('journal_mode = WAL');
    // A commit survives the death of the process, SIGKILL included; only a power cut can take the
    // last commits back, never part of one. FULL would add a disk flush to each batch, on the
    // thread that answers calls.
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

export class SqliteDatabase implements Database {
  readonly place: string;
  readonly dialect: Dialect;
  readonly columnTypes: ColumnTypes = {
    sequence: sql`integer`,
    bigInteger: sql`integer`,
    real: sql`real`,
  };
  readonly isRowFault = isRowFault;
  readonly #database: BetterSqlite.Database;
  readonly #lock: BridgeLock | null;

  constructor(database: BetterSqlite.Database, file: string, lock: BridgeLock | null) {
    this.place = file;
    this.dialect = new SqliteDialect({ database: cachedStatements(database) });
    this.#database = database;
    this.#lock = lock;
  }

  asPartylineError(error: unknown): PartylineError {
    return asPartylineError(error, this.place);
  }

  openReports(logger: Logger): Reports {
    const module = new URL('./reports-worker.js', import.meta.url);
    return new ThreadedReports(module, { file: this.place }, logger);
  }

  /** Page by page, while calls are written; the copy appears under its name when it is whole. */
  async backup(target: string): Promise<void> {
    if (existsSync(target)) {
      throw new PartylineError('already-exists', `${target} exists`, { mend: 'give another name' });
    }
    const partial = `${target}.partial`;
    try {
      await this.#database.backup(partial);
      chmodSync(partial, 0o600);
      renameSync(partial, target);
    } finally {
      rmSync(partial, { force: true });
    }
  }

  release(): void {
    this.#lock?.release();
  }
}
