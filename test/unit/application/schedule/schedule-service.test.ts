import { addOrganizer } from '../../../support/add-organizer.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ICAL from 'ical.js';
import t, { type Test } from 'tap';
import type { Inviter } from '../../../../bridge/application/schedule/joining-lines.js';
import {
  type ScheduleEntry,
  ScheduleService,
} from '../../../../bridge/application/schedule/schedule-service.js';
import { silentLogger } from '../../../../bridge/kernel/logger.js';
import type { Mail } from '../../../../bridge/ports/mailer.js';
import { openStore } from '../../../../bridge/store/open-store.js';
import { FakeClock } from '../../../support/fake-clock.js';
import { SeededRandom } from '../../../support/seeded-random.js';

const inviter: Inviter = {
  name: 'Ada Martin',
  email: 'ada@example.com',
  roomNumber: '700100',
  numbers: [
    { number: '+3225550100', country: 'BE', kind: 'toll', language: 'fr', greeting: null },
    { number: '+33155501001', country: 'FR', kind: 'toll', language: 'fr', greeting: null },
  ],
};

const entry: ScheduleEntry = {
  subject: 'Review <b>1</b>',
  note: '',
  startsAt: '2026-03-23T09:00',
  timeZone: 'Europe/Brussels',
  durationMinutes: 30,
  recurrence: null,
  contacts: [
    { email: 'bob@example.org', name: 'Bob', language: 'en' },
    { email: 'chloe@example.org', name: '', language: 'fr' },
  ],
};

async function opened(t: Test) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'partyline-schedule-'));
  const clock = new FakeClock();
  const store = openStore({ dataDir, clock, logger: silentLogger, bridge: false });
  t.teardown(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true });
  });
  await store.migrate();
  await store.directory.createAccount({ id: 'account', name: 'Example', language: 'fr' });
  await addOrganizer(
    store,
    {
      id: 'ada',
      accountId: 'account',
      groupId: null,
      name: 'Ada',
      email: 'ada@example.com',
      language: null,
      disabled: false,
    },
    { id: 'room', number: '700100', pinHash: 'hash-of-the-pin', options: {} },
  );
  const mails: Mail[] = [];
  const full = new Set<string>();
  const mailer = {
    send: (mail: Mail) => {
      if (full.has(mail.to.address)) return Promise.reject(new Error('mailbox full'));
      mails.push(mail);
      return Promise.resolve();
    },
    close: () => undefined,
  };
  const service = new ScheduleService({
    store: store.schedule,
    mailer,
    clock,
    random: new SeededRandom(3),
    logger: silentLogger,
  });
  return { store, service, mails, full };
}

const owner = { organizerId: 'ada', roomId: 'room' };

function calendarOf(mail: Mail) {
  const calendar = new ICAL.Component(ICAL.parse(mail.calendar?.content ?? '') as never);
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!);
  return { method: calendar.getFirstPropertyValue('method'), event };
}

t.test('each contact gets one mail in their language, and none of them the PIN', async (t) => {
  const { service, mails } = await opened(t);
  const { unreached } = await service.add(entry, owner, inviter);
  t.same(unreached, []);
  t.same(
    mails.map((mail) => mail.to.address),
    ['bob@example.org', 'chloe@example.org'],
  );
  t.match(mails[0]?.text, /Ada Martin invites you/);
  t.match(mails[1]?.text, /Ada Martin vous invite/);
  for (const mail of mails) {
    t.match(mail.text, '+3225550100,,700100#');
    t.match(mail.html, 'href="tel:+3225550100,,700100%23"');
    t.match(mail.html, 'Review &#60;b&#62;1');
    t.same(mail.replyTo, { name: 'Ada Martin', address: 'ada@example.com' });
    t.notMatch(JSON.stringify(mail), /hash-of-the-pin|\bPIN\b/i);
    t.equal(mail.calendar?.method, 'REQUEST');
    const others = mails.filter((other) => other !== mail).map((other) => other.to.address);
    for (const other of others) t.notMatch(JSON.stringify(mail), other, 'nor others’ addresses');
  }
});

t.test('a change reaches the same entry; who is left out is told', async (t) => {
  const { service, mails, store } = await opened(t);
  const { conference } = await service.add(entry, owner, inviter);
  mails.length = 0;
  const dora = { email: 'dora@example.org', name: 'Dora', language: 'en' } as const;
  const next = { ...entry, startsAt: '2026-03-24T10:00', contacts: [entry.contacts[0]!, dora] };
  const changed = await service.change(conference, next, inviter);
  const told = mails.map((mail) => {
    const { method, event } = calendarOf(mail);
    t.equal(event.uid, `${conference.id}@partyline`);
    t.equal(event.sequence, 1);
    return [mail.to.address, method, event.startDate.toString(), mail.subject];
  });
  t.same(told, [
    ['chloe@example.org', 'CANCEL', '2026-03-23T09:00:00', 'Annulé : Review <b>1</b>'],
    ['bob@example.org', 'REQUEST', '2026-03-24T10:00:00', 'Updated: Review <b>1</b>'],
    ['dora@example.org', 'REQUEST', '2026-03-24T10:00:00', 'Review <b>1</b>'],
  ]);
  t.same(await store.schedule.find(conference.id), changed.conference);
  await t.rejects(
    service.change(conference, next, inviter),
    { code: 'wrong-state' },
    'an old page',
  );
});

t.test('a cancelled conference leaves the list, and cannot be changed', async (t) => {
  const { service, mails, store } = await opened(t);
  const { conference } = await service.add(entry, owner, inviter);
  t.same(await store.schedule.list('ada', 10), [conference]);
  t.same(await store.schedule.list('bob', 10), []);
  mails.length = 0;
  await service.cancel(conference, inviter);
  t.same(
    mails.map((mail) => [calendarOf(mail).method, calendarOf(mail).event.sequence]),
    [
      ['CANCEL', 1],
      ['CANCEL', 1],
    ],
  );
  t.same(await store.schedule.list('ada', 10), []);
  const found = (await store.schedule.find(conference.id))!;
  await t.rejects(service.cancel(found, inviter), { code: 'wrong-state' });
});

t.test('a series is moved to its first date', async (t) => {
  const { service } = await opened(t);
  // A Monday; the series is on Thursdays.
  const pattern = { every: 'week', interval: 1, days: [4] } as const;
  const recurrence = { pattern, end: { kind: 'never' } } as const;
  const { conference } = await service.add({ ...entry, recurrence }, owner, inviter);
  t.equal(conference.startsAt, '2026-03-26T09:00');
});

t.test('a contact who cannot be written to keeps nobody else from being invited', async (t) => {
  const { service, mails, full, store } = await opened(t);
  full.add('bob@example.org');
  const { conference, unreached } = await service.add(entry, owner, inviter);
  t.same(unreached, ['bob@example.org']);
  t.equal(mails.length, 1);
  t.ok(await store.schedule.find(conference.id));
});
