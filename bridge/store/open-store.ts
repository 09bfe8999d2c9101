import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from '../kernel/logger.js';
import type { Clock } from '../ports/clock.js';
import type { Store } from '../ports/store.js';
import { DatabaseStore } from './database-store.js';
import { bridgeIsRunning } from './sqlite/bridge-lock.js';
import { databaseFile, openSqlite } from './sqlite/sqlite-database.js';

export interface StoreOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The bridge itself: one per data directory. The commands share it with the bridge. */
  readonly bridge: boolean;
}

/**
 * Opens the store, and creates it where it is missing. Call `migrate` next. This is the one place
 * that knows which databases there are.
 * @throws PartylineError `data-dir-unwritable`, `database-locked`, `database-failed`
 */
export function openStore({ dataDir, bridge, clock, logger }: StoreOptions): Store {
  return new DatabaseStore(openSqlite(dataDir, bridge), { clock, logger });
}

/** Where the store is, as people are told; and whether it has been created. Changes nothing. */
export function findStore(dataDir: string): { readonly place: string; readonly exists: boolean } {
  const file = databaseFile(dataDir);
  return { place: path.resolve(file), exists: existsSync(file) };
}

export { bridgeIsRunning };
