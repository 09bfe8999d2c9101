import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import t, { type Test } from 'tap';
import { AccessChanges } from '../../../../bridge/application/directory/access-changes.js';
import { Administration } from '../../../../bridge/application/directory/administration.js';
import { Directory } from '../../../../bridge/application/directory/directory.js';
import { unguarded } from '../../../../bridge/application/defence/secret-guard.js';
import { CommandLine } from '../../../support/command-line.js';
import { SecretHasher } from '../../../../bridge/application/directory/secret-hasher.js';
import { silentLogger } from '../../../../bridge/kernel/logger.js';
import { openStore } from '../../../../bridge/store/open-store.js';
import { FakeClock } from '../../../support/fake-clock.js';
import { SeededRandom } from '../../../support/seeded-random.js';

const actor = { kind: 'person', id: 'person-1', name: 'Grace' } as const;

const phone = { caller: 'a phone', via: 'a trunk' };

async function setup(t: Test) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'partyline-administration-'));
  const clock = new FakeClock();
  const store = openStore({ dataDir, clock, logger: silentLogger, bridge: false });
  t.teardown(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true });
  });
  await store.migrate();
  const random = new SeededRandom(1);
  const administration = new Administration({
    store: store.administration,
    directory: store.directory,
    audited: store.audited,
    hasher: new SecretHasher(),
    access: new AccessChanges(),
    clock,
    random,
  });
  const operator = new CommandLine(administration);
  const directory = new Directory({ store: store.directory, guard: unguarded });
  await operator.addOrganizer({ name: 'First', email: 'first@example.com', room: '700100' });
  const by = { accountId: await administration.accountId(), actor };
  const actions = async (): Promise<unknown[]> =>
    (await administration.audit({ accountId: by.accountId, limit: 50 }))
      .map((entry) => [entry.action, entry.subject.name, entry.detail])
      // Without that of the first organizer.
      .slice(0, -1);
  return { administration, directory, operator, by, actions };
}

const list = (...lines: readonly string[]): string =>
  ['name,email,group,room,numbers', ...lines].join('\n');

t.test('a list is checked against the account before anything is added', async (t) => {
  const { administration, by, actions } = await setup(t);
  const csv = list(
    'Ada,ada@example.com,,,',
    'Bob,FIRST@example.com,,,',
    'Eve,eve@example.com,Sales,,',
    'Joe,joe@example.com,,700100,',
    'Kim,kim@example.com,,,+3225550100',
  );
  const rows = await administration.checkList(by, csv);
  t.same(
    rows.map(({ line, problems }) => [line, problems.map(({ column }) => column)]),
    [
      [2, []],
      [3, ['email']],
      [4, ['group']],
      [5, ['room']],
      [6, ['numbers']],
    ],
  );
  await t.rejects(administration.addList(by, csv), { code: 'bad-value', message: /line 3/ });
  t.equal((await administration.organizers({ accountId: by.accountId, limit: 10 })).length, 1);
  t.same(await actions(), []);
});

t.test(
  'a list without a problem is added whole, each with a room and a PIN that opens it',
  async (t) => {
    const { administration, by, directory } = await setup(t);
    await administration.addGroup(by, 'Sales');
    await administration.addNumber(by, {
      number: '+32 2 555 01 00',
      country: 'be',
      kind: 'toll',
      language: 'fr',
    });
    const added = await administration.addList(
      by,
      list('Ada,ada@example.com,Sales,700200,+3225550100', 'Bob,bob@example.com,,,'),
    );
    t.match(added, [
      { name: 'Ada', room: '700200' },
      { name: 'Bob', room: /^\d{6}$/ },
    ]);
    for (const { room, pin } of added) {
      const record = (await directory.findRoom(room))!;
      t.same(await directory.verifyPin(record, pin, phone), { kind: 'ok' });
    }
    t.match(await administration.organizer(by.accountId, added[0]!.id), {
      groupName: 'Sales',
      assignedNumbers: ['+3225550100'],
    });
    const log = await administration.audit({ accountId: by.accountId, limit: 10 });
    const created = log.filter(({ action }) => action === 'organizer-created');
    t.equal(created.length, 1 + 2, 'the first organizer, and these');
    for (const { pin } of added) t.notMatch(JSON.stringify(log), pin);
  },
);

t.test('each change of an organizer is in the log by the word for it', async (t) => {
  const { administration, by, actions, directory } = await setup(t);
  const group = await administration.addGroup(by, 'Sales');
  const [first] = await administration.organizers({ accountId: by.accountId, limit: 1 });
  const { id } = first!;
  await administration.changeOrganizer(by, id, { disabled: true });
  t.match(await directory.findRoom('700100'), { enabled: false });
  await administration.changeOrganizer(by, id, { disabled: true });
  await administration.changeOrganizer(by, id, { disabled: false });
  await administration.changeOrganizer(by, id, { groupId: group.id });
  await administration.changeOrganizer(by, id, { name: 'Renamed', language: 'fr' });
  const pin = await administration.resetPin(by, id, null);
  const room = (await directory.findRoom('700100'))!;
  t.same(await directory.verifyPin(room, pin, phone), { kind: 'ok' });
  await t.rejects(administration.resetPin(by, id, '12'), { code: 'bad-value' });
  t.same(await actions(), [
    ['pin-reset', 'Renamed', {}],
    [
      'organizer-changed',
      'First',
      { name: { from: 'First', to: 'Renamed' }, language: { from: null, to: 'fr' } },
    ],
    ['organizer-moved', 'First', { groupId: { from: null, to: group.id } }],
    ['organizer-enabled', 'First', { disabled: { from: true, to: false } }],
    ['organizer-disabled', 'First', { disabled: { from: false, to: true } }],
    ['group-created', 'Sales', {}],
  ]);
});

t.test('nothing of another account is found', async (t) => {
  const { administration, by } = await setup(t);
  const group = await administration.addGroup(by, 'Sales');
  const other = { accountId: 'another', actor };
  await t.rejects(administration.renameGroup(other, group.id, 'Mine'), { code: 'not-found' });
  await t.rejects(administration.deleteGroup(other, group.id), { code: 'not-found' });
  const [row] = await administration.organizers({ accountId: by.accountId, limit: 1 });
  await t.rejects(administration.changeOrganizer(other, row!.id, { name: 'x' }), {
    code: 'not-found',
  });
  await t.rejects(administration.resetPin(other, row!.id, null), { code: 'not-found' });
});

t.test('a policy changes new organizers, and those there are only where it is fixed', async (t) => {
  const { administration, by, actions, operator } = await setup(t);
  await administration.changePolicy(by, ['enterMuted=on', 'graceMinutes=7,fixed']);
  const added = await administration.addOrganizer(by, {
    name: 'Ada',
    email: 'ada@example.com',
    group: null,
    room: null,
    pin: null,
    language: null,
    numbers: null,
  });
  t.match((await operator.showRoom(added.room)).options, { enterMuted: true, graceMinutes: 7 });
  t.match((await operator.showRoom('700100')).options, { enterMuted: false, graceMinutes: 7 });
  t.match((await actions()).at(-1), [
    'policy-changed',
    '',
    { assignments: ['enterMuted=on', 'graceMinutes=7,fixed'] },
  ]);
});
