import t from 'tap';
import { portalApp } from '../../support/portal-app.js';

const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}'`;

/** Each form of an organizer, a field of it, and what the other fields are when they are right. */
const forms = (room: string) =>
  [
    { path: `/conferences/${room}/pin`, page: `/conferences/${room}/pin`, field: 'pin', rest: {} },
    {
      path: `/settings/rooms/${room}`,
      page: `/settings/rooms/${room}`,
      field: 'graceMinutes',
      rest: { waitLimitMinutes: '30' },
    },
    { path: '/settings/you/language', page: '/settings/you', field: 'ownLanguage', rest: {} },
    {
      path: '/settings/you/password',
      page: '/settings/you',
      field: 'current',
      rest: { password: 'four correct horses', repeated: 'four correct horses' },
    },
    {
      path: '/settings/you/password',
      page: '/settings/you',
      field: 'password',
      rest: { current: 'x', repeated: 'four correct horses' },
    },
  ] as const;

t.test('a form of an organizer refuses bad input by the name of its field', async (t) => {
  const app = await portalApp(t);
  const organizer = await app.addOrganizer();
  const visitor = app.visitor();
  t.equal((await visitor.signIn(organizer)).location, '/conferences');
  for (const { path, page, field, rest } of forms(organizer.room)) {
    const _csrf = await visitor.token(page);
    const bodies: Readonly<Record<string, string>> = {
      missing: new URLSearchParams({ _csrf, ...rest }).toString(),
      huge: new URLSearchParams({ _csrf, ...rest, [field]: '9'.repeat(100_000) }).toString(),
      hostile: new URLSearchParams({ _csrf, ...rest, [field]: hostile }).toString(),
      twice: `${new URLSearchParams({ _csrf, ...rest }).toString()}&${field}=1&${field}=2`,
      nested: `${new URLSearchParams({ _csrf, ...rest }).toString()}&${field}[a]=1`,
    };
    for (const [kind, body] of Object.entries(bodies)) {
      // A password may be of any characters.
      if (kind === 'hostile' && field === 'password') continue;
      const { status, text } = await visitor.post(path, body);
      t.equal(status, 400, `${kind} ${field}`);
      t.match(text, new RegExp(`id="${field}-problem"`), `${kind} ${field} is named`);
      t.match(text, `action="/sign-out"`, 'on the page of the form');
      t.notMatch(text, /<script>|<img|node_modules| {4}at /, 'nothing of it comes back as markup');
    }
  }
});

t.test('forms without a session refuse bad input too, and keep what was entered', async (t) => {
  const app = await portalApp(t);
  const visitor = app.visitor();
  const _csrf = await visitor.token('/sign-in');
  const long = await visitor.post('/sign-in', { _csrf, email: 'a'.repeat(50_000), password: 'x' });
  t.equal(long.status, 400);
  t.match(long.text, 'id="email-problem"');
  const none = await visitor.post('/sign-in', { _csrf, email: 'ada@example.com', password: '' });
  t.equal(none.status, 400);
  t.match(none.text, 'id="password-problem"');
  t.match(none.text, 'value="ada@example.com"');
  const odd = await visitor.post('/password/forgotten', { _csrf, email: hostile });
  t.equal(odd.status, 400);
  t.match(odd.text, 'id="email-problem"');
  t.notMatch(odd.text, '<script>alert');
  const gone = await visitor.get('/password/set/nothing');
  t.equal(gone.status, 410);
});

t.test('what is no form at all is refused with a page', async (t) => {
  const app = await portalApp(t);
  const organizer = await app.addOrganizer();
  const visitor = app.visitor();
  await visitor.signIn(organizer);
  const page = `/conferences/${organizer.room}/pin`;
  const _csrf = await visitor.token(page);
  const json = await visitor.post(page, '{"pin":', { 'content-type': 'application/json' });
  t.equal(json.status, 403, 'without a token');
  t.equal((await visitor.post(page, { _csrf: 'x', pin: '73915' })).status, 403);
  t.equal((await visitor.post(page, { pin: '73915' })).status, 403);
  const elsewhere = { 'sec-fetch-site': 'cross-site' };
  t.equal((await visitor.post(page, { _csrf, pin: '73915' }, elsewhere)).status, 403);
  const huge = await visitor.post(page, `_csrf=${_csrf}&pin=${'1'.repeat(2_000_000)}`);
  t.equal(huge.status, 413);
  t.match(huge.text, 'Too large');
  const many = await visitor.post(page, `_csrf=${_csrf}${'&a=1'.repeat(5_000)}`);
  t.equal(many.status, 413);
  for (const path of ['/conferences/%00/pin', '/conferences/%ff/pin', '/settings/rooms/999999']) {
    const { status, text } = await visitor.get(path);
    t.ok(status === 404 || status === 400, path);
    t.notMatch(text, /node_modules| {4}at /);
  }
});

t.test("another's room is not to be found, and what is fixed stays fixed", async (t) => {
  const app = await portalApp(t);
  const [ada, bob] = [await app.addOrganizer(), await app.addOrganizer()];
  const visitor = app.visitor();
  await visitor.signIn(ada);
  for (const path of [`/conferences/${bob.room}/pin`, `/settings/rooms/${bob.room}`]) {
    t.equal((await visitor.get(path)).status, 404);
    const _csrf = await visitor.token('/settings/you');
    t.equal((await visitor.post(path, { _csrf, pin: '73915' })).status, 404);
  }
  const [account] = await app.store.directory.listAccounts();
  await app.store.directory.setOptionPolicy(account!.id, {
    rollCall: { value: true, fixed: true },
  });
  const path = `/settings/rooms/${ada.room}`;
  const text = (await visitor.get(path)).text;
  const _csrf = await visitor.token(path);
  t.match(text, 'Fixed by Partyline');
  t.notMatch(text, 'name="rollCall"');
  const fields: Record<string, string> = { _csrf, rollCall: 'on' };
  for (const [, name = '', value = ''] of text.matchAll(
    /<input\s+id="(\w+)"\s+name="\w+"\s+type="(?:number|text)"\s+value="([^"]*)"/g,
  )) {
    fields[name] = value;
  }
  const refused = await visitor.post(path, { ...fields, billingCode: 'off', language: '' });
  t.equal(refused.status, 400);
  t.match(refused.text, /href="#rollCall"/);
});
