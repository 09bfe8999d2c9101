import t, { type Test } from 'tap';
import type { AddedWithPassword } from '../../../../bridge/application/directory/administration.js';
import type { Portal } from '../../../../portal/portal.js';
import { type HttpVisitor, portalApp } from '../../../support/portal-app.js';

/** A stream on which nothing happens. */
const live = {
  rooms: { watch: () => ({ drained: () => undefined, close: () => undefined }) },
} as unknown as Portal['live'];

/** Resolves with everything that was sent, once the server ends it. No time passes meanwhile. */
async function watch(t: Test, url: string, visitor: HttpVisitor, { room }: AddedWithPassword) {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(new URL(`/live/${room}/events`, url), { headers: { cookie } });
  t.equal(response.status, 200);
  return { ended: response.text() };
}

t.test('who signs out loses the stream at once; other sessions keep theirs', async (t) => {
  const app = await portalApp(t, { live });
  const organizer = await app.addOrganizer();
  const [one, other] = [app.visitor(), app.visitor()];
  for (const visitor of [one, other]) await visitor.signIn(organizer);
  const first = await watch(t, app.url, one, organizer);
  const second = await watch(t, app.url, other, organizer);
  await one.post('/sign-out', { _csrf: await one.token('/conferences') });
  t.match(await first.ended, /^event: signed-out$/m);
  t.equal((await other.get('/conferences')).status, 200);
  await other.post('/sign-out', { _csrf: await other.token('/conferences') });
  t.match(await second.ended, /^event: signed-out$/m);
});

t.test('a new password ends the streams of the other sessions', async (t) => {
  const app = await portalApp(t, { live });
  const organizer = await app.addOrganizer();
  const [one, other] = [app.visitor(), app.visitor()];
  for (const visitor of [one, other]) await visitor.signIn(organizer);
  const stream = await watch(t, app.url, other, organizer);
  const password = 'four blue kettles sing';
  const changed = await one.post('/settings/you/password', {
    _csrf: await one.token('/settings/you'),
    current: organizer.password,
    password,
    repeated: password,
  });
  t.equal(changed.status, 303);
  t.match(await stream.ended, /^event: signed-out$/m);
});

t.test('whose account is disabled loses the stream at once', async (t) => {
  const app = await portalApp(t, { live });
  const organizer = await app.addOrganizer();
  const visitor = app.visitor();
  await visitor.signIn(organizer);
  const stream = await watch(t, app.url, visitor, organizer);
  const person = (await app.store.identity.findPersonByEmail(organizer.email))!;
  const by = { accountId: person.accountId, actor: { kind: 'system' } } as const;
  await app.administration.changeOrganizer(by, person.id, { disabled: true });
  t.match(await stream.ended, /^event: signed-out$/m);
});
