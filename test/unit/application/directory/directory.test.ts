import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import t, { type Test } from 'tap';
import { isEasyToGuess, randomPin } from '../../../../bridge/application/directory/credentials.js';
import { Alerts } from '../../../../bridge/application/defence/alerts.js';
import { SecretGuard } from '../../../../bridge/application/defence/secret-guard.js';
import { AccessChanges } from '../../../../bridge/application/directory/access-changes.js';
import { Administration } from '../../../../bridge/application/directory/administration.js';
import { Directory } from '../../../../bridge/application/directory/directory.js';
import { SecretHasher } from '../../../../bridge/application/directory/secret-hasher.js';
import { CommandLine } from '../../../support/command-line.js';
import { silentLogger } from '../../../../bridge/kernel/logger.js';
import { openStore } from '../../../../bridge/store/open-store.js';
import { createSystemRandom } from '../../../../bridge/system/random.js';
import { FakeClock } from '../../../support/fake-clock.js';
import { guessingSettings } from '../defence/settings.js';
import { SeededRandom } from '../../../support/seeded-random.js';

const phone = { caller: 'phone', via: 'trunk' };

async function setup(t: Test) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'partyline-directory-'));
  const clock = new FakeClock();
  const store = openStore({ dataDir, clock, logger: silentLogger, bridge: false });
  t.teardown(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true });
  });
  await store.migrate();
  const random = createSystemRandom();
  const guard = new SecretGuard({
    settings: guessingSettings(),
    tallies: store.tallies,
    alerts: new Alerts({ history: store.history, random, logger: silentLogger }),
    now: () => clock.now(),
  });
  const hasher = new SecretHasher();
  const administration = new Administration({
    store: store.administration,
    directory: store.directory,
    audited: store.audited,
    hasher,
    access: new AccessChanges(),
    clock,
    random,
  });
  const directory = new Directory({ store: store.directory, guard, hasher });
  return { directory, operator: new CommandLine(administration), clock, dataDir };
}

t.test('an organizer is given a room number and a PIN that opens it', async (t) => {
  const { directory, operator } = await setup(t);
  const added = await operator.addOrganizer({ name: ' Ada  Martin ', email: 'Ada@Example.com' });
  t.match(added, { name: 'Ada Martin', email: 'ada@example.com' });
  t.match(added.room, /^[1-9]\d{5}$/);
  t.match(added.pin, /^\d{6}$/);
  const room = await directory.findRoom(added.room);
  t.ok(room);
  t.same(await directory.verifyPin(room!, added.pin, phone), { kind: 'ok' });
  const wrong = added.pin === '000001' ? '000002' : '000001';
  t.same(await directory.verifyPin(room!, wrong, phone), { kind: 'wrong' });
  t.same(await directory.verifyPin(room!, '', phone), { kind: 'wrong' });
});

t.test('a PIN is kept as an argon2id hash, and nowhere else', async (t) => {
  const { directory, operator, dataDir } = await setup(t);
  const pin = '83650217394';
  const added = await operator.addOrganizer({ name: 'A', email: 'a@b', room: '700100', pin });
  t.match(added, { room: '700100', pin });
  t.match((await directory.findRoom('700100'))?.pinHash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  for (const file of ['partyline.db', 'partyline.db-wal']) {
    t.notOk(readFileSync(path.join(dataDir, file)).includes(pin), file);
  }
});

t.test('after wrong PINs the next is not checked until the wait is over', async (t) => {
  const { directory, operator, clock } = await setup(t);
  const { room: number, pin } = await operator.addOrganizer({ name: 'A', email: 'a@b' });
  const room = (await directory.findRoom(number))!;
  for (let tries = 0; tries < 3; tries++) await directory.verifyPin(room, '0000', phone);
  t.same(await directory.verifyPin(room, pin, phone), { kind: 'wait', delayMs: 2_000 });
  clock.advance(2_000);
  t.same(await directory.verifyPin(room, pin, phone), { kind: 'ok' });
});

t.test('many checks at once all come to their end', async (t) => {
  const { directory, operator } = await setup(t);
  const { room: number, pin } = await operator.addOrganizer({ name: 'A', email: 'a@b' });
  const room = (await directory.findRoom(number))!;
  const sources = Array.from({ length: 12 }, (_, n) => ({ caller: `phone ${n}`, via: 'trunk' }));
  const verdicts = await Promise.all(sources.map((one) => directory.verifyPin(room, pin, one)));
  t.ok(verdicts.every((verdict) => verdict.kind === 'ok'));
});

t.test('the demo room is made on an empty database only', async (t) => {
  const { operator } = await setup(t);
  const demo = await operator.addDemo();
  t.ok(demo);
  t.equal(await operator.addDemo(), null);
  t.match(await operator.showRoom(demo!.room), { organizer: { name: 'Demo' }, enabled: true });
});

t.test('the first of the dialled numbers that is ours is found', async (t) => {
  const { directory, operator } = await setup(t);
  const number = await operator.addNumber({
    number: '+32 (2) 555.01-00',
    country: 'be',
    kind: 'toll',
    language: 'fr',
  });
  t.match(number, { number: '+3225550100', country: 'BE', kind: 'toll', language: 'fr' });
  t.same(await directory.findAccessNumber(['100', '+3225550100']), number);
  t.equal(await directory.findAccessNumber(['100']), null);
});

t.test('room options are set by name, all or none', async (t) => {
  const { operator } = await setup(t);
  const { room } = await operator.addOrganizer({ name: 'A', email: 'a@b' });
  const view = await operator.setRoomOptions(room, ['graceMinutes=5', 'holdMusic=off']);
  t.match(view.options, { graceMinutes: 5, holdMusic: false });
  for (const bad of ['graceMinutes=61', 'nothing=1', 'graceMinutes', '=5']) {
    await t.rejects(operator.setRoomOptions(room, ['holdMusic=on', bad]), { code: 'bad-value' });
  }
  await operator.setRoomOptions(room, ['graceMinutes=default']);
  t.match((await operator.showRoom(room)).options, { graceMinutes: 2, holdMusic: false });
  await t.rejects(operator.showRoom('1'), { code: 'not-found' });
});

t.test('what cannot be stored is refused with the reason, without the PIN', async (t) => {
  const { operator } = await setup(t);
  const good = { name: 'A', email: 'a@b' };
  const number = { number: '+3225550100', country: 'BE', kind: 'toll', language: 'fr' };
  for (const bad of [
    { ...good, name: ' ' },
    { ...good, name: 'a\u0007b' },
    { ...good, email: 'nobody' },
    { ...good, email: 'a@b, c@d' },
    { ...good, room: '0123456' },
    { ...good, room: '123' },
    { ...good, room: '12 34' },
    { ...good, language: 'de' },
  ]) {
    await t.rejects(operator.addOrganizer(bad), { code: 'bad-value' });
  }
  for (const pin of ['123', '123456789012345678901', '12a4', '']) {
    const refusal = operator.addOrganizer({ ...good, pin });
    await t.rejects(refusal, { code: 'bad-value', message: 'the PIN must have 4 to 20 digits' });
  }
  for (const bad of [
    { ...number, number: '025550100' },
    { ...number, country: 'Belgium' },
    { ...number, country: 'QX' },
    { ...number, kind: 'free' },
    { ...number, language: 'nl' },
    { ...number, greeting: '../welcome' },
  ]) {
    await t.rejects(operator.addNumber(bad), { code: 'bad-value' });
  }
});

t.test('generated PINs are not the ones that are tried first', (t) => {
  for (const pin of ['111111', '123456', '987654', '890123', '121212', '123123', '100000']) {
    t.ok(isEasyToGuess(pin), pin);
  }
  const random = new SeededRandom(4);
  const pins = Array.from({ length: 2_000 }, () => randomPin(random, '700100'));
  t.notOk(pins.some((pin) => isEasyToGuess(pin) || pin === '700100'));
  t.ok(new Set(pins).size > 1_980);
  t.end();
});

t.test('a policy sets the options of new rooms, and fixes those of all (M4)', async (t) => {
  const { operator } = await setup(t);
  await operator.addOrganizer({ name: 'Ann', email: 'ann@example.com', room: '700100' });
  await operator.setPolicy(['graceMinutes=5', 'entryTones=off,fixed']);
  t.same((await operator.showPolicy()).options, {
    graceMinutes: { value: 5, fixed: false },
    entryTones: { value: false, fixed: true },
  });
  await operator.addOrganizer({ name: 'Bob', email: 'bob@example.com', room: '700200' });
  const options = async (room: string) => (await operator.showRoom(room)).options;
  t.match(await options('700100'), { graceMinutes: 2, entryTones: false }, 'only what is fixed');
  t.match(await options('700200'), { graceMinutes: 5, entryTones: false });
  await operator.setPolicy(['graceMinutes=9', 'entryTones=default']);
  t.match(await options('700200'), { graceMinutes: 5, entryTones: true }, 'a default is no rule');
});

t.test('an option that the account has fixed is not the organizer’s to change', async (t) => {
  const { operator } = await setup(t);
  await operator.addOrganizer({ name: 'Ann', email: 'ann@example.com', room: '700100' });
  await operator.setPolicy(['securityCode=on,fixed']);
  await t.rejects(operator.setRoomOptions('700100', ['holdMusic=off', 'securityCode=off']), {
    code: 'bad-value',
    message: 'securityCode is fixed by the account',
  });
  t.match((await operator.showRoom('700100')).options, { holdMusic: true, securityCode: true });
  await t.rejects(operator.setPolicy(['graceMinutes=99']), { code: 'bad-value' });
  t.match(Object.keys((await operator.showPolicy()).options), ['securityCode']);
});

t.test('whom an account lets its rooms call is set beside its options, all or none', async (t) => {
  const { directory, operator } = await setup(t);
  await operator.addOrganizer({ name: 'Ann', email: 'ann@example.com', room: '700100' });
  await operator.setPolicy(['dialOutPrefixes=+32:national,+33', 'dialOut=on,fixed']);
  await t.rejects(operator.setPolicy(['dialOutConcurrent=3', 'dialOutPrefixes=32,all']), {
    code: 'bad-value',
  });
  const rules = {
    prefixes: [
      { prefix: '+32', priceClass: 'national' },
      { prefix: '+33', priceClass: 'standard' },
    ],
    concurrent: 5,
  };
  t.same(await operator.showPolicy(), {
    options: { dialOut: { value: true, fixed: true } },
    dialOut: rules,
  });
  t.match(await directory.findRoom('700100'), { dialOutPolicy: rules });
  t.same((await operator.setPolicy(['dialOutConcurrent=2'])).dialOut, { ...rules, concurrent: 2 });
});
