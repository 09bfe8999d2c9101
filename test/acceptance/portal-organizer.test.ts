import t from 'tap';
import { BridgeProcess } from '../support/bridge-process.js';
import { PortalBrowser } from '../support/portal-browser.js';

const bridge = await BridgeProcess.start();
t.teardown(() => bridge.stop());
const browser = await PortalBrowser.open(t, bridge);
await bridge.command('number', 'add', '+3225550100', '--country', 'BE', '--language', 'fr');
await bridge.command('number', 'add', '+33155501000', '--country', 'FR', '--kind', 'toll-free');

t.test('an organizer sees the room and the numbers, and changes the PIN', async (t) => {
  const organizer = await bridge.addOrganizer();
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.signIn(organizer);
  const text = await page.locator('main').innerText();
  t.match(text, 'Belgium');
  t.match(text, 'No conference has been held in this room yet');
  const dial = await page.getByRole('link', { name: '+3225550100' }).getAttribute('href');
  t.equal(dial, `tel:+3225550100,,${organizer.room}%23`);
  t.same(await visitor.picture('conferences'), []);

  await page.getByRole('link', { name: 'Change it' }).click();
  await page.locator('#pin').fill('1234');
  await page.getByRole('button', { name: 'Change the PIN' }).click();
  t.match(await page.locator('#pin-problem').innerText(), 'easy to guess');
  t.equal(await page.locator('#pin').inputValue(), '', 'a PIN is never shown again');
  t.same(await visitor.picture('pin-refused'), []);
  await page.locator('#pin').fill('73915');
  await page.getByRole('button', { name: 'Change the PIN' }).click();
  t.equal(await page.locator('output').innerText(), '73915');
  t.same(await visitor.picture('pin-set'), []);
  t.match(bridge.query(`select action from audit where actor_kind = 'person'`), [
    { action: 'pin-reset' },
  ]);
  t.notMatch(bridge.log, '73915');
  t.same(visitor.complaints, []);
});

t.test('settings keep what was entered, and what the account fixes stays fixed', async (t) => {
  await bridge.command('policy', 'set', 'rollCall=on,fixed');
  const organizer = await bridge.addOrganizer();
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.signIn(organizer);
  await page.getByRole('link', { name: 'Settings' }).click();
  t.match(await page.locator('#rollCall').innerText(), /on\s+· Fixed by Partyline/);
  t.same(await visitor.picture('settings-room'), []);

  await page.locator('#graceMinutes').fill('5');
  await page.locator('#enterMuted').check();
  await page.locator('#holdMusic').uncheck();
  await page.locator('#billingCode').selectOption('asked');
  // As a program would send it, past what the browser checks.
  await page.locator('#billingCodeDefault').fill('12a');
  await page.getByRole('button', { name: /Save the room/ }).click();
  t.match(await page.locator('#billingCodeDefault-problem').innerText(), 'digits only');
  t.equal(await page.locator('#graceMinutes').inputValue(), '5');
  t.ok(await page.locator('#enterMuted').isChecked());
  t.notOk(await page.locator('#holdMusic').isChecked());
  t.same(await visitor.picture('settings-room-refused'), []);
  await page.locator('#billingCodeDefault').fill('4711');
  await page.getByRole('button', { name: /Save the room/ }).click();
  await page.getByText('Saved.').waitFor();
  t.match(await bridge.command('room', 'show', organizer.room), {
    options: {
      graceMinutes: 5,
      enterMuted: true,
      holdMusic: false,
      billingCode: 'asked',
      billingCodeDefault: '4711',
      rollCall: true,
    },
  });
  t.same(visitor.complaints, []);
});

t.test('the language and the password are the organizer’s own', async (t) => {
  const organizer = await bridge.addOrganizer();
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.signIn(organizer);
  await page.goto('/settings/you');
  await page.locator('#ownLanguage').selectOption('fr');
  await page.getByRole('button', { name: 'Save the language' }).click();
  await page.getByText('Enregistré.').waitFor();
  t.same(await visitor.picture('settings-you'), []);

  const other = await browser.visitor();
  await other.signIn(organizer);
  const password = 'quatre chevaux blancs';
  const change = async (current: string): Promise<void> => {
    await page.locator('#current').fill(current);
    await page.locator('#password').fill(password);
    await page.locator('#repeated').fill(password);
    await page.getByRole('button', { name: 'Changer le mot de passe' }).click();
  };
  await change('not this one');
  t.match(await page.locator('#current-problem').innerText(), 'pas votre mot de passe');
  await change(organizer.password);
  await page.getByText('Enregistré.').waitFor();
  await other.page.goto('/conferences');
  t.equal(new URL(other.page.url()).pathname, '/sign-in', 'other sessions end');
  await other.signIn({ email: organizer.email, password });
  t.equal(new URL(other.page.url()).pathname, '/conferences');
  t.same(visitor.complaints, []);
});

t.test('the commands and the start page are for everybody, and print', async (t) => {
  const visitor = await browser.visitor('fr');
  const { page } = visitor;
  await page.goto('/');
  t.same(await visitor.picture('home'), []);
  await page.goto('/commands');
  t.match(await page.locator('main').innerText(), 'Verrouiller la conférence');
  t.same(await visitor.picture('commands'), []);
  await page.emulateMedia({ media: 'print' });
  t.notOk(await page.locator('header.site').isVisible());
  await page.emulateMedia({ media: 'screen' });
  await page.goto('/nowhere');
  t.equal(await page.locator('h1').innerText(), 'Introuvable');
  t.same(await visitor.picture('not-found'), []);
  t.same(visitor.complaints, []);
});
