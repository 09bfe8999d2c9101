import { addOrganizer } from '../support/add-organizer.js';
import t, { type Test } from 'tap';
import type { NewPerson } from '../../bridge/ports/identity-store.js';
import type { Store } from '../../bridge/ports/store.js';
import { organizer, type StoreUnderTest } from './store-contract.js';

const hour = 3_600_000;
const account = { id: 'account-1', name: 'Example', language: 'fr' } as const;
const admin: NewPerson = {
  id: 'person-1',
  accountId: account.id,
  name: 'Grace Admin',
  email: 'grace@example.com',
  language: null,
  disabled: false,
  passwordHash: null,
  admin: 'account',
};

/** What every Store promises of people, sessions and links. */
export function identityStoreContract(
  name: string,
  open: (t: Test) => Promise<StoreUnderTest>,
): void {
  const opened = async (t: Test): Promise<Store> => {
    const { store } = await open(t);
    await store.migrate();
    await store.directory.createAccount(account);
    await store.identity.createPerson(admin);
    return store;
  };

  t.test(`${name}: an organizer may sign in, an admin needs no room`, async (t) => {
    const { administration, directory, identity } = await opened(t);
    const room = { id: 'room-1', number: '700100', pinHash: 'hash', options: {} };
    await addOrganizer({ administration }, organizer, room, 'password hash');
    t.match(await identity.findPersonByEmail(organizer.email), {
      ...organizer,
      passwordHash: 'password hash',
      admin: 'none',
      adminGroupIds: [],
    });
    t.same(await identity.findPerson(admin.id), { ...admin, groupId: null, adminGroupIds: [] });
    t.equal(await identity.findPersonByEmail('nobody@example.com'), null);
    t.same(await directory.listRoomsOf(admin.id), []);
    t.match(await directory.listRoomsOf(organizer.id), [{ number: '700100' }]);
    await t.rejects(identity.createPerson({ ...admin, id: 'person-2' }), {
      code: 'already-exists',
      message: /grace@example\.com/,
    });
  });

  t.test(`${name}: an admin reaches the account, some groups, or nothing`, async (t) => {
    const { administration, identity } = await opened(t);
    for (const id of ['sales', 'support']) {
      const actor = { kind: 'system' } as const;
      const subject = { kind: 'group', id, name: id } as const;
      await administration.createGroup(
        { id, accountId: account.id, name: id },
        {
          accountId: account.id,
          atMs: 1,
          actor,
          action: 'group-created',
          subject,
          groupId: id,
          detail: {},
        },
      );
    }
    await identity.setAdmin(admin.id, 'groups', ['sales', 'support']);
    await identity.setAdmin(admin.id, 'groups', ['support']);
    t.match(await identity.findPerson(admin.id), { admin: 'groups', adminGroupIds: ['support'] });
    await identity.setAdmin(admin.id, 'none', []);
    t.match(await identity.findPerson(admin.id), { admin: 'none', adminGroupIds: [] });
    await identity.setLanguage(admin.id, 'fr');
    t.match(await identity.findPerson(admin.id), { language: 'fr' });
  });

  t.test(`${name}: a session ends by its time, by itself, or with the others`, async (t) => {
    const { identity } = await opened(t);
    const session = (idHash: string) => ({
      idHash,
      personId: admin.id,
      createdAtMs: 0,
      seenAtMs: 0,
      expiresAtMs: hour,
    });
    for (const one of ['a', 'b', 'c']) await identity.createSession(session(one));
    t.match(await identity.findSession('a', hour - 1), { person: { id: admin.id } });
    t.equal(await identity.findSession('a', hour), null, 'expired');
    await identity.touchSession('a', hour, 2 * hour);
    t.match(await identity.findSession('a', hour), { session: { seenAtMs: hour } });
    await identity.deleteSession('b');
    t.equal(await identity.findSession('b', 0), null);
    await identity.deleteSessions(admin.id, 'a');
    t.equal(await identity.findSession('c', 0), null);
    t.not(await identity.findSession('a', 0), null);
    await identity.deleteExpired(2 * hour);
    t.equal(await identity.findSession('a', 0), null);
  });

  t.test(`${name}: a disabled person has no session and no link`, async (t) => {
    const { administration, identity } = await opened(t);
    const room = { id: 'room-1', number: '700100', pinHash: 'hash', options: {} };
    await addOrganizer({ administration }, { ...organizer, disabled: true }, room);
    await identity.createSession({
      idHash: 's',
      personId: organizer.id,
      createdAtMs: 0,
      seenAtMs: 0,
      expiresAtMs: hour,
    });
    await identity.createPasswordLink({
      tokenHash: 't',
      personId: organizer.id,
      expiresAtMs: hour,
    });
    t.equal(await identity.findSession('s', 0), null);
    t.equal(await identity.findPasswordLink('t', 0), null);
    t.equal(await identity.usePasswordLink('t', 'new', 0), null);
  });

  t.test(`${name}: a link sets a password once, and ends all sessions`, async (t) => {
    const { identity } = await opened(t);
    const link = (tokenHash: string, expiresAtMs = hour) => ({
      tokenHash,
      personId: admin.id,
      expiresAtMs,
    });
    for (const one of ['a', 'b']) await identity.createPasswordLink(link(one));
    await identity.createPasswordLink(link('long', 2 * hour));
    await identity.createSession({
      idHash: 's',
      personId: admin.id,
      createdAtMs: 0,
      seenAtMs: 0,
      expiresAtMs: hour,
    });
    t.match(await identity.findPasswordLink('a', 0), { id: admin.id });
    t.equal(await identity.usePasswordLink('a', 'hash', hour), null, 'expired');
    const both = await Promise.all([
      identity.usePasswordLink('a', 'hash 1', 0),
      identity.usePasswordLink('a', 'hash 2', 0),
    ]);
    t.equal(both.filter((one) => one !== null).length, 1, 'one of two wins');
    t.match(await identity.findPerson(admin.id), { passwordHash: /^hash [12]$/ });
    t.equal(await identity.findPasswordLink('b', 0), null, 'other links are gone');
    t.equal(await identity.findPasswordLink('long', 0), null);
    t.equal(await identity.findSession('s', 0), null);
  });
}
