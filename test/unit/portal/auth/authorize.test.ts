import t from 'tap';
import type { PersonRecord } from '../../../../bridge/ports/identity-store.js';
import {
  type Action,
  type Owner,
  authorize,
  may,
  rules,
} from '../../../../portal/auth/authorize.js';
import type { Principal, TokenScope } from '../../../../portal/auth/principal.js';

const person: PersonRecord = {
  id: 'ada',
  accountId: 'account',
  groupId: 'sales',
  name: 'Ada',
  email: 'ada@example.com',
  language: null,
  disabled: false,
  passwordHash: null,
  admin: 'none',
  adminGroupIds: [],
};

const session = (changes: Partial<PersonRecord> = {}): Principal => ({
  kind: 'session',
  person: { ...person, ...changes },
  sessionId: 's',
});

const who = {
  organizer: session(),
  'admin of the group': session({ id: 'gail', admin: 'groups', adminGroupIds: ['sales'] }),
  'admin of another group': session({ id: 'hugo', admin: 'groups', adminGroupIds: ['support'] }),
  'account admin': session({ id: 'root', admin: 'account' }),
  'disabled account admin': session({ id: 'gone', admin: 'account', disabled: true }),
} as const;

const whose: Readonly<Record<string, (self: string) => Owner>> = {
  own: (self) => ({ accountId: 'account', groupId: null, personId: self }),
  'of the group': () => ({ accountId: 'account', groupId: 'sales', personId: 'bob' }),
  'of nobody in a group': () => ({ accountId: 'account', groupId: null, personId: 'eve' }),
  "the account's": () => ({ accountId: 'account', groupId: null, personId: null }),
  'of another account': (self) => ({ accountId: 'other', groupId: 'sales', personId: self }),
};

/** To whom what is open, by whose it is; all that is not listed is refused. */
type Expected = Readonly<Partial<Record<keyof typeof who, readonly string[]>>>;

const everything = ['own', 'of the group', 'of nobody in a group', "the account's"];
const own = ['own'];

const ownOnly: Expected = {
  organizer: own,
  'admin of the group': own,
  'admin of another group': own,
  'account admin': own,
};
const ownAndAdmins: Expected = {
  organizer: own,
  'admin of the group': ['own', 'of the group'],
  'admin of another group': own,
  'account admin': everything,
};
const admins: Expected = {
  'admin of the group': ['of the group'],
  'account admin': everything,
};
const accountAdmins: Expected = { 'account admin': everything };

const table: Readonly<Record<Action, readonly [TokenScope, Expected]>> = {
  'room.see': ['read', ownAndAdmins],
  'room.control': ['control', ownAndAdmins],
  'room.change': ['manage', ownAndAdmins],
  'pin.set': ['manage', ownAndAdmins],
  'schedule.see': ['read', ownOnly],
  'schedule.change': ['manage', ownOnly],
  'usage.see': ['read', ownAndAdmins],
  'recording.listen': ['read', ownOnly],
  'recording.change': ['manage', ownOnly],
  'recording.delete': ['manage', ownAndAdmins],
  'profile.change': ['manage', ownOnly],
  'token.change': ['manage', ownOnly],
  'organizer.see': ['read', admins],
  'organizer.change': ['manage', admins],
  'audit.see': ['read', admins],
  'group.change': ['manage', accountAdmins],
  'policy.change': ['manage', accountAdmins],
  'number.change': ['manage', accountAdmins],
  'price.change': ['manage', accountAdmins],
  'admin.change': ['manage', accountAdmins],
};

t.test('who may do what, to whose: every case there is', (t) => {
  t.same(Object.keys(table).sort(), Object.keys(rules).sort());
  for (const [action, [, expected]] of Object.entries(table)) {
    for (const [role, principal] of Object.entries(who)) {
      const open = expected[role as keyof typeof who] ?? [];
      for (const [owner, ownerFor] of Object.entries(whose)) {
        const may_ = may(principal, action as Action, ownerFor(principal.person.id));
        t.equal(may_, open.includes(owner), `${role}: ${action} ${owner}`);
      }
    }
  }
  t.end();
});

t.test('a token does no more than its person, and only within its scopes', (t) => {
  const scopes: readonly TokenScope[] = ['read', 'control', 'manage'];
  for (const [action, [scope]] of Object.entries(table)) {
    for (const given of scopes) {
      for (const { person } of Object.values(who)) {
        const token: Principal = { kind: 'token', person, tokenId: 't', scopes: [given] };
        const bySession: Principal = { kind: 'session', person, sessionId: 's' };
        for (const ownerFor of Object.values(whose)) {
          const owner = ownerFor(person.id);
          const expected = given === scope && may(bySession, action as Action, owner);
          t.equal(may(token, action as Action, owner), expected, `${given}: ${action}`);
        }
      }
    }
  }
  t.end();
});

t.test('what is not allowed is refused by its name', (t) => {
  const owner = whose['of the group']!('ada');
  t.throws(() => authorize(who.organizer, 'room.control', owner), {
    code: 'not-allowed',
    message: /room\.control/,
  });
  authorize(who['account admin'], 'room.control', owner);
  t.end();
});
