import t from 'tap';
import { portalApp } from '../../support/portal-app.js';

const hour = 3_600_000;

t.test('a session slides while it is used, and ends when it is not', async (t) => {
  const app = await portalApp(t);
  const visitor = app.visitor();
  await visitor.signIn(await app.addOrganizer());
  for (let n = 0; n < 5; n++) {
    app.clock.advance(11 * hour);
    t.equal((await visitor.get('/conferences')).status, 200);
  }
  app.clock.advance(12 * hour);
  t.equal((await visitor.get('/conferences')).location, '/sign-in?next=%2Fconferences');
});

t.test('a session ends after two weeks, however busy', async (t) => {
  const app = await portalApp(t);
  const visitor = app.visitor();
  await visitor.signIn(await app.addOrganizer());
  for (let hours = 0; hours < 14 * 24; hours += 8) {
    t.equal((await visitor.get('/conferences')).status, 200);
    app.clock.advance(8 * hour);
  }
  t.equal((await visitor.get('/conferences')).status, 303);
});

t.test(
  'signing in gives a new secret, which a script cannot read; signing out ends it',
  async (t) => {
    const app = await portalApp(t);
    const organizer = await app.addOrganizer();
    const visitor = app.visitor();
    visitor.cookies.set('partyline_session', 'A'.repeat(43));
    const signedIn = await visitor.signIn(organizer);
    const [set = ''] = signedIn.headers
      .getSetCookie()
      .filter((cookie) => cookie.includes('partyline_session') && cookie.includes('HttpOnly'));
    t.match(set, 'SameSite=Lax');
    t.match(set, 'Path=/');
    const secret = visitor.cookies.get('partyline_session')!;
    t.not(secret, 'A'.repeat(43));
    const row = await app.store.identity.findSession(secret, 0);
    t.equal(row, null, 'the database has its hash alone');
    const _csrf = await visitor.token('/conferences');
    await visitor.post('/sign-out', { _csrf });
    const thief = app.visitor();
    thief.cookies.set('partyline_session', secret);
    t.equal((await thief.get('/conferences')).status, 303, 'and it is worth nothing afterwards');
  },
);

t.test(
  'behind HTTPS cookies are secure, and a proxy is believed only where it is trusted',
  async (t) => {
    const https = await portalApp(t, { publicUrl: () => 'https://conference.example.com' });
    const cookie = (await https.visitor().get('/')).headers.getSetCookie()[0] ?? '';
    t.match(cookie, '; Secure');
    t.match((await https.visitor().get('/')).headers.get('strict-transport-security'), 'max-age');
    const forwarded = { 'x-forwarded-proto': 'https' };
    const trusting = await portalApp(t, { trustedProxies: ['127.0.0.1'] });
    t.match((await trusting.visitor().get('/', forwarded)).headers.getSetCookie()[0], '; Secure');
    const plain = await portalApp(t);
    t.notMatch((await plain.visitor().get('/', forwarded)).headers.getSetCookie()[0], '; Secure');
  },
);

t.test('after signing in one goes on to a page of ours, never to another site', async (t) => {
  const app = await portalApp(t);
  const organizer = await app.addOrganizer();
  for (const [next, expected] of [
    ['/settings', '/settings'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['/a\r\nSet-Cookie: x=1', '/'],
  ] as const) {
    const visitor = app.visitor();
    const _csrf = await visitor.token('/sign-in');
    const { email, password } = organizer;
    const shown = await visitor.post('/sign-in', { _csrf, email, password, next });
    t.equal(shown.location, expected, next);
  }
});

t.test('a forgotten password answers alike for everybody, and mails few links', async (t) => {
  const app = await portalApp(t);
  const { email } = await app.addOrganizer();
  const visitor = app.visitor();
  const _csrf = await visitor.token('/password/forgotten');
  const known = await visitor.post('/password/forgotten', { _csrf, email });
  const unknown = await visitor.post('/password/forgotten', { _csrf, email: 'no@example.com' });
  t.equal(known.text.replaceAll(email, 'X'), unknown.text.replaceAll('no@example.com', 'X'));
  for (let n = 0; n < 10; n++) await visitor.post('/password/forgotten', { _csrf, email });
  t.equal(app.mails.length, 3);
  t.match(app.mails[0], {
    to: { address: email },
    text: /http:\/\/127.0.0.1:8080\/password\/set\//,
  });
});

t.test('one address has only so many tries at forms that anybody may send', async (t) => {
  const app = await portalApp(t);
  const visitor = app.visitor();
  const _csrf = await visitor.token('/sign-in');
  const statuses: number[] = [];
  for (let n = 0; n < 70; n++) {
    statuses.push((await visitor.post('/sign-in', { _csrf, email: '', password: '' })).status);
  }
  t.equal(statuses[59], 400);
  t.equal(statuses[60], 429);
});
