import { addOrganizer } from '../support/add-organizer.js';
import t, { type Test } from 'tap';
import type { OrganizerRecord } from '../../bridge/ports/directory.js';
import type { CallLegEnd, NewCallLeg } from '../../bridge/ports/history.js';
import type { Store } from '../../bridge/ports/store.js';

/** A store on data of its own; `reopen` abandons it, as a killed process would, and opens it anew. */
export interface StoreUnderTest {
  readonly store: Store;
  readonly reopen: () => Promise<Store>;
}

const account = { id: 'account-1', name: 'Example', language: 'fr' } as const;

export const organizer: OrganizerRecord = {
  id: 'organizer-1',
  accountId: account.id,
  groupId: null,
  name: 'Ada Martin',
  email: 'ada@example.com',
  language: 'en',
  disabled: false,
};

const room = {
  id: 'room-1',
  number: '700100',
  pinHash: '$argon2id$hash',
  options: {},
};

const leg = (id: string, startedAtMs = 1000): NewCallLeg => ({
  id,
  callId: `${id}@phone.example`,
  direction: 'inbound',
  dialledNumber: '+3225550100',
  callerNumber: '+32470000001',
  callerName: 'Ada',
  source: '192.0.2.1:5060',
  codec: 'PCMU/8000',
  startedAtMs,
  priceClass: null,
});

const end = (endedAtMs: number): CallLegEnd => ({
  endedAtMs,
  reason: 'remote-bye',
  codec: 'G722/8000',
  packetsReceived: 3000,
  packetsLost: 3,
  jitterMs: 1.5,
  roundTripMs: 20.25,
  mos: 4.3,
});

async function withRoom(store: Store): Promise<void> {
  await store.directory.createAccount(account);
  await addOrganizer(store, organizer, room);
}

/** What every Store promises, whatever keeps the data. */
export function storeContract(name: string, open: (t: Test) => Promise<StoreUnderTest>): void {
  t.test(`${name}: the schema is made once`, async (t) => {
    const { store } = await open(t);
    t.not((await store.migrate()).applied.length, 0);
    t.same((await store.migrate()).applied, []);
    await store.check();
  });

  t.test(`${name}: an organizer and the room come together or not at all`, async (t) => {
    const { store } = await open(t);
    await store.migrate();
    t.ok(await store.directory.isEmpty());
    await withRoom(store);
    t.notOk(await store.directory.isEmpty());
    t.same(await store.directory.listAccounts(), [account]);

    const other = { ...organizer, id: 'organizer-2', email: 'bob@example.com' };
    await t.rejects(addOrganizer(store, other, { ...room, id: 'room-2' }), {
      code: 'already-exists',
      message: /700100/,
    });
    await t.rejects(
      addOrganizer(
        store,
        { ...organizer, id: 'organizer-2' },
        { ...room, id: 'room-2', number: '700200' },
      ),
      { code: 'already-exists', message: /ada@example\.com/ },
    );
    t.equal(await store.directory.findRoomByNumber('700200'), null);
    await addOrganizer(store, other, { ...room, id: 'room-2', number: '700200' });
    t.same(await store.directory.organizerOfRoom('room-2'), other);
    t.equal(await store.directory.organizerOfRoom('room-3'), null);
  });

  t.test(`${name}: a room speaks its organizer's language, else its account's`, async (t) => {
    const { store } = await open(t);
    await store.migrate();
    await withRoom(store);
    await store.directory.setSecurityCodeHash(room.id, 'hash');
    t.same(await store.directory.findRoomByNumber('700100'), {
      id: room.id,
      number: room.number,
      organizerId: organizer.id,
      accountId: account.id,
      optionPolicy: {},
      dialOutPolicy: {},
      securityCodeHash: 'hash',
      pinHash: room.pinHash,
      language: 'en',
      enabled: true,
      options: {},
    });
    t.same(
      await store.directory.findRoomById(room.id),
      await store.directory.findRoomByNumber(room.number),
    );
    t.equal(await store.directory.findRoomById('none'), null);
    await addOrganizer(
      store,
      { ...organizer, id: 'o2', email: 'b@example.com', language: null, disabled: true },
      { ...room, id: 'r2', number: '700200' },
    );
    t.match(await store.directory.findRoomByNumber('700200'), { language: 'fr', enabled: false });
    t.equal(await store.directory.findRoomByNumber("700100' or 1=1"), null);
  });

  t.test(`${name}: an account's option policy is told with each of its rooms`, async (t) => {
    const { store } = await open(t);
    await store.migrate();
    await withRoom(store);
    t.same(await store.directory.optionPolicy(account.id), {});
    const policy = { graceMinutes: { value: 5, fixed: true } };
    await store.directory.setOptionPolicy(account.id, policy);
    t.same(await store.directory.optionPolicy(account.id), policy);
    t.match(await store.directory.findRoomById(room.id), { optionPolicy: policy });
    t.same(await store.directory.dialOutPolicy(account.id), {});
    const dialOutPolicy = { prefixes: [{ prefix: '+32', priceClass: 'national' }], concurrent: 3 };
    await store.directory.setDialOutPolicy(account.id, dialOutPolicy);
    t.same(await store.directory.dialOutPolicy(account.id), dialOutPolicy);
    t.match(await store.directory.findRoomById(room.id), { optionPolicy: policy, dialOutPolicy });
  });

  t.test(`${name}: a call that was made keeps its price class`, async (t) => {
    const { store } = await open(t);
    await store.migrate();
    const made = { ...leg('made'), direction: 'outbound', priceClass: 'national' } as const;
    store.history.legStarted(made);
    await store.history.flush();
    t.match(await store.history.findLegByCallId(made.callId), {
      direction: 'outbound',
      priceClass: 'national',
    });
  });

  t.test(`${name}: room options merge, and null takes one back to its default`, async (t) => {
    const { store } = await open(t);
    await store.migrate();
    await withRoom(store);
    await store.directory.setRoomOptions(room.id, { graceMinutes: 5, holdMusic: false });
    await Promise.all([
      store.directory.setRoomOptions(room.id, { graceMinutes: null }),
      store.directory.setRoomOptions(room.id, { capacity: 20 }),
    ]);
    const found = await store.directory.findRoomByNumber(room.number);
    t.same(found?.options, { holdMusic: false, capacity: 20 });
    await t.rejects(store.directory.setRoomOptions('none', {}), { code: 'not-found' });
  });

  t.test(`${name}: access numbers are found by their E.164 form`, async (t) => {
    const { store } = await open(t);
    await store.migrate();
    const number = {
      number: '+3225550100',
      country: 'BE',
      kind: 'toll',
      language: 'fr',
      greeting: null,
    } as const;
    await store.directory.addAccessNumber(number);
    await t.rejects(store.directory.addAccessNumber(number), {
      code: 'already-exists',
      message: /\+3225550100/,
    });
    t.same(await store.directory.findAccessNumber('+3225550100'), number);
    t.equal(await store.directory.findAccessNumber('3225550100'), null);
    t.same(await store.directory.listAccessNumbers(), [number]);
  });

  t.test(`${name}: a call's history is kept from its start to its end`, async (t) => {
    const { store } = await open(t);
    await store.migrate();
    const { history } = store;
    history.conferenceStarted({ id: 'c1', roomId: room.id, startedAtMs: 1000 });
    history.legStarted(leg('l1'));
    history.legStarted(leg('l2', 1001));
    history.legJoined('l1', { conferenceId: 'c1', role: 'organizer', joinedAtMs: 2000 });
    history.legEnded('l1', end(5000));
    history.legEnded('l1', { ...end(9000), reason: 'twice' });
    history.event({
      atMs: 2000,
      conferenceId: 'c1',
      legId: 'l1',
      kind: 'joined',
      detail: { a: 1 },
    });
    await history.flush();
    const joined = { conferenceId: 'c1', role: 'organizer', joinedAtMs: 2000 } as const;
    const expected = { ...leg('l1'), codec: 'G722/8000', ...joined, end: end(5000) };
    t.same(await history.legsOf('c1'), [expected], 'the first end counts');
    t.same(await history.findLegByCallId('l2@phone.example'), {
      ...leg('l2', 1001),
      conferenceId: null,
      role: null,
      joinedAtMs: null,
      end: null,
    });
    t.equal(await history.findLegByCallId('none'), null);
    history.conferenceBilled('c1', '4242');
    history.conferenceEnded('c1', 6000, 'organizer-left');
    await history.flush();
    t.same(await history.conferences({ limit: 9 }), [
      {
        id: 'c1',
        roomId: room.id,
        startedAtMs: 1000,
        endedAtMs: 6000,
        endReason: 'organizer-left',
        billingCode: '4242',
      },
    ]);
    t.equal(history.problem(), null);
  });

  t.test(`${name}: history before a time is deleted, but for what goes on`, async (t) => {
    const { store } = await open(t);
    await store.migrate();
    const { history } = store;
    for (const [id, atMs] of [
      ['old', 1_000],
      ['open', 1_000],
      ['new', 9_000],
    ] as const) {
      history.conferenceStarted({ id, roomId: 'room-1', startedAtMs: atMs });
      history.legStarted(leg(id, atMs));
      history.legJoined(id, { conferenceId: id, role: 'organizer', joinedAtMs: atMs });
      history.event({ atMs, conferenceId: id, legId: null, kind: 'test', detail: {} });
      if (id === 'open') continue;
      history.conferenceEnded(id, atMs + 10, 'ended');
      history.legEnded(id, end(atMs + 10));
    }
    await history.flush();
    t.equal(await history.deleteBefore(5_000, 1), 3, 'one row of each');
    t.equal(await history.deleteBefore(5_000, 10), 1, 'an event');
    t.equal(await history.deleteBefore(5_000, 10), 0);
    const left = await history.conferences({ limit: 10 });
    t.same(left.map(({ id }) => id).sort(), ['new', 'open']);
    t.same(await history.legsOf('old'), []);
    t.equal((await history.legsOf('open')).length, 1);
  });

  t.test(`${name}: conferences are listed newest first, by room and by being open`, async (t) => {
    const { store } = await open(t);
    await store.migrate();
    const { history } = store;
    for (const [id, roomId, startedAtMs] of [
      ['c1', 'r1', 1],
      ['c2', 'r2', 2],
      ['c3', 'r1', 3],
    ] as const) {
      history.conferenceStarted({ id, roomId, startedAtMs });
    }
    history.conferenceEnded('c3', 4, 'empty');
    await history.flush();
    const ids = async (filter: { roomId?: string; open?: boolean; limit: number }) =>
      (await history.conferences(filter)).map((conference) => conference.id);
    t.same(await ids({ limit: 2 }), ['c3', 'c2']);
    t.same(await ids({ roomId: 'r1', limit: 9 }), ['c3', 'c1']);
    t.same(await ids({ open: true, limit: 9 }), ['c2', 'c1']);
    t.same(await ids({ open: false, limit: 9 }), ['c3']);
  });

  t.test(`${name}: writes keep their order over many batches`, async (t) => {
    const { store } = await open(t);
    await store.migrate();
    const { history } = store;
    history.conferenceStarted({ id: 'c1', roomId: 'r1', startedAtMs: 0 });
    for (let n = 0; n < 1000; n++) {
      history.legStarted(leg(`l${n}`, n));
      history.legJoined(`l${n}`, { conferenceId: 'c1', role: 'participant', joinedAtMs: n });
      history.legEnded(`l${n}`, end(n + 1));
    }
    await history.flush();
    const legs = await history.legsOf('c1');
    t.equal(legs.length, 1000);
    t.ok(legs.every((one, n) => one.end?.endedAtMs === n + 1));
  });

  t.test(`${name}: what a dead process left open ends at its last sign of life`, async (t) => {
    const { store, reopen } = await open(t);
    await store.migrate();
    store.history.conferenceStarted({ id: 'c1', roomId: 'r1', startedAtMs: 1000 });
    store.history.legStarted(leg('l1', 1000));
    store.history.legJoined('l1', { conferenceId: 'c1', role: 'participant', joinedAtMs: 1500 });
    store.history.legStarted(leg('l2', 1800));
    store.history.legEnded('l2', end(1900));
    store.history.event({
      atMs: 2000,
      conferenceId: 'c1',
      legId: null,
      kind: 'locked',
      detail: {},
    });
    await store.history.flush();

    const next = await reopen();
    t.same(await next.history.closeLeftOpen(9_000_000), { legs: 1, conferences: 1 });
    const [left] = await next.history.legsOf('c1');
    t.match(left?.end, { endedAtMs: 2000, reason: 'crash', packetsReceived: 0, mos: null });
    t.match(await next.history.conferences({ limit: 1 }), [
      { endedAtMs: 2000, endReason: 'crash' },
    ]);
    t.match(await next.history.findLegByCallId('l2@phone.example'), {
      end: { endedAtMs: 1900, reason: 'remote-bye' },
    });
    t.same(await next.history.closeLeftOpen(9_000_000), { legs: 0, conferences: 0 });
  });

  t.test(`${name}: a crash never ends a call before it began or after now`, async (t) => {
    const { store, reopen } = await open(t);
    await store.migrate();
    await store.check();
    store.history.conferenceStarted({ id: 'c1', roomId: 'r1', startedAtMs: 1000 });
    await store.history.flush();
    const next = await reopen();
    await next.history.closeLeftOpen(1200);
    t.match(await next.history.conferences({ limit: 1 }), [{ endedAtMs: 1200 }]);
  });

  t.test(`${name}: media servers stay drained until they are resumed`, async (t) => {
    const { store, reopen } = await open(t);
    await store.migrate();
    await store.drains.drain('b', 100);
    await store.drains.drain('a', 200);
    await store.drains.drain('a', 300);
    const again = await reopen();
    t.same(
      [...(await again.drains.drained())],
      [
        ['a', 200],
        ['b', 100],
      ],
    );
    await again.drains.resume('a');
    await again.drains.resume('a');
    t.same([...(await again.drains.drained()).keys()], ['b']);
  });

  t.test(`${name}: tallies are replaced by key, kept, and forgotten in time`, async (t) => {
    const { store, reopen } = await open(t);
    await store.migrate();
    const tally = {
      kind: 'tries-of-caller',
      key: 'pin +32',
      level: 1,
      atMs: 10,
      untilMs: 100,
    } as const;
    store.tallies.put(tally);
    store.tallies.put({ ...tally, level: 2.5, untilMs: 200 });
    store.tallies.put({ ...tally, kind: 'tries-at-room' });
    await store.history.flush();
    const again = await reopen();
    t.same(await again.tallies.load(150), [{ ...tally, level: 2.5, untilMs: 200 }]);
    t.same(await again.tallies.load(0), [{ ...tally, level: 2.5, untilMs: 200 }], 'it is gone');
  });

  t.test(`${name}: the events of a kind are found, the newest first`, async (t) => {
    const { store } = await open(t);
    await store.migrate();
    const at = (time: number, kind: string) =>
      store.history.event({ atMs: time, conferenceId: null, legId: null, kind, detail: { time } });
    for (const time of [1, 2, 3, 4]) at(time, 'alert');
    at(5, 'other');
    await store.history.flush();
    const found = await store.history.eventsOf({ kind: 'alert', sinceMs: 2, limit: 2 });
    t.same(
      found.map(({ detail }) => detail),
      [{ time: 4 }, { time: 3 }],
    );
  });
}
