import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Test } from 'tap';
import { silentLogger } from '../../bridge/kernel/logger.js';
import { openStore } from '../../bridge/store/open-store.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import { administrationStoreContract } from './administration-store-contract.js';
import { identityStoreContract } from './identity-store-contract.js';
import { recordingStoreContract } from './recording-store-contract.js';
import { type StoreUnderTest, storeContract } from './store-contract.js';

async function openSqlite(t: Test): Promise<StoreUnderTest> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'partyline-store-'));
  const options = { dataDir, clock: createSystemClock(), logger: silentLogger, bridge: false };
  const store = openStore(options);
  const opened = [store];
  t.teardown(async () => {
    for (const one of opened) await one.close();
    rmSync(dataDir, { recursive: true });
  });
  return Promise.resolve({
    store,
    reopen: () => {
      const next = openStore(options);
      opened.push(next);
      return Promise.resolve(next);
    },
  });
}

storeContract('SQLite', openSqlite);
recordingStoreContract('SQLite', openSqlite);
administrationStoreContract('SQLite', openSqlite);
identityStoreContract('SQLite', openSqlite);
