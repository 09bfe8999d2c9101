import t from 'tap';
import type { PersonRecord } from '../../../bridge/ports/identity-store.js';
import { recordingAccess } from '../../../portal/auth/recording-access.js';
import type { Principal } from '../../../portal/auth/principal.js';
import type { Portal } from '../../../portal/portal.js';

const ada: PersonRecord = {
  id: 'ada',
  accountId: 'account-1',
  groupId: 'sales',
  name: 'Ada',
  email: 'ada@example.com',
  language: null,
  disabled: false,
  passwordHash: null,
  admin: 'none',
  adminGroupIds: [],
};

/** Each organizer has the room of the same name; 600 are in the group `many`. */
const organizers = [
  { id: 'ada', groupId: 'sales' },
  { id: 'bob', groupId: 'sales' },
  ...Array.from({ length: 600 }, (_, n) => ({ id: `m${n}`, groupId: 'many' })),
].map((one) => ({ ...one, name: one.id, roomId: `room-${one.id}` }));

const store = {
  directory: { listRoomsOf: (id: string) => Promise.resolve([{ id: `room-${id}` }]) },
  administration: {
    listOrganizers: ({
      groupIds,
      after,
      limit,
    }: Parameters<Portal['store']['administration']['listOrganizers']>[0]) => {
      const inGroups = organizers.filter(({ groupId }) => groupIds?.includes(groupId) ?? true);
      const from = after === undefined ? 0 : inGroups.findIndex(({ id }) => id === after.id) + 1;
      return Promise.resolve(inGroups.slice(from, from + limit));
    },
  },
} as unknown as Portal['store'];

const session = (person: Partial<PersonRecord>): Principal => ({
  kind: 'session',
  person: { ...ada, ...person },
  sessionId: 's',
});
const rooms = async (principal: Principal, action: 'listen' | 'change' | 'delete') =>
  (await recordingAccess({ store }, principal, action)).roomIds;

t.test('an organizer has the own room, for everything', async (t) => {
  for (const action of ['listen', 'change', 'delete'] as const) {
    t.same(await rooms(session({}), action), ['room-ada'], action);
  }
  const { accountId, actor } = await recordingAccess({ store }, session({}), 'listen');
  t.equal(accountId, 'account-1');
  t.same(actor, { kind: 'person', id: 'ada', name: 'Ada' });
});

t.test('an admin of the account deletes anything, and hears the own room alone', async (t) => {
  const admin = session({ admin: 'account' });
  t.equal(await rooms(admin, 'delete'), 'all');
  t.same(await rooms(admin, 'listen'), ['room-ada']);
});

t.test('an admin of groups deletes what belongs to those groups, however many', async (t) => {
  const admin = session({ admin: 'groups', adminGroupIds: ['many'] });
  const reached = await rooms(admin, 'delete');
  t.equal(reached.length, 601);
  t.notOk(reached.includes('room-bob'));
  t.same(await rooms(admin, 'listen'), ['room-ada']);
});

t.test('a token does what its scopes say, and no more', async (t) => {
  const token = { kind: 'token', person: ada, tokenId: 't', scopes: ['read'] } as const;
  t.same(await rooms(token, 'listen'), ['room-ada']);
  t.same(await rooms(token, 'change'), []);
  t.same(await rooms(token, 'delete'), []);
});

t.test('whoever is disabled has nothing', async (t) => {
  t.same(await rooms(session({ disabled: true, admin: 'account' }), 'delete'), []);
});
