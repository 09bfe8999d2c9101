import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { PartylineError } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import type { AdministrationStore } from '../../ports/administration.js';
import type { Clock } from '../../ports/clock.js';
import type { DrainStore } from '../../ports/drains.js';
import type { RecordingStore } from '../../ports/recordings.js';
import type { IdentityStore } from '../../ports/identity-store.js';
import type { DirectoryStore } from '../../ports/directory.js';
import type { HistoryStore } from '../../ports/history.js';
import type { Store } from '../../ports/store.js';
import type { TokenStore } from '../../ports/token-store.js';
import type { TallyStore } from '../../ports/tallies.js';
import { AdministrationRepository } from '../repositories/administration-repository.js';
import type { ScheduleStore } from '../../ports/schedule.js';
import type { PriceStore } from '../../ports/usage.js';
import { sqliteColumnTypes } from '../migrations/column-types.js';
import {
  type BridgeLock,
  databaseFile,
  lockForBridge,
  prepareDataDirectory,
} from './data-directory.js';
import { DirectoryRepository } from '../repositories/directory-repository.js';
import { DrainRepository } from '../repositories/drain-repository.js';
import { HistoryRepository } from '../repositories/history-repository.js';
import { applyWrite } from '../repositories/history-write.js';
import { IdentityRepository } from '../repositories/identity-repository.js';
import { noteSignOfLife } from '../repositories/left-open.js';
import { migrate, pendingSteps } from '../migrations/migrate.js';
import { RecordingRepository } from '../repositories/recording-repository.js';
import { ScheduleRepository } from '../repositories/schedule-repository.js';
import type { Schema } from '../schema.js';
import { asPartylineError, isRowFault } from './sqlite-errors.js';
import { PriceRepository } from '../repositories/price-repository.js';
import { cachedStatements } from './statement-cache.js';
import { UsageRepository } from '../usage-repository.js';
import { TallyRepository } from '../repositories/tally-repository.js';
import { TokenRepository } from '../repositories/token-repository.js';
import { WriteQueue } from '../write-queue.js';

export interface SqliteStoreOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The bridge itself: one per data directory. The commands share it with the bridge. */
  readonly bridge: boolean;
}

/** SQLite waits on the calling thread, which in the bridge is also signalling's: it retries later. */
const bridgeWaitMs = 50;
const commandWaitMs = 5_000;

/**
 * Opens, and creates where missing, the database of a data directory. Call `migrate` next.
 * @throws PartylineError `data-dir-unwritable`, `database-locked`, `database-failed`
 */
export function openSqliteStore(options: SqliteStoreOptions): SqliteStore {
  prepareDataDirectory(options.dataDir);
  const lock = options.bridge ? lockForBridge(options.dataDir) : null;
  const file = path.resolve(databaseFile(options.dataDir));
  try {
    return new SqliteStore(openDatabase(file, options.bridge), file, lock, options);
  } catch (error) {
    lock?.release();
    throw asPartylineError(error, file);
  }
}

function openDatabase(file: string, bridge: boolean): Database.Database {
  const database = new Database(file, { timeout: bridge ? bridgeWaitMs : commandWaitMs });
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

export class SqliteStore implements Store {
  readonly directory: DirectoryStore;
  readonly identity: IdentityStore;
  readonly history: HistoryStore;
  readonly recordings: RecordingStore;
  readonly administration: AdministrationStore;
  readonly usage: UsageRepository;
  readonly prices: PriceStore;
  readonly schedule: ScheduleStore;
  readonly tallies: TallyStore;
  readonly tokens: TokenStore;
  readonly drains: DrainStore;
  readonly #database: Database.Database;
  readonly #db: Kysely<Schema>;
  readonly #file: string;
  readonly #lock: BridgeLock | null;
  readonly #clock: Clock;
  readonly #queue: WriteQueue;

  constructor(
    database: Database.Database,
    file: string,
    lock: BridgeLock | null,
    { clock, logger }: SqliteStoreOptions,
  ) {
    this.#database = database;
    this.#db = new Kysely<Schema>({
      dialect: new SqliteDialect({ database: cachedStatements(database) }),
    });
    this.#file = file;
    this.#lock = lock;
    this.#clock = clock;
    this.#queue = new WriteQueue({
      commit: (writes) =>
        this.#query((db) =>
          db.transaction().execute(async (inOne) => {
            for (const write of writes) await applyWrite(inOne, write);
          }),
        ),
      isHopeless: isRowFault,
      clock,
      logger,
    });
    const query = this.#query.bind(this);
    this.directory = new DirectoryRepository(query);
    this.identity = new IdentityRepository(query);
    this.history = new HistoryRepository(query, this.#queue);
    this.recordings = new RecordingRepository(query);
    this.administration = new AdministrationRepository(query);
    this.tokens = new TokenRepository(query);
    this.usage = new UsageRepository(file, logger);
    this.prices = new PriceRepository(query);
    this.schedule = new ScheduleRepository(query);
    this.tallies = new TallyRepository(query, this.#queue);
    this.drains = new DrainRepository(query);
  }

  async migrate(): Promise<{ readonly applied: readonly string[] }> {
    const applied = await this.#query((db) => migrate(db, sqliteColumnTypes, this.#file));
    return { applied };
  }

  /** What `migrate` would apply. @throws PartylineError `database-newer` */
  pendingSteps(): Promise<readonly string[]> {
    return this.#query((db) => pendingSteps(db, this.#file));
  }

  async check(): Promise<void> {
    await this.#query((db) => noteSignOfLife(db, this.#clock.now()));
  }

  /** Page by page, while calls are written; the copy appears under its name when it is whole. */
  async backup(target: string): Promise<void> {
    if (existsSync(target)) {
      throw new PartylineError('already-exists', `${target} exists`, { mend: 'give another name' });
    }
    const partial = `${target}.partial`;
    await this.#query(async () => {
      try {
        await this.#database.backup(partial);
        chmodSync(partial, 0o600);
        renameSync(partial, target);
      } finally {
        rmSync(partial, { force: true });
      }
    });
  }

  /** History writes waiting, and lost since the start. */
  get counters(): { readonly queued: number; readonly lost: number } {
    return this.#queue.counters;
  }

  /** Writes what is queued, as far as it can be written. */
  async close(): Promise<void> {
    await this.#queue.close();
    await this.usage.close();
    await this.#db.destroy();
    this.#lock?.release();
  }

  async #query<Result>(run: (db: Kysely<Schema>) => Promise<Result>): Promise<Result> {
    try {
      return await run(this.#db);
    } catch (error) {
      throw asPartylineError(error, this.#file);
    }
  }
}
