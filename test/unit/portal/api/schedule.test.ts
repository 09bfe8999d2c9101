import ICAL from 'ical.js';
import t from 'tap';
import { apiUnderTest } from '../../../support/api.js';

const entry = {
  subject: 'Weekly review',
  startsAt: '2026-03-02T15:30',
  timeZone: 'Europe/Brussels',
  minutes: 45,
  recurrence: {
    pattern: { every: 'week', interval: 1, days: [1] },
    end: { kind: 'count', count: 4 },
  },
  contacts: [{ email: 'eve@example.com', name: 'Eve', language: 'fr' }],
};

async function setup(t: Parameters<typeof apiUnderTest>[0]) {
  const under = await apiUnderTest(t);
  const { store } = under;
  const room = (await store.directory.findRoomByNumber('700100'))!;
  const owner = (await store.directory.organizerOfRoom(room.id))!;
  const person = (await store.identity.findPerson(owner.id))!;
  return { ...under, token: await under.tokenFor(['read', 'manage'], person) };
}

t.test('a series is scheduled, changed and cancelled, and its contacts are told', async (t) => {
  const { call, token, mails, at } = await setup(t);
  const added = await call('POST', '/schedule', { token, body: entry });
  t.match(added, {
    status: 201,
    json: {
      conference: { ...entry, note: '', next: '2026-03-02T14:30:00.000Z' },
      unreached: [],
    },
  });
  const { id } = added.json?.['conference'] as { id: string };
  t.match(mails, [{ to: { address: 'eve@example.com' }, calendar: { method: 'REQUEST' } }]);
  t.match((await call('GET', '/schedule', { token })).json, { items: [{ id }] });
  const changed = { ...entry, minutes: 60, contacts: [] };
  t.match((await call('PUT', `/schedule/${id}`, { token, body: changed })).json, {
    conference: { id, minutes: 60 },
  });
  t.match(mails[1], { calendar: { method: 'CANCEL' } }, 'who is left out is told');
  const file = await fetch(at(`/api/v1/schedule/${id}/invite.ics`), {
    headers: { authorization: `Bearer ${token}` },
  });
  t.match(file.headers.get('content-type'), 'text/calendar');
  const event = new ICAL.Component(ICAL.parse(await file.text()) as never[]);
  t.equal(event.getFirstSubcomponent('vevent')?.getFirstPropertyValue('summary'), 'Weekly review');
  t.same((await call('DELETE', `/schedule/${id}`, { token })).json, { unreached: [] });
  t.equal((await call('GET', `/schedule/${id}`, { token })).status, 404);
});

t.test('who has no room schedules nothing, and nobody sees what is another’s', async (t) => {
  const { call, token, tokenFor } = await setup(t);
  const { json } = await call('POST', '/schedule', { token, body: entry });
  const { id } = json?.['conference'] as { id: string };
  const other = await tokenFor(['read', 'manage']);
  for (const method of ['GET', 'DELETE']) {
    t.equal((await call(method, `/schedule/${id}`, { token: other })).status, 404);
  }
  t.equal((await call('POST', '/schedule', { token: other, body: entry })).status, 403);
});

t.test('what cannot be scheduled is refused by the name of the field', async (t) => {
  const { call, token, mails } = await setup(t);
  const cases: readonly (readonly [change: object, field: string])[] = [
    [{ subject: '' }, 'body.subject'],
    [{ subject: 'a\r\nBcc: x' }, 'body.subject'],
    [{ startsAt: '2026-02-30T10:00' }, 'body.startsAt'],
    [{ startsAt: '2026-03-02' }, 'body.startsAt'],
    [{ startsAt: '2026-03-29T02:30' }, 'body.startsAt'],
    [{ startsAt: '2020-01-01T10:00', recurrence: null }, 'body.startsAt'],
    [{ timeZone: 'Mars/Base' }, 'body.timeZone'],
    [{ minutes: 0 }, 'body.minutes'],
    [{ contacts: [{ email: 'nobody' }] }, 'body.contacts.0.email'],
    [
      { contacts: [{ email: 'a@example.com', name: 'a\r\nBcc: b@example.com' }] },
      'body.contacts.0.name',
    ],
    [
      { contacts: Array.from({ length: 501 }, (_, n) => ({ email: `a${n}@example.com` })) },
      'body.contacts',
    ],
    [
      { recurrence: { ...entry.recurrence, end: { kind: 'until', date: '2026-01-01' } } },
      'body.recurrence.end.date',
    ],
    [
      { recurrence: { pattern: { every: 'hour' }, end: { kind: 'never' } } },
      'body.recurrence.pattern.every',
    ],
    [{ colour: 1 }, 'body.colour'],
  ];
  for (const [change, field] of cases) {
    const answer = await call('POST', '/schedule', { token, body: { ...entry, ...change } });
    t.equal(answer.status, 400, field);
    const { fields } = answer.json?.['error'] as { fields: object };
    t.ok(Object.keys(fields).includes(field), `${field}: ${JSON.stringify(fields)}`);
  }
  t.equal(mails.length, 0);
});
