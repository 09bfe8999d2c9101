import { PartylineError } from '../../bridge/kernel/errors.js';
import t, { type Test } from 'tap';
import type { AddedOrganizerRecord, AuditEntry } from '../../bridge/ports/administration.js';
import type { Store } from '../../bridge/ports/store.js';
import type { StoreUnderTest } from './store-contract.js';

const account = { id: 'account-1', name: 'Example', language: 'fr' } as const;

const audit = (action: AuditEntry['action'], subject = 'x', groupId: string | null = null) =>
  ({
    accountId: account.id,
    atMs: 1000,
    actor: { kind: 'person', id: 'person-1', name: 'Grace' },
    action,
    subject: { kind: 'organizer', id: subject, name: subject },
    groupId,
    detail: { from: 1, to: 2 },
  }) satisfies AuditEntry;

const added = (n: number, groupId: string | null = null): AddedOrganizerRecord => ({
  organizer: {
    id: `organizer-${n}`,
    accountId: account.id,
    groupId,
    name: `Name ${n}`,
    email: `name${n}@example.com`,
    language: null,
    disabled: false,
  },
  room: { id: `room-${n}`, number: `70010${n}`, pinHash: '$argon2id$hash', options: {} },
  assignedNumbers: [],
  audit: audit('organizer-created', `organizer-${n}`, groupId),
});

async function withGroup(store: Store): Promise<void> {
  await store.migrate();
  await store.directory.createAccount(account);
  await store.administration.createGroup(
    { id: 'group-1', accountId: account.id, name: 'Sales' },
    audit('group-created'),
  );
}

/** What every Store promises to those who administer an account. */
export function administrationStoreContract(
  name: string,
  open: (t: Test) => Promise<StoreUnderTest>,
): void {
  t.test(`${name}: groups have names of their own, and go when they are empty`, async (t) => {
    const { store } = await open(t);
    await withGroup(store);
    const { administration } = store;
    const sales = { id: 'group-2', accountId: account.id, name: 'Sales' };
    await t.rejects(administration.createGroup(sales, audit('group-created')), {
      code: 'already-exists',
    });
    await administration.createGroup({ ...sales, name: 'Care' }, audit('group-created'));
    await t.rejects(administration.renameGroup('group-2', 'Sales', audit('group-renamed')), {
      code: 'already-exists',
    });
    await administration.renameGroup('group-2', 'After-sales', audit('group-renamed'));
    await administration.createOrganizers([added(1, 'group-1'), added(2, 'group-1')]);
    t.same(
      (await administration.listGroups(account.id)).map((group) => [group.name, group.organizers]),
      [
        ['After-sales', 0],
        ['Sales', 2],
      ],
    );
    await t.rejects(administration.deleteGroup('group-1', audit('group-deleted')), {
      code: 'wrong-state',
    });
    await administration.deleteGroup('group-2', audit('group-deleted'));
    t.equal(await administration.findGroup('group-2'), null);
    await t.rejects(administration.deleteGroup('group-2', audit('group-deleted')), {
      code: 'not-found',
    });
  });

  t.test(`${name}: what is refused leaves nothing in the audit log`, async (t) => {
    const { store } = await open(t);
    await withGroup(store);
    const { administration } = store;
    await t.rejects(administration.renameGroup('nobody', 'x', audit('group-renamed')));
    await t.rejects(administration.createOrganizers([added(1), { ...added(1) }]), {
      code: 'already-exists',
      message: /name1@example.com/,
    });
    t.same(await administration.listOrganizers({ accountId: account.id, limit: 10 }), []);
    const log = await administration.listAudit({ accountId: account.id, limit: 10 });
    t.same(
      log.map(({ action }) => action),
      ['group-created'],
    );
  });

  t.test(
    `${name}: organizers are found by name, e-mail, room and group, a page at a time`,
    async (t) => {
      const { store } = await open(t);
      await withGroup(store);
      const { administration } = store;
      await administration.createOrganizers([added(1), added(2, 'group-1'), added(3)]);
      const ids = async (filter: object): Promise<string[]> =>
        (await administration.listOrganizers({ accountId: account.id, limit: 10, ...filter })).map(
          ({ id }) => id,
        );
      t.same(await ids({}), ['organizer-1', 'organizer-2', 'organizer-3']);
      t.same(await ids({ groupIds: ['group-1'] }), ['organizer-2']);
      t.same(await ids({ groupIds: [] }), []);
      t.same(await ids({ search: 'NAME3@' }), ['organizer-3']);
      t.same(await ids({ search: '700102' }), ['organizer-2']);
      t.same(await ids({ search: '%' }), []);
      t.same(await ids({ limit: 2 }), ['organizer-1', 'organizer-2']);
      t.same(await ids({ after: { name: 'Name 2', id: 'organizer-2' } }), ['organizer-3']);
      t.match(await administration.findOrganizer('organizer-2'), {
        groupName: 'Sales',
        roomId: 'room-2',
        roomNumber: '700102',
        disabled: false,
        assignedNumbers: [],
      });
      t.equal(await administration.findOrganizer('nobody'), null);
    },
  );

  t.test(`${name}: names are in order and found whatever their accents and case`, async (t) => {
    const { store } = await open(t);
    await withGroup(store);
    const { administration, identity } = store;
    const names = ['Zoé', 'Élodie', 'elodie', 'Ángel', 'Bob', 'Œil', 'oeil 2', 'Ødegård', 'Straße'];
    await administration.createOrganizers(
      names.map((name, n) => {
        const one = added(n);
        return { ...one, organizer: { ...one.organizer, name } };
      }),
    );
    const find = (filter: object) =>
      administration.listOrganizers({ accountId: account.id, limit: 10, ...filter });
    const namesOf = async (filter: object) => (await find(filter)).map((one) => one.name);
    const wanted = 'Ángel, Bob, Élodie, elodie, Ødegård, Œil, oeil 2, Straße, Zoé';
    t.equal((await namesOf({})).join(', '), wanted);
    const paged: string[] = [];
    for (let after: object = {}; ;) {
      const [next] = await find({ ...after, limit: 1 });
      if (next === undefined) break;
      paged.push(next.name);
      after = { after: { name: next.name, id: next.id } };
    }
    t.same(paged, await namesOf({}), 'page by page as in one go');
    t.same(await namesOf({ search: 'ELODIE' }), ['Élodie', 'elodie']);
    t.same(await namesOf({ search: 'élodie' }), ['Élodie', 'elodie']);
    t.same(await namesOf({ search: 'strasse' }), ['Straße']);
    await administration.updateOrganizer(
      'organizer-4',
      { name: 'Yves' },
      audit('organizer-changed'),
    );
    t.same(await namesOf({ search: 'bob' }), []);
    t.same((await namesOf({})).slice(-2), ['Yves', 'Zoé']);
    for (const group of ['Zone', 'étude', 'Été']) {
      const record = { id: group, accountId: account.id, name: group };
      await administration.createGroup(record, audit('group-created'));
    }
    const groups = (await administration.listGroups(account.id)).map((one) => one.name);
    t.same(groups, ['Été', 'étude', 'Sales', 'Zone']);
    for (const n of [0, 1]) await identity.setAdmin(`organizer-${n}`, 'account', []);
    const admins = (await identity.listAdmins(account.id)).map((one) => one.name);
    t.same(admins, ['Élodie', 'Zoé']);
  });

  t.test(`${name}: an organizer is changed, and keeps what was not`, async (t) => {
    const { store } = await open(t);
    await withGroup(store);
    const { administration, directory } = store;
    await administration.createOrganizers([added(1), added(2)]);
    const change = (changes: object): Promise<void> =>
      administration.updateOrganizer('organizer-1', changes, audit('organizer-changed'));
    await change({ disabled: true, groupId: 'group-1' });
    await change({ language: 'fr' });
    await t.rejects(change({ email: 'name2@example.com' }), { code: 'already-exists' });
    t.match(await administration.findOrganizer('organizer-1'), {
      name: 'Name 1',
      email: 'name1@example.com',
      language: 'fr',
      groupId: 'group-1',
      disabled: true,
    });
    t.match(await directory.findRoomByNumber('700101'), { enabled: false });
    await administration.setPinHash('room-1', '$argon2id$other', audit('pin-reset'));
    t.match(await directory.findRoomByNumber('700101'), { pinHash: '$argon2id$other' });
    await t.rejects(
      administration.updateOrganizer('nobody', { name: 'x' }, audit('organizer-changed')),
      { code: 'not-found' },
    );
  });

  t.test(`${name}: access numbers are given to organizers, and taken away`, async (t) => {
    const { store } = await open(t);
    await withGroup(store);
    const { administration, directory } = store;
    for (const number of ['+3225550100', '+33155550100']) {
      await directory.addAccessNumber({
        number,
        country: 'BE',
        kind: 'toll',
        language: 'fr',
        greeting: null,
      });
    }
    await administration.createOrganizers([{ ...added(1), assignedNumbers: ['+33155550100'] }]);
    const numbers = async (): Promise<unknown> =>
      (await administration.findOrganizer('organizer-1'))?.assignedNumbers;
    t.same(await numbers(), ['+33155550100']);
    await administration.setAssignedNumbers(
      'organizer-1',
      ['+33155550100', '+3225550100'],
      audit('numbers-assigned'),
    );
    t.same(await numbers(), ['+3225550100', '+33155550100']);
    await t.rejects(
      administration.setAssignedNumbers('organizer-1', ['+15550100'], audit('numbers-assigned')),
      { code: 'not-found', message: /\+15550100/ },
    );
    await administration.removeAccessNumber('+3225550100', audit('number-removed'));
    t.same(await numbers(), ['+33155550100']);
    t.match(await administration.organizersGiven('+33155550100'), [{ name: /./ }]);
    await administration.removeAccessNumber('+33155550100', audit('number-removed'));
    t.same(await numbers(), [], 'who loses the last has none, not all');
    await administration.setAssignedNumbers('organizer-1', null, audit('numbers-assigned'));
    t.equal(await numbers(), null);
    t.equal(await directory.findAccessNumber('+3225550100'), null);
  });

  t.test(`${name}: a change and its entry in the audit log, or neither`, async (t) => {
    const { store } = await open(t);
    await withGroup(store);
    const before = await store.administration.listAudit({ accountId: account.id, limit: 10 });
    const number = {
      number: '+3225550100',
      country: 'BE',
      kind: 'toll',
      language: 'fr',
      greeting: null,
    } as const;
    const late = new PartylineError('wrong-state', 'too late');
    await t.rejects(
      store.audited(audit('number-added'), async ({ directory, identity, prices, tokens }) => {
        await directory.addAccessNumber(number);
        await directory.setOptionPolicy(account.id, { graceMinutes: { value: 7, fixed: true } });
        await prices.setCurrency(account.id, 'CHF');
        await identity.setLanguage('organizer-1', 'fr');
        t.same(await tokens.listOf('organizer-1'), []);
        throw late;
      }),
      late,
    );
    t.equal(await store.directory.findAccessNumber(number.number), null);
    t.same(await store.directory.optionPolicy(account.id), {});
    t.equal(await store.prices.currency(account.id), 'EUR');
    const log = () => store.administration.listAudit({ accountId: account.id, limit: 10 });
    t.same(await log(), before);
    await store.audited(audit('number-added'), ({ directory }) =>
      directory.addAccessNumber(number),
    );
    t.equal((await log()).length, before.length + 1);
    t.ok(await store.directory.findAccessNumber(number.number));
  });

  t.test(`${name}: the audit log is read from the newest, by group and by page`, async (t) => {
    const { store } = await open(t);
    await withGroup(store);
    const { administration } = store;
    const nothing = () => Promise.resolve();
    const byOperator = { ...audit('policy-changed'), actor: { kind: 'command-line' } } as const;
    await store.audited(byOperator, nothing);
    await store.audited(audit('pin-reset', 'room-9', 'group-1'), nothing);
    const log = await administration.listAudit({ accountId: account.id, limit: 10 });
    t.same(
      log.map(({ action }) => action),
      ['pin-reset', 'policy-changed', 'group-created'],
    );
    const { sequence, ...entry } = log[0]!;
    t.same(entry, audit('pin-reset', 'room-9', 'group-1'));
    t.same(log[1]!.actor, { kind: 'command-line' });
    const sequences = async (filter: object): Promise<number[]> =>
      (await administration.listAudit({ accountId: account.id, limit: 10, ...filter })).map(
        (one) => one.sequence,
      );
    t.same(await sequences({ groupIds: ['group-1'] }), [sequence]);
    t.same(await sequences({ before: sequence, limit: 1 }), [log[1]!.sequence]);
    t.same(await sequences({ accountId: 'another' }), []);
  });
}
