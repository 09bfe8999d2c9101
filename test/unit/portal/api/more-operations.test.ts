import t from 'tap';
import { apiUnderTest as setup } from '../../../support/api.js';
import { hold } from '../../../support/held-conferences.js';

t.test('tokens make tokens, with no more scopes than their own', async (t) => {
  const { call, tokenFor, clock } = await setup(t);
  const token = await tokenFor(['read', 'manage']);
  const wanted = { name: 'backup', scopes: ['read'], days: 30 };
  const made = await call('POST', '/tokens', { token, body: wanted });
  t.match(made, { status: 201, json: { name: 'backup', scopes: ['read'], secret: /^partyline_/ } });
  t.equal(made.json?.['expiresAt'], new Date(clock.now() + 30 * 86_400_000).toISOString());
  const secret = String(made.json?.['secret']);
  t.equal((await call('GET', '/me', { token: secret })).status, 200);
  const wider = await call('POST', '/tokens', {
    token,
    body: { ...wanted, scopes: ['read', 'control'] },
  });
  t.equal(wider.status, 403);
  t.equal((await call('GET', '/tokens', { token: secret })).status, 403, 'only to read');
  const list = await call('GET', '/tokens', { token });
  t.notMatch(JSON.stringify(list.json), secret);
  const path = `/tokens/${String(made.json?.['id'])}`;
  t.equal((await call('DELETE', path, { token })).status, 204);
  t.equal((await call('DELETE', path, { token })).status, 404);
  t.equal((await call('GET', '/me', { token: secret })).status, 401);
});

t.test('one chooses a language', async (t) => {
  const { call, tokenFor } = await setup(t);
  const token = await tokenFor(['read', 'manage']);
  t.equal((await call('PATCH', '/me', { token, body: { language: 'fr' } })).status, 204);
  t.match((await call('GET', '/me', { token })).json, { language: 'fr' });
  t.match(await call('PATCH', '/me', { token, body: { language: 'de' } }), {
    status: 400,
    json: { error: { fields: { 'body.language': String } } },
  });
});

t.test('admins are added, limited and removed', async (t) => {
  const { call, tokenFor, mails, administration, by, person } = await setup(t);
  const token = await tokenFor(['read', 'manage']);
  const group = await administration.addGroup(by, 'Sales');
  const body = {
    name: 'Ada',
    email: 'ada@example.com',
    administers: { kind: 'groups', groupIds: [group.id] },
  };
  const added = await call('POST', '/admins', { token, body });
  t.match(added, { status: 201, json: { name: 'Ada', administers: { groupIds: [group.id] } } });
  t.match(mails, [{ to: { address: 'ada@example.com' } }]);
  t.equal((await call('POST', '/admins', { token, body })).status, 409);
  const path = `/admins/${String(added.json?.['id'])}`;
  const whole = { administers: { kind: 'account' } };
  t.match((await call('PATCH', path, { token, body: whole })).json, whole);
  t.match((await call('GET', '/admins', { token })).json, { items: [{}, {}] });
  t.equal((await call('DELETE', path, { token })).status, 204);
  t.equal((await call('DELETE', `/admins/${person.id}`, { token })).status, 409, 'the last one');
  for (const administers of [null, {}, { kind: 'groups', groupIds: [] }, { kind: 'all' }]) {
    const answer = await call('POST', '/admins', { token, body: { ...body, administers } });
    t.equal(answer.status, 400, JSON.stringify(administers));
  }
});

t.test('organizers come from a list, once it has no problem', async (t) => {
  const { call, tokenFor, mails } = await setup(t);
  const token = await tokenFor(['read', 'manage']);
  const list = (csv: string, add = true) =>
    call('POST', '/organizers/list', { token, body: { csv, add } });
  const good = 'name,email\nBob,bob@example.com\n';
  const wrong = await list(`${good}Eve,nobody\n`);
  t.match(wrong.json, { rows: [{ problems: [] }, { problems: [{ column: 'email' }] }], added: [] });
  t.match((await list(good, false)).json, { rows: [{ line: 2, name: 'Bob' }], added: [] });
  t.equal(mails.length, 0);
  t.match((await list(good)).json, { added: [{ name: 'Bob', pin: /^\d+$/ }] });
  t.equal(mails.length, 1);
  t.equal((await list('"')).status, 400);
});

t.test('prices and their currency', async (t) => {
  const { call, tokenFor } = await setup(t);
  const token = await tokenFor(['read', 'manage']);
  const price = {
    kind: 'toll',
    millionthsPerMinute: 12_500,
    validFrom: '2026-01-01T00:00:00.000Z',
  };
  t.equal((await call('POST', '/prices', { token, body: price })).status, 204);
  t.equal(
    (await call('PUT', '/prices/currency', { token, body: { currency: 'CHF' } })).status,
    204,
  );
  t.same((await call('GET', '/prices', { token })).json, { currency: 'CHF', items: [price] });
  t.match((await call('GET', '/audit?limit=1', { token })).json, {
    items: [{ action: 'prices-changed', detail: { currency: 'CHF' } }],
  });
  for (const body of [
    { ...price, kind: 'free' },
    { ...price, millionthsPerMinute: -1 },
    { ...price, millionthsPerMinute: 1.5 },
    { ...price, validFrom: '2026-02-30' },
  ]) {
    t.equal((await call('POST', '/prices', { token, body })).status, 400, JSON.stringify(body));
  }
  t.equal((await call('PUT', '/prices/currency', { token, body: { currency: 'XX' } })).status, 400);
});

t.test(
  'usage is told as the pages tell it, with numbers masked where the room masks them',
  async (t) => {
    const { call, tokenFor, store, clock, at } = await setup(t);
    const room = (await store.directory.findRoomByNumber('700100'))!;
    const [first] = await store.administration.listOrganizers({
      accountId: room.accountId,
      limit: 1,
    });
    const owner = (await store.identity.findPerson(first!.id))!;
    const startedAtMs = clock.now() - 3_600_000;
    const endedAtMs = startedAtMs + 600_000;
    await hold(store, {
      id: 'held-1',
      roomId: room.id,
      startedAtMs,
      endedAtMs,
      billingCode: '42',
      calls: [{ joinedAtMs: startedAtMs, endedAtMs }],
    });
    const own = await tokenFor(['read'], owner);
    const admin = await tokenFor(['read']);
    t.match((await call('GET', '/usage', { token: own })).json, {
      currency: 'EUR',
      totals: { conferences: 1, calls: 1, seconds: 600 },
      byBillingCode: { rows: [{ key: '42' }] },
    });
    const report = await call('GET', '/usage?timeZone=Europe/Brussels&months=3', { token: own });
    const slots = report.json?.['slots'] as { conferences: number }[];
    t.ok(slots.length > 80);
    t.equal(
      slots.reduce((sum, { conferences }) => sum + conferences, 0),
      1,
    );
    t.equal((await call('GET', '/usage?of=administered', { token: own })).status, 403);
    t.match((await call('GET', '/usage', { token: admin })).json, { totals: { conferences: 0 } });
    t.match((await call('GET', '/usage/conferences?of=administered', { token: admin })).json, {
      count: 1,
      items: [{ id: 'held-1', room: '700100', organizer: { name: 'First' } }],
      next: null,
    });
    const detail = await call('GET', '/usage/conferences/held-1', { token: own });
    const [caller] = detail.json?.['callers'] as { number: string }[];
    t.match(caller, { number: /^\+\d+$/, seconds: 600 });
    await store.directory.setRoomOptions(room.id, { maskNumbers: true });
    const masked = await call('GET', '/usage/conferences/held-1', { token: own });
    t.notMatch(JSON.stringify(masked.json), caller!.number);
    const seen = await call('GET', '/usage/conferences/held-1?of=administered', { token: admin });
    t.match(JSON.stringify(seen.json), caller!.number, 'by an admin');
    const csv = async (token: string, query = '') => {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await fetch(at(`/api/v1/usage/calls.csv${query}`), { headers });
      return { type: answer.headers.get('content-type'), text: await answer.text() };
    };
    t.match(await csv(own), { type: /text\/csv/ });
    t.notMatch((await csv(own)).text, caller!.number.slice(0, -2));
    t.match((await csv(admin, '?of=administered')).text, caller!.number);
    for (const query of ['months=2', 'timeZone=Nowhere', 'of=all', 'language=de', 'x=1']) {
      const answer = await call('GET', `/usage?${query}`, { token: own });
      t.equal(answer.status, 400, query);
      t.match(answer.json, { error: { fields: { [`query.${query.split('=')[0]!}`]: String } } });
    }
    t.equal((await call('GET', '/usage/conferences?after=zzz', { token: own })).status, 400);
    t.equal((await call('GET', '/usage/conferences/other', { token: own })).status, 404);
  },
);
