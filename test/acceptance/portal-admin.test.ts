import t from 'tap';
import { BridgeProcess } from '../support/bridge-process.js';
import { PortalBrowser } from '../support/portal-browser.js';

const bridge = await BridgeProcess.start();
t.teardown(() => bridge.stop());
const browser = await PortalBrowser.open(t, bridge);

interface Admin {
  readonly email: string;
  readonly password: string;
}

async function signedIn(language: 'en' | 'fr') {
  const email = `grace-${language}@example.com`;
  const name = ['--name', 'Grace Hall', '--email', email];
  const admin = (await bridge.command('admin', 'add', ...name)) as Admin;
  const visitor = await browser.visitor(language);
  await visitor.signIn(admin);
  return visitor;
}

t.test('an admin makes a group, reads in a list, and sees who did what', async (t) => {
  const visitor = await signedIn('en');
  const { page } = visitor;
  const press = (name: string): Promise<void> =>
    page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('link', { name: 'Administration' }).click();
  t.same(await visitor.picture('admin-organizers'), []);

  await page.getByRole('link', { name: 'Groups', exact: true }).click();
  await page.locator('#name').fill('Sales <b>&</b> care');
  await press('Add');
  t.same(await visitor.picture('admin-groups'), []);

  await page.goto('/admin/organizers/list');
  const list = (email: string): string =>
    `name;email;group\nAda Martin;${email};Sales <b>&</b> care\nBob;bob@example.com;\n`;
  await page.locator('input[type=file]').setInputFiles({
    name: 'list.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(list('nobody')),
  });
  await page.waitForFunction(`document.querySelector('#csv').value.includes('Ada')`);
  await press('Check');
  t.match(await page.locator('main').innerText(), /One line has a problem[^]*no address/);
  t.match(await page.locator('#csv').inputValue(), 'nobody', 'the list is kept');
  t.same(await visitor.picture('admin-list-refused'), []);
  await page.locator('#csv').fill(list('ada@example.com'));
  await press('Check');
  await press('Add 2 organizers');
  t.match(await page.locator('main').innerText(), /Ada Martin[^]*bob@example\.com/);
  t.same(await visitor.picture('admin-added'), []);
  t.match(bridge.query("select name from organizers where email = 'ada@example.com'"), [
    { name: 'Ada Martin' },
  ]);

  await page.getByRole('link', { name: 'Ada Martin' }).click();
  t.same(await visitor.picture('admin-organizer'), []);
  await press('Disable');
  await page.getByRole('button', { name: 'Enable again' }).waitFor();
  for (const section of ['admins', 'numbers', 'prices', 'reports', 'audit'] as const) {
    await page.goto(`/admin/${section}`);
    t.same(await visitor.picture(`admin-${section}`), [], section);
  }
  await page.goto('/admin/audit');
  t.match(await page.locator('main').innerText(), /Organizer disabled\s+Ada Martin/);
  t.match(await page.locator('main').innerText(), 'Sales <b>&</b> care');
  t.same(visitor.complaints, []);
});

t.test('in French: defaults, of which one is fixed, and a token for a program', async (t) => {
  const visitor = await signedIn('fr');
  const { page } = visitor;
  await page.goto('/admin/defaults');
  await page.locator('#graceMinutes').fill('7');
  await page.locator('#fixed-graceMinutes').check();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Enregistré.').waitFor();
  t.same(await visitor.picture('admin-defaults-fr'), []);
  t.match(await bridge.command('policy', 'show'), {
    graceMinutes: { value: 7, fixed: true },
  });

  await page.goto('/settings/tokens');
  await page.locator('#name').fill('Tableau de bord');
  await page.getByRole('button', { name: 'Créer' }).click();
  const token = await page.locator('main code').innerText();
  t.same(await visitor.picture('token-fr'), []);
  const asked = await fetch(`${bridge.url}/api/v1/organizers?limit=1`, {
    headers: { authorization: `Bearer ${token}` },
  });
  t.equal(asked.status, 200);
  await page.goto('/settings/tokens');
  t.same(await visitor.picture('tokens-fr'), []);
  t.match(await page.locator('main').innerText(), 'Tableau de bord');
  t.same(visitor.complaints, []);
  t.notOk(bridge.log.includes(token));
});
