import type { IdentityStore } from './identity-store.js';
import type { Audited } from './audited.js';
import type { DrainStore } from './drains.js';
import type { RecordingStore } from './recordings.js';
import type { AdministrationStore } from './administration.js';
import type { ScheduleStore } from './schedule.js';
import type { PriceStore, UsageReports } from './usage.js';
import type { TallyStore } from './tallies.js';
import type { TokenStore } from './token-store.js';
import type { DirectoryStore } from './directory.js';
import type { HistoryStore } from './history.js';

/**
 * Everything that outlives the process. Times are ms since the epoch; ids are UUIDs.
 * Adapter: `bridge/store`, over any database that it knows.
 *
 * Every method may throw PartylineError `database-failed` or `database-locked`.
 */
export interface Store {
  readonly directory: DirectoryStore;
  readonly identity: IdentityStore;
  readonly history: HistoryStore;
  readonly recordings: RecordingStore;
  readonly administration: AdministrationStore;
  readonly tokens: TokenStore;
  readonly usage: UsageReports;
  readonly prices: PriceStore;
  readonly schedule: ScheduleStore;
  readonly tallies: TallyStore;
  readonly drains: DrainStore;
  readonly audited: Audited;
  /** Brings the schema up to date. @throws PartylineError `database-newer` */
  migrate(): Promise<{ readonly applied: readonly string[] }>;
  /** What `migrate` would apply, by name. @throws PartylineError `database-newer` */
  pendingSteps(): Promise<readonly string[]>;
  /** A write that proves the database can be written; throws where it cannot. */
  check(): Promise<void>;
  /**
   * A consistent copy of the whole database, while it is in use, at a path that does not exist yet;
   * in the form that the database itself is restored from.
   * @throws PartylineError `already-exists`
   */
  backup(path: string): Promise<void>;
  close(): Promise<void>;
}
