import { existsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import t from 'tap';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import { openStore } from '../../../bridge/store/open-store.js';
import { createSystemClock } from '../../../bridge/system/clock.js';
import { runCli, temporaryFolder } from './run-cli.js';

t.test('an organizer is added, shown, changed and refused a second time', async (t) => {
  const env = { PARTYLINE_DATA_DIR: temporaryFolder(t) };
  const ada = ['organizer', 'add', '--name', 'Ada Martin', '--email', 'ada@example.com'];
  const added = await runCli([...ada, '--room', '700100', '--pin', '824613', '--json'], env);
  t.equal(added.code, 0, added.stderr);
  const { password, ...rest } = JSON.parse(added.stdout) as Record<string, string>;
  t.same(rest, { name: 'Ada Martin', email: 'ada@example.com', room: '700100', pin: '824613' });
  t.match(password, /^\S{12,}$/);

  const again = await runCli([...ada, '--json'], env);
  t.equal(again.code, 5);
  t.match(JSON.parse(again.stdout), { error: { code: 'already-exists' } });
  t.match(again.stderr, /^partyline: an organizer with e-mail ada@example\.com exists \(.+\)\n$/);

  const set = await runCli(['room', 'set', '700100', 'graceMinutes=5', 'entryTones=off'], env);
  t.equal(set.code, 0, set.stderr);
  const shown = await runCli(['room', 'show', '700100', '--json'], env);
  t.match(JSON.parse(shown.stdout), {
    number: '700100',
    organizer: { name: 'Ada Martin', email: 'ada@example.com' },
    options: { graceMinutes: 5, entryTones: false },
  });
  t.notMatch(set.stdout + shown.stdout, /824613|argon2/);
  t.notOk((set.stdout + shown.stdout).includes(password!));
});

t.test('exit codes tell what went wrong, in one line', async (t) => {
  const env = { PARTYLINE_DATA_DIR: temporaryFolder(t) };
  const number = ['number', 'add', '+3225550100', '--country', 'BE'];
  t.equal((await runCli(number, env)).code, 0);
  const cases: readonly (readonly [args: readonly string[], code: number])[] = [
    [number, 5],
    [['number', 'add', '025550100', '--country', 'BE'], 3],
    [['room', 'show', '700100'], 4],
    [['organizer', 'remove'], 2],
  ];
  for (const [args, code] of cases) {
    const ran = await runCli([...args, '--json'], env);
    t.equal(ran.code, code, args.join(' '));
    t.match(ran.stderr, /^partyline: [^\n]+ \([^\n]+\)\n$/, args.join(' '));
    t.match(JSON.parse(ran.stdout), { error: { code: /^[a-z-]+$/ } });
  }
});

t.test('a PIN that is refused is not repeated', async (t) => {
  const env = { PARTYLINE_DATA_DIR: temporaryFolder(t), PARTYLINE_LOG_LEVEL: 'debug' };
  const args = ['organizer', 'add', '--name', 'A', '--email', 'a@b', '--pin', '82x46'];
  const ran = await runCli([...args, '--json'], env);
  t.equal(ran.code, 3);
  t.notMatch(ran.stdout + ran.stderr, '82x46');
});

t.test('what cannot be started with is one line that names it, and exit 1', async (t) => {
  const folder = temporaryFolder(t);
  const file = path.join(folder, 'file');
  writeFileSync(file, 'sip: { prot: 5060 }\n');
  const cases: readonly (readonly [env: Record<string, string>, line: RegExp])[] = [
    [{ PARTYLINE_CONFIG: file }, /unknown key sip\.prot \(did you mean sip\.port\?\)/],
    [{ PARTYLINE_SIP_PROT: '1' }, /PARTYLINE_SIP_PROT \(did you mean PARTYLINE_SIP_PORT\?\)/],
    [{ PARTYLINE_DATA_DIR: file }, /cannot write to the data directory .*file/],
  ];
  for (const [env, line] of cases) {
    const ran = await runCli(['migrate'], env);
    t.equal(ran.code, 1);
    t.match(ran.stderr, line);
    t.match(ran.stderr, /^partyline: [^\n]+\n$/);
    t.equal(ran.stdout, '');
  }
});

t.test('a newer database is refused by its path', async (t) => {
  const dataDir = temporaryFolder(t);
  const env = { PARTYLINE_DATA_DIR: dataDir };
  const migrated = await runCli(['migrate', '--json'], env);
  t.match(JSON.parse(migrated.stdout), { applied: ['0001-first-tables'] });
  const raw = new Database(path.join(dataDir, 'partyline.db'));
  raw.prepare("insert into schema_steps values ('9999-later', '2099')").run();
  raw.close();
  const ran = await runCli(['conference', 'list'], env);
  t.equal(ran.code, 1);
  t.match(ran.stderr, `${dataDir}/partyline.db was made by a newer partyline`);
});

t.test('the commands work beside a running bridge, and list its conferences', async (t) => {
  const dataDir = temporaryFolder(t);
  const env = { PARTYLINE_DATA_DIR: dataDir };
  const clock = createSystemClock();
  const store = openStore({ dataDir, clock, logger: silentLogger, bridge: true });
  t.teardown(() => store.close());
  await store.migrate();
  const organizer = ['organizer', 'add', '--name', 'A', '--email', 'a@b', '--room', '700100'];
  t.equal((await runCli(organizer, env)).code, 0);
  const room = await store.directory.findRoomByNumber('700100');
  store.history.conferenceStarted({ id: 'c1', roomId: room!.id, startedAtMs: 1000 });
  store.history.legStarted({
    id: 'l1',
    callId: 'x',
    direction: 'inbound',
    dialledNumber: '700100',
    callerNumber: '+32470000001',
    callerName: null,
    source: '127.0.0.1',
    codec: 'PCMU/8000',
    startedAtMs: 1000,
    priceClass: null,
  });
  store.history.legJoined('l1', { conferenceId: 'c1', role: 'organizer', joinedAtMs: 2000 });
  await store.history.flush();
  const list = await runCli(['conference', 'list', '--json'], env);
  t.match(JSON.parse(list.stdout), [
    { id: 'c1', room: '700100', members: [{ role: 'organizer', number: '+32470000001' }] },
  ]);
});

t.test('a backup is made where it is asked for', async (t) => {
  const folder = temporaryFolder(t);
  const env = { PARTYLINE_DATA_DIR: path.join(folder, 'data') };
  const target = path.join(folder, 'copy.db');
  const made = await runCli(['backup', target, '--json'], env);
  t.match(JSON.parse(made.stdout), { path: target });
  t.ok(existsSync(target));
  t.equal((await runCli(['backup', target], env)).code, 5);
  const dated = await runCli(['backup', '--json'], env);
  const { path: file, bytes } = JSON.parse(dated.stdout) as { path: string; bytes: number };
  t.equal(statSync(file).size, bytes);
});
