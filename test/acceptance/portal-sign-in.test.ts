import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import t from 'tap';
import { BridgeProcess } from '../support/bridge-process.js';
import { PortalBrowser } from '../support/portal-browser.js';

const bridge = await BridgeProcess.start();
t.teardown(() => bridge.stop());
const browser = await PortalBrowser.open(t, bridge);

t.test('the demo of a first start signs in and sees its room', async (t) => {
  const [, room = ''] = /Room number +(\d+)/.exec(bridge.log) ?? [];
  const [, email = ''] = /Sign in as +(\S+)/.exec(bridge.log) ?? [];
  const [, password = ''] = /Password +(\S+)/.exec(bridge.log) ?? [];
  const visitor = await browser.visitor();
  const { page } = visitor;
  await page.goto('/conferences');
  t.equal(new URL(page.url()).pathname, '/sign-in', 'is asked to sign in first');
  t.same(await visitor.picture('sign-in'), []);
  await page.locator('#email').fill(email);
  await page.locator('#password').fill(password);
  await page.locator('main button.primary').click();
  await page.waitForURL('**/conferences');
  const [head, tail] = [room.slice(0, 3), room.slice(3)];
  t.match(await page.locator('main').innerText(), `${head} ${tail}`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto('/conferences');
  t.equal(new URL(page.url()).pathname, '/sign-in', 'and is signed out');
  t.same(visitor.complaints, []);
});

t.test('a wrong password keeps the form, and tells nothing of the account', async (t) => {
  const { email } = await bridge.addOrganizer();
  const texts: string[] = [];
  for (const account of [email, 'nobody@example.com']) {
    const visitor = await browser.visitor('fr');
    const { page } = visitor;
    await page.goto('/sign-in');
    await page.locator('#email').fill(account);
    await page.locator('#password').fill('not it at all');
    await page.locator('main button.primary').click();
    const alert = page.getByRole('alert');
    texts.push(await alert.innerText());
    t.equal(await page.locator('#email').inputValue(), account);
    t.equal(await page.locator('#password').inputValue(), '');
    if (account === email) t.same(await visitor.picture('sign-in-refused'), []);
    t.same(visitor.complaints, []);
  }
  t.equal(texts[0], texts[1]);
});

t.test('a forgotten password is set by a mailed link, once', async (t) => {
  const organizer = await bridge.addOrganizer();
  const visitor = await browser.visitor();
  const { page } = visitor;
  await page.goto('/sign-in');
  await page.getByRole('link', { name: /Forgotten/ }).click();
  t.same(await visitor.picture('password-forgotten'), []);
  await page.locator('#email').fill(organizer.email.toUpperCase());
  await page.locator('main button.primary').click();
  await page.getByRole('heading', { name: 'Look at your mail' }).waitFor();
  t.same(await visitor.picture('password-sent'), []);

  const link = linkIn(await mailTo(organizer.email));
  await page.goto(link);
  t.same(await visitor.picture('password-set'), []);
  const password = 'four correct horses';
  await page.locator('#password').fill(password);
  await page.locator('#repeated').fill(`${password}!`);
  await page.locator('main button.primary').click();
  t.match(await page.locator('#repeated-problem').innerText(), 'not the same');
  await page.locator('#password').fill(password);
  await page.locator('#repeated').fill(password);
  await page.locator('main button.primary').click();
  await page.waitForURL('**/sign-in?set');

  await page.goto(link);
  t.match(await page.locator('h1').innerText(), 'no longer works');
  t.same(await visitor.picture('password-link-gone'), []);
  await visitor.signIn({ email: organizer.email, password });
  t.equal(new URL(page.url()).pathname, '/conferences');
  t.same(visitor.complaints, []);
});

/** The text of the mail to somebody, as soon as it is in the folder. */
async function mailTo(address: string): Promise<string> {
  const folder = path.join(bridge.dataDir, 'mail');
  for (let tries = 0; tries < 200; tries++) {
    const mails = filesOf(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'));
    const mail = mails.find((text) => text.includes(`<${address}>`) || text.includes(address));
    if (mail !== undefined) return mail;
    await delay(50);
  }
  throw new Error(`no mail to ${address} has come`);
}

function filesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.eml'));
  } catch {
    return [];
  }
}

/** Quoted-printable breaks long lines with `=` (RFC 2045 §6.7). */
function linkIn(mail: string): string {
  const text = mail.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
  const [link] = /http:\/\/\S+\/password\/set\/[\w-]+/.exec(text) ?? [];
  if (link === undefined) throw new Error(`no link in:\n${mail}`);
  return link;
}
