import { Kysely } from 'kysely';
import type { Logger } from '../kernel/logger.js';
import type { AdministrationStore } from '../ports/administration.js';
import type { Audited, ChangedStores } from '../ports/audited.js';
import type { Clock } from '../ports/clock.js';
import type { DirectoryStore } from '../ports/directory.js';
import type { DrainStore } from '../ports/drains.js';
import type { HistoryStore } from '../ports/history.js';
import type { IdentityStore } from '../ports/identity-store.js';
import type { RecordingStore } from '../ports/recordings.js';
import type { ScheduleStore } from '../ports/schedule.js';
import type { Store } from '../ports/store.js';
import type { TallyStore } from '../ports/tallies.js';
import type { TokenStore } from '../ports/token-store.js';
import type { PriceStore } from '../ports/usage.js';
import type { Database, Reports } from './database.js';
import { migrate, pendingSteps } from './migrations/migrate.js';
import { AdministrationRepository } from './repositories/administration-repository.js';
import { writeAudit } from './repositories/audit-repository.js';
import { DirectoryRepository } from './repositories/directory-repository.js';
import { DrainRepository } from './repositories/drain-repository.js';
import { HistoryRepository } from './repositories/history-repository.js';
import { applyWrite } from './repositories/history-write.js';
import { IdentityRepository } from './repositories/identity-repository.js';
import { noteSignOfLife } from './repositories/left-open.js';
import { PriceRepository } from './repositories/price-repository.js';
import type { Query } from './repositories/query.js';
import { RecordingRepository } from './repositories/recording-repository.js';
import { ScheduleRepository } from './repositories/schedule-repository.js';
import { TallyRepository } from './repositories/tally-repository.js';
import { TokenRepository } from './repositories/token-repository.js';
import type { Schema } from './schema.js';
import { WriteQueue } from './write-queue.js';

/** The store over any one database: the same queries, migrations and queue of writes for all. */
export class DatabaseStore implements Store {
  readonly directory: DirectoryStore;
  readonly identity: IdentityStore;
  readonly history: HistoryStore;
  readonly recordings: RecordingStore;
  readonly administration: AdministrationStore;
  readonly usage: Reports;
  readonly prices: PriceStore;
  readonly schedule: ScheduleStore;
  readonly tallies: TallyStore;
  readonly tokens: TokenStore;
  readonly drains: DrainStore;
  readonly #database: Database;
  readonly #db: Kysely<Schema>;
  readonly #clock: Clock;
  readonly #queue: WriteQueue;

  constructor(database: Database, { clock, logger }: { clock: Clock; logger: Logger }) {
    this.#database = database;
    this.#db = new Kysely<Schema>({ dialect: database.dialect });
    this.#clock = clock;
    this.#queue = new WriteQueue({
      commit: (writes) =>
        this.#query((db) =>
          db.transaction().execute(async (inOne) => {
            for (const write of writes) await applyWrite(inOne, write);
          }),
        ),
      isHopeless: (error) => database.isRowFault(error),
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
    this.usage = database.openReports(logger);
    this.prices = new PriceRepository(query);
    this.schedule = new ScheduleRepository(query);
    this.tallies = new TallyRepository(query, this.#queue);
    this.drains = new DrainRepository(query);
  }

  async migrate(): Promise<{ readonly applied: readonly string[] }> {
    const { columnTypes, place } = this.#database;
    return { applied: await this.#query((db) => migrate(db, columnTypes, place)) };
  }

  pendingSteps(): Promise<readonly string[]> {
    return this.#query((db) => pendingSteps(db, this.#database.place));
  }

  async check(): Promise<void> {
    await this.#query((db) => noteSignOfLife(db, this.#clock.now()));
  }

  async backup(target: string): Promise<void> {
    await this.#query(() => this.#database.backup(target));
  }

  readonly audited: Audited = (entry, change) =>
    this.#query((db) =>
      db.transaction().execute(async (inOne) => {
        // The log first: a write from the start takes the lock, and two changes never cross.
        await writeAudit(inOne, entry);
        return change(changedStores((run) => run(inOne)));
      }),
    );

  /** Writes what is queued, as far as it can be written. */
  async close(): Promise<void> {
    await this.#queue.close();
    await this.usage.close();
    await this.#db.destroy();
    this.#database.release();
  }

  async #query<Result>(run: (db: Kysely<Schema>) => Promise<Result>): Promise<Result> {
    try {
      return await run(this.#db);
    } catch (error) {
      throw this.#database.asPartylineError(error);
    }
  }
}

function changedStores(query: Query): ChangedStores {
  return {
    administration: new AdministrationRepository(query),
    directory: new DirectoryRepository(query),
    identity: new IdentityRepository(query),
    prices: new PriceRepository(query),
    recordings: new RecordingRepository(query),
    tokens: new TokenRepository(query),
  };
}
