import t from 'tap';
import { apiUnderTest as setup } from '../../../support/api.js';

t.test('a token says who asks; cookies and wrong tokens say nobody', async (t) => {
  const { call, tokenFor, tokens, person, clock, store } = await setup(t);
  const token = await tokenFor(['read']);
  t.match(await call('GET', '/me', { token }), {
    status: 200,
    json: { name: 'Grace', admin: 'account', scopes: ['read'] },
  });
  for (const wrong of ['', 'x', `${token}x`, token.slice(0, -1), 'partyline_']) {
    const answer = await call('GET', '/me', { token: wrong });
    t.equal(answer.status, 401);
    t.match(answer.headers.get('www-authenticate'), 'Bearer');
    t.match(answer.json, { error: { code: 'sign-in', mend: /token/ } });
  }
  t.equal((await call('GET', '/me')).status, 401);
  const [record] = await tokens.listOf(person);
  t.equal(record!.usedAtMs, clock.now());
  t.notMatch(JSON.stringify(await store.tokens.listOf(person.id)), token);
  await tokens.revoke(person, record!.id);
  t.equal((await call('GET', '/me', { token })).status, 401);
  const expiring = await tokenFor(['read']);
  clock.advance(31 * 86_400_000);
  t.equal((await call('GET', '/me', { token: expiring })).status, 401);
});

t.test("a token's scopes and its person's role both limit it", async (t) => {
  const { call, tokenFor, admins, administration, by } = await setup(t);
  const read = await tokenFor(['read']);
  t.equal((await call('GET', '/organizers', { token: read })).status, 200);
  const body = { name: 'Sales' };
  t.match(await call('POST', '/groups', { token: read, body }), {
    status: 403,
    json: { error: { code: 'not-allowed' } },
  });
  const manage = await tokenFor(['read', 'manage']);
  t.equal((await call('POST', '/groups', { token: manage, body })).status, 201);

  const [group] = await administration.groups(by.accountId);
  const limited = await admins.add(
    by,
    { name: 'Ada', email: 'ada@example.com' },
    { kind: 'groups', groupIds: [group!.id] },
  );
  const token = await tokenFor(['read', 'manage'], limited);
  t.same((await call('GET', '/organizers', { token })).json, { items: [], next: null });
  t.equal((await call('GET', '/groups', { token })).status, 403);
  t.equal((await call('GET', '/policy', { token })).status, 403);
  const organizer = { name: 'Bob', email: 'bob@example.com' };
  t.equal((await call('POST', '/organizers', { token, body: organizer })).status, 403);
  const mine = { ...organizer, groupId: group!.id };
  const added = await call('POST', '/organizers', { token, body: mine });
  t.match(added, { status: 201, json: { room: /^\d{6}$/, pin: /^\d{6}$/ } });
  const id = String(added.json?.['id']);
  const away = await call('PATCH', `/organizers/${id}`, { token, body: { groupId: null } });
  t.equal(away.status, 403);
  const other = (await administration.organizers({ accountId: by.accountId, limit: 9 })).find(
    ({ name }) => name === 'First',
  )!;
  t.equal((await call('GET', `/organizers/${other.id}`, { token })).status, 403);
  t.equal((await call('POST', `/organizers/${other.id}/pin`, { token, body: {} })).status, 403);
});

t.test('what a page administers, a program can', async (t) => {
  const { call, tokenFor, operator } = await setup(t);
  const token = await tokenFor(['read', 'manage']);
  const group = await call('POST', '/groups', { token, body: { name: 'Sales' } });
  const groupId = String(group.json?.['id']);
  t.equal(
    (await call('PATCH', `/groups/${groupId}`, { token, body: { name: 'Care' } })).status,
    204,
  );
  const number = { number: '+3225550100', country: 'BE', kind: 'toll', language: 'fr' };
  t.match(await call('POST', '/numbers', { token, body: number }), { status: 201, json: number });
  const body = { name: 'Ada', email: 'ada@example.com', groupId, numbers: ['+3225550100'] };
  const added = await call('POST', '/organizers', { token, body });
  const id = String(added.json?.['id']);
  t.match((await call('GET', `/organizers/${id}`, { token })).json, {
    name: 'Ada',
    group: { name: 'Care' },
    numbers: ['+3225550100'],
    disabled: false,
  });
  const change = { disabled: true, numbers: [] };
  t.match((await call('PATCH', `/organizers/${id}`, { token, body: change })).json, {
    disabled: true,
    numbers: [],
  });
  const pin = await call('POST', `/organizers/${id}/pin`, { token, body: { pin: '83926517' } });
  t.same(pin.json, { pin: '83926517' });
  const page = await call('GET', '/organizers?limit=1', { token });
  const next = String(page.json?.['next']);
  t.match((await call('GET', `/organizers?limit=1&after=${next}`, { token })).json, {
    items: [{ name: 'First' }],
    next: null,
  });
  const rule = { graceMinutes: { value: 7, fixed: true } };
  t.same((await call('PATCH', '/policy', { token, body: rule })).json, rule);
  t.match((await operator.showRoom('700100')).options, { graceMinutes: 7 });
  const none = { graceMinutes: null };
  t.same((await call('PATCH', '/policy', { token, body: none })).json, {});
  t.equal((await call('DELETE', '/numbers/+3225550100', { token })).status, 204);
  t.equal((await call('DELETE', `/groups/${groupId}`, { token })).status, 409);
  const audit = await call('GET', '/audit?limit=2', { token });
  t.match(audit.json, { items: [{ action: 'number-removed' }, {}], next: Number });
  t.notMatch(JSON.stringify((await call('GET', '/audit', { token })).json), '83926517');
});

t.test(
  'bad input is refused by the name of the field, and shows nothing of the inside',
  async (t) => {
    const { call, tokenFor } = await setup(t);
    const token = await tokenFor(['read', 'manage']);
    const good = { name: 'Ada', email: 'ada@example.com' };
    const cases: readonly (readonly [path: string, body: unknown, field: string])[] = [
      ['/organizers', { ...good, name: '' }, 'body.name'],
      ['/organizers', { ...good, name: 7 }, 'body.name'],
      ['/organizers', { ...good, email: 'nobody' }, 'body.email'],
      ['/organizers', { ...good, room: '0' }, 'body.room'],
      ['/organizers', { ...good, pin: 'abcd' }, 'body.pin'],
      ['/organizers', { ...good, numbers: ['1'] }, 'body.numbers.0'],
      ['/organizers', { ...good, nmae: 'x' }, 'body.nmae'],
      ['/groups', { name: 'x'.repeat(101) }, 'body.name'],
      ['/groups', {}, 'body.name'],
      ['/numbers', { number: '+3225550100', country: 'Belgium' }, 'body.country'],
    ];
    for (const [path, body, field] of cases) {
      const answer = await call('POST', path, { token, body });
      t.equal(answer.status, 400, JSON.stringify(body).slice(0, 60));
      const error = answer.json?.['error'] as { fields?: Record<string, string> };
      t.ok(Object.keys(error.fields ?? {}).includes(field), field);
    }
    t.equal((await call('POST', '/groups', { token, body: '{"name":' })).status, 400);
    const huge = { name: 'x'.repeat(2_000_000) };
    t.equal((await call('POST', '/groups', { token, body: huge })).status, 413);
    t.equal((await call('GET', '/organizers?limit=0', { token })).status, 400);
    t.equal((await call('GET', '/organizers?lmiit=1', { token })).status, 400);
    t.equal((await call('GET', '/organizers?after=zzz', { token })).status, 400);
    t.equal((await call('GET', '/nowhere', { token })).status, 404);
    t.equal((await call('PATCH', '/policy', { token, body: { nothing: null } })).status, 400);
    t.equal((await call('PATCH', '/policy', { token, body: {} })).status, 400);
    for (const value of [61, 'x', true]) {
      const body = { graceMinutes: { value, fixed: false } };
      t.equal((await call('PATCH', '/policy', { token, body })).status, 400, String(value));
    }
  },
);

t.test('the description names every operation, and its schemas hold together', async (t) => {
  const { call } = await setup(t);
  const { status, json } = await call('GET', '/openapi.json');
  t.equal(status, 200);
  t.match(json, { openapi: '3.1.0', paths: { '/me': { get: { operationId: 'getMe' } } } });
  const text = JSON.stringify(json);
  const ids = [...text.matchAll(/"operationId":"(\w+)"/g)].map(([, id]) => id);
  t.equal(new Set(ids).size, ids.length);
  t.ok(ids.length > 10);
  const paths = json?.['paths'] as Record<string, Record<string, { parameters: object[] }>>;
  for (const [path, operations] of Object.entries(paths)) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const operation of Object.values(operations)) {
      const given = operation.parameters as { name: string; in: string; required: boolean }[];
      t.same(
        given.filter((one) => one.in === 'path').map(({ name }) => name),
        named,
        path,
      );
      t.ok(given.every((one) => one.in !== 'path' || one.required));
    }
  }
});

t.test('a room, its conferences and their calls are read by those who may', async (t) => {
  const { call, tokenFor, store, admins, administration, by } = await setup(t);
  const token = await tokenFor(['read']);
  t.match((await call('GET', '/rooms/700100', { token })).json, {
    room: '700100',
    enabled: true,
    options: { entryTones: true },
  });
  const manage = await tokenFor(['read', 'manage']);
  const options = (body: object) => call('PATCH', '/rooms/700100/options', { token: manage, body });
  t.match(await options({ graceMinutes: 5, entryTones: false }), {
    status: 200,
    json: { options: { graceMinutes: 5, entryTones: false } },
  });
  for (const wrong of [{ graceMinutes: 61 }, { entryTones: 'off' }, { colour: 1 }]) {
    t.equal((await options(wrong)).status, 400, JSON.stringify(wrong));
  }
  await administration.changePolicy(by, ['graceMinutes=7,fixed']);
  t.match((await options({ graceMinutes: 5 })).json, { error: { message: /fixed/ } });
  t.match((await options({ entryTones: null })).json, { options: { entryTones: true } });
  const room = (await store.directory.findRoomByNumber('700100'))!;
  store.history.conferenceStarted({ id: 'conference-1', roomId: room.id, startedAtMs: 1_000 });
  store.history.legStarted({
    id: 'leg-1',
    callId: 'call-1',
    direction: 'inbound',
    dialledNumber: '700100',
    callerNumber: '+32470000001',
    callerName: null,
    source: '192.0.2.1:5060',
    codec: 'PCMU/8000',
    startedAtMs: 900,
    priceClass: null,
  });
  store.history.legJoined('leg-1', {
    conferenceId: 'conference-1',
    role: 'organizer',
    joinedAtMs: 1_000,
  });
  await store.history.flush();
  t.match((await call('GET', '/rooms/700100/conferences', { token })).json, {
    items: [{ id: 'conference-1', startedAt: '1970-01-01T00:00:01.000Z', endedAt: null }],
  });
  const calls = '/rooms/700100/conferences/conference-1/calls';
  t.match((await call('GET', calls, { token })).json, {
    items: [{ number: '+32470000001', role: 'organizer', quality: null }],
  });
  await store.directory.setRoomOptions(room.id, { maskNumbers: true });
  t.notMatch(JSON.stringify((await call('GET', calls, { token })).json), '+3247000');
  t.equal((await call('GET', '/rooms/700100/conferences/other/calls', { token })).status, 404);
  const nobody = await admins.add(
    by,
    { name: 'Ada', email: 'ada@example.com' },
    {
      kind: 'groups',
      groupIds: [
        (
          await call('POST', '/groups', {
            token: await tokenFor(['manage']),
            body: { name: 'Sales' },
          })
        ).json!['id'] as string,
      ],
    },
  );
  const other = await tokenFor(['read'], nobody);
  t.equal((await call('GET', '/rooms/700100', { token: other })).status, 404);
  t.same((await call('GET', '/rooms', { token: other })).json, { items: [] });
});

t.test('tokens are made and revoked on their page, shown once', async (t) => {
  const { post, get, call, visitor, person } = await setup(t);
  visitor.person = person;
  const wanted = { name: 'A <b>script</b>', scopes: 'read', days: '30' };
  t.match((await post('/settings/tokens', { ...wanted, name: '' })).text, 'href="#name"');
  t.match((await post('/settings/tokens', { ...wanted, scopes: 'all' })).text, 'href="#scopes"');
  const made = await post('/settings/tokens', wanted);
  const [, token = ''] = /<code>(partyline_[\w-]+)<\/code>/.exec(made.text) ?? [];
  t.equal((await call('GET', '/me', { token })).status, 200);
  const page = (await get('/settings/tokens')).text;
  t.notMatch(page, token);
  t.match(page, 'A &lt;b&gt;script');
  const [, id = ''] = /name="id" value="([^"]+)"/.exec(page) ?? [];
  t.equal((await post('/settings/tokens/revoke', { id })).status, 303);
  t.equal((await call('GET', '/me', { token })).status, 401);
  t.equal((await post('/settings/tokens/revoke', { id })).status, 404);
});

t.test(
  'recordings are listed by a token too, and a wrong one is nobody beside a cookie',
  async (t) => {
    const { call, tokenFor, visitor, person } = await setup(t);
    visitor.person = person;
    const token = await tokenFor(['read']);
    t.match(await call('GET', '/recordings', { token }), { status: 200, json: { recordings: [] } });
    t.equal((await call('GET', '/recordings', { token: `${token}x` })).status, 401);
    t.equal((await call('GET', '/recordings')).status, 200, 'by the session of the page');
  },
);
