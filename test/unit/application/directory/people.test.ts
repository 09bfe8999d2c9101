import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import t, { type Test } from 'tap';
import { AccessChanges } from '../../../../bridge/application/directory/access-changes.js';
import {
  isEasyPassword,
  randomPassword,
} from '../../../../bridge/application/directory/passwords.js';
import { People } from '../../../../bridge/application/directory/people.js';
import { SecretHasher } from '../../../../bridge/application/directory/secret-hasher.js';
import { silentLogger } from '../../../../bridge/kernel/logger.js';
import { openStore } from '../../../../bridge/store/open-store.js';
import { createSystemRandom } from '../../../../bridge/system/random.js';
import { FakeClock } from '../../../support/fake-clock.js';

const hour = 3_600_000;

const operator = { kind: 'command-line' } as const;

async function setup(t: Test) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'partyline-people-'));
  const clock = new FakeClock();
  const store = openStore({ dataDir, clock, logger: silentLogger, bridge: false });
  t.teardown(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true });
  });
  await store.migrate();
  const { identity, directory } = store;
  const random = createSystemRandom();
  const access = new AccessChanges();
  const { audited, administration: audit } = store;
  const ports = { identity, directory, audited, access, clock, random, hasher: new SecretHasher() };
  return { people: new People(ports), identity, audit, access, clock };
}

t.test('an admin signs in with the password given, whatever the case of the e-mail', async (t) => {
  const { people } = await setup(t);
  const { password } = await people.addAdmin(
    { name: 'Grace', email: 'Grace@Example.com' },
    operator,
  );
  t.match(await people.signIn(' GRACE@example.com ', password!), { name: 'Grace' });
  t.equal(await people.signIn('grace@example.com', 'something else'), null);
  t.equal(await people.signIn('nobody@example.com', password!), null);
  t.match(await people.addAdmin({ name: 'Other', email: 'grace@example.com' }, operator), {
    name: 'Grace',
    password: null,
  });
});

t.test('a link works once, for its time, and few work at once', async (t) => {
  const { people, clock } = await setup(t);
  await people.addAdmin({ name: 'Grace', email: 'grace@example.com' }, operator);
  const link = async () => (await people.linkForEmail('grace@example.com', hour, 3))?.token ?? null;
  const tokens = [await link(), await link(), await link()];
  t.equal(await link(), null, 'a fourth is not made');
  t.equal(await people.linkForEmail('nobody@example.com', hour, 3), null);
  clock.advance(hour - 1);
  t.match(await people.personOfLink(tokens[0]!), { name: 'Grace' });
  t.match(await people.usePasswordLink(tokens[0]!, 'four correct horses'), { name: 'Grace' });
  for (const token of tokens) t.equal(await people.usePasswordLink(token!, 'x'), null);
  t.match(await people.signIn('grace@example.com', 'four correct horses'), { name: 'Grace' });
  const late = await link();
  clock.advance(hour);
  t.equal(await people.usePasswordLink(late!, 'x'), null, 'too late');
});

t.test('an account that is not there takes as long as one that is', async (t) => {
  const { people } = await setup(t);
  await people.addAdmin({ name: 'Grace', email: 'grace@example.com' }, operator);
  const took = async (email: string): Promise<number> => {
    const times: number[] = [];
    for (let n = 0; n < 5; n++) {
      const start = performance.now();
      await people.signIn(email, 'not the one');
      times.push(performance.now() - start);
    }
    return times.sort((a, b) => a - b)[2]!;
  };
  const [known, unknown] = [await took('grace@example.com'), await took('nobody@example.com')];
  const ratio = known / unknown;
  t.ok(ratio > 0.3 && ratio < 3, `${known.toFixed(1)} ms and ${unknown.toFixed(1)} ms`);
});

t.test('passwords that attackers try first are told from others', (t) => {
  const ada = { name: 'Ada Martin', email: 'ada.martin@example.com' };
  for (const easy of [
    'Password123',
    'aaaaaaaaaaaa',
    '0123456789',
    'ada.martin@example.com',
    'AdaMartin2026',
  ]) {
    t.ok(isEasyPassword(easy, ada), easy);
  }
  const random = createSystemRandom();
  for (const good of ['four correct horses', 'quatre chevaux blancs', randomPassword(random)]) {
    t.notOk(isEasyPassword(good, ada), good);
  }
  t.end();
});

t.test('a new password is audited without a word of it, and told to who watches', async (t) => {
  const { people, identity, audit, access } = await setup(t);
  await people.addAdmin({ name: 'Grace', email: 'grace@example.com' }, operator);
  const grace = (await identity.findPersonByEmail('grace@example.com'))!;
  let looks = 0;
  const watched = access.watch(grace.id, () => (looks += 1));
  access.watch('somebody else', () => t.fail('not theirs'));
  await people.changePassword(grace, 'of four words a kettle', 'own-session');
  t.equal(looks, 1);
  watched();
  const token = await people.createPasswordLink(grace.id, hour);
  await people.usePasswordLink(token, 'five blue kettles sing');
  t.equal(looks, 1, 'taken off');
  t.equal(await people.usePasswordLink(token, 'once more'), null);
  const rows = await audit.listAudit({ accountId: grace.accountId, limit: 9 });
  t.match(rows, [
    {
      action: 'password-reset',
      actor: { id: grace.id },
      subject: { kind: 'admin', name: 'Grace' },
    },
    { action: 'password-changed', actor: { id: grace.id } },
  ]);
  t.match(rows.at(-1), { action: 'admin-created', actor: { kind: 'command-line' } });
  t.equal(rows.length, 2 + 1, 'a link that is gone changes nothing');
  t.notMatch(JSON.stringify(rows), /kettle/);
});
