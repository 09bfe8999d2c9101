import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import t, { type Test } from 'tap';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import { DatabaseStore } from '../../../bridge/store/database-store.js';
import { bridgeIsRunning, openStore } from '../../../bridge/store/open-store.js';
import { SqliteDatabase, databaseFile } from '../../../bridge/store/sqlite/sqlite-database.js';
import { FakeClock } from '../../support/fake-clock.js';

function folder(t: Test): string {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'partyline-sqlite-'));
  t.teardown(() => rmSync(dataDir, { recursive: true }));
  return dataDir;
}

function open(dataDir: string, bridge = true) {
  const clock = new FakeClock();
  return { clock, store: openStore({ dataDir, clock, logger: silentLogger, bridge }) };
}

const conference = { id: 'c1', roomId: 'r1', startedAtMs: 1 };

t.test('a second bridge on one data directory is refused; the commands are not', async (t) => {
  const dataDir = folder(t);
  t.notOk(bridgeIsRunning(dataDir));
  const { store } = open(dataDir);
  t.ok(bridgeIsRunning(dataDir));
  t.throws(() => open(dataDir), {
    code: 'database-locked',
    message: `another partyline is running on ${dataDir}`,
    mend: /PARTYLINE_DATA_DIR/,
  });
  const command = open(dataDir, false);
  await command.store.migrate();
  t.ok(await store.directory.isEmpty());
  await command.store.close();
  await store.close();
  t.notOk(bridgeIsRunning(dataDir));
  await open(dataDir).store.close();
});

t.test('a killed bridge leaves its lock to the next', async (t) => {
  const dataDir = folder(t);
  const script = `
    const { lockForBridge } = await import(${JSON.stringify(path.resolve('dist/bridge/store/sqlite/bridge-lock.js'))});
    globalThis.lock = lockForBridge(${JSON.stringify(dataDir)});
    process.stdout.write('locked');
    process.stdin.resume();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  t.ok(bridgeIsRunning(dataDir));
  t.throws(() => open(dataDir), { code: 'database-locked' });
  child.kill('SIGKILL');
  await once(child, 'exit');
  await open(dataDir).store.close();
});

t.test('a directory that cannot be made or written is named', (t) => {
  const file = path.join(folder(t), 'file');
  writeFileSync(file, '');
  for (const dataDir of [file, path.join(file, 'below')]) {
    t.throws(() => open(dataDir), { code: 'data-dir-unwritable', message: dataDir });
  }
  t.end();
});

t.test('what is not a database is refused and left alone', (t) => {
  const dataDir = folder(t);
  const text = 'not a database, however long one looks at it. '.repeat(100);
  writeFileSync(databaseFile(dataDir), text);
  t.throws(() => open(dataDir), { code: 'database-failed', mend: 'restore a backup' });
  t.equal(statSync(databaseFile(dataDir)).size, text.length);
  t.notOk(bridgeIsRunning(dataDir));
  t.end();
});

t.test('a database made by a newer version is refused', async (t) => {
  const dataDir = folder(t);
  const { store } = open(dataDir);
  await store.migrate();
  await store.close();
  const raw = new Database(databaseFile(dataDir));
  raw.prepare("insert into schema_steps values ('9999-from-the-future', '2099')").run();
  raw.close();
  const again = open(dataDir).store;
  await t.rejects(again.migrate(), {
    code: 'database-newer',
    message: /partyline\.db was made by a newer partyline \(9999-from-the-future\)/,
  });
  await again.close();
});

t.test('two programs may make the schema at once', async (t) => {
  const dataDir = folder(t);
  const stores = [open(dataDir).store, open(dataDir, false).store, open(dataDir, false).store];
  await Promise.all(stores.map((store) => store.migrate()));
  for (const store of stores) await store.close();
});

t.test('while another program locks the database, calls go on and are written after', async (t) => {
  const dataDir = folder(t);
  const { store, clock } = open(dataDir);
  await store.migrate();
  const other = new Database(databaseFile(dataDir));
  other.exec('BEGIN IMMEDIATE');
  store.history.conferenceStarted(conference);
  await clock.settle(50);
  t.match(store.history.problem(), /is locked by another program/);
  await t.rejects(store.check(), { code: 'database-locked' });
  other.exec('ROLLBACK');
  other.close();
  await clock.settle(10_000);
  t.equal(store.history.problem(), null);
  t.equal((await store.history.conferences({ limit: 1 })).length, 1);
  await store.close();
  t.same(clock.survivors(), []);
});

t.test(
  'on a full disk the problem is told, and nothing queued is lost when there is room',
  async (t) => {
    const dataDir = folder(t);
    const file = databaseFile(dataDir);
    const clock = new FakeClock();
    const database = new Database(file);
    const options = { clock, logger: silentLogger };
    const store = new DatabaseStore(new SqliteDatabase(database, file, null), options);
    await store.migrate();
    // SQLite refuses to grow beyond so many pages, as on a full disk.
    database.pragma('max_page_count = 1');
    const detail = { text: 'x'.repeat(5000) };
    for (let n = 0; n < 50; n++) {
      store.history.event({ atMs: n, conferenceId: null, legId: null, kind: 'x', detail });
    }
    store.history.conferenceStarted(conference);
    await clock.settle(50);
    t.match(store.history.problem(), /full/);
    t.equal(store.history.counters().queued, 51);
    database.pragma('max_page_count = 1000000');
    await clock.settle(10_000);
    t.equal(store.history.problem(), null);
    t.same(store.history.counters(), { queued: 0, lost: 0 });
    t.equal((await store.history.conferences({ limit: 1 })).length, 1);
    await store.close();
  },
);

t.test('a backup is a whole database of its own, readable by its owner alone', async (t) => {
  const dataDir = folder(t);
  const { store } = open(dataDir);
  await store.migrate();
  await store.directory.createAccount({ id: 'a', name: 'Example', language: 'en' });
  const copyDir = folder(t);
  const target = databaseFile(copyDir);
  await store.backup(target);
  t.same(readdirSync(copyDir), ['partyline.db']);
  t.equal(statSync(target).mode & 0o777, 0o600);
  await t.rejects(store.backup(target), { code: 'already-exists' });
  await t.rejects(store.backup(path.join(copyDir, 'none', 'x.db')), { code: 'database-failed' });
  await store.close();
  const copy = open(copyDir).store;
  t.same((await copy.migrate()).applied, []);
  t.same(await copy.directory.listAccounts(), [{ id: 'a', name: 'Example', language: 'en' }]);
  await copy.close();
});

t.test('the data directory is made for its owner alone', async (t) => {
  const dataDir = path.join(folder(t), 'new', 'data');
  const { store } = open(dataDir);
  t.ok(existsSync(databaseFile(dataDir)));
  t.equal(statSync(dataDir).mode & 0o777, 0o700);
  await store.close();
});
