import { statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { PartylineError, describeError } from '../../kernel/errors.js';

const lockFile = (dataDir: string): string => path.join(dataDir, 'bridge.lock');

export interface BridgeLock {
  release(): void;
}

/** Long enough for `bridgeIsRunning` elsewhere to look and go. */
const waitForLockMs = 500;

/**
 * Makes this process the one bridge of the data directory. The lock is SQLite's own, on a small file
 * beside the database: the system drops it when the process dies, however it dies, so nothing stale
 * is left to clean up, and the commands can use the database meanwhile.
 * @throws PartylineError `database-locked`, `data-dir-unwritable`
 */
export function lockForBridge(dataDir: string): BridgeLock {
  const lock = openLock(dataDir);
  try {
    // Without a journal file the exclusive lock leaves nothing beside it.
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw new PartylineError(
      'database-locked',
      `another partyline is running on ${path.resolve(dataDir)}`,
      { mend: 'stop it, or give this one its own PARTYLINE_DATA_DIR', cause: error },
    );
  }
  return { release: () => lock.close() };
}

/** Whether a bridge, of this or another process, holds the data directory now. */
export function bridgeIsRunning(dataDir: string): boolean {
  if (statSync(lockFile(dataDir), { throwIfNoEntry: false }) === undefined) return false;
  const lock = openLock(dataDir, 0);
  try {
    // Reading takes a shared lock, which the bridge's exclusive one refuses.
    lock.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch {
    return true;
  } finally {
    lock.close();
  }
}

function openLock(dataDir: string, timeout = waitForLockMs): Database.Database {
  try {
    return new Database(lockFile(dataDir), { timeout });
  } catch (error) {
    throw new PartylineError(
      'data-dir-unwritable',
      `cannot open ${path.resolve(lockFile(dataDir))}: ${describeError(error)}`,
      { mend: 'make it writable for this user, or set PARTYLINE_DATA_DIR', cause: error },
    );
  }
}
