import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ICAL from 'ical.js';
import t from 'tap';
import { BridgeProcess } from '../support/bridge-process.js';
import { PortalBrowser } from '../support/portal-browser.js';

const bridge = await BridgeProcess.start();
t.teardown(() => bridge.stop());
const browser = await PortalBrowser.open(t, bridge);

/** The calendar files in the mails to somebody, the oldest first, as an independent parser has them. */
function invitationsTo(address: string) {
  const folder = path.join(bridge.dataDir, 'mail');
  const mails = readdirSync(folder)
    .sort()
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .filter((mail) => new RegExp(`^To: .*${address}`, 'm').test(mail));
  return mails.map((mail) => {
    const [head = '', ...body] = mail.slice(mail.indexOf('text/calendar')).split(/\r?\n\r?\n/);
    const [part = ''] = body.join('\r\n\r\n').split(/\r?\n--/);
    const text = /base64/i.test(head)
      ? Buffer.from(part, 'base64').toString()
      : fromPrintable(part);
    const calendar = new ICAL.Component(ICAL.parse(text) as never);
    const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!);
    return { mail, method: calendar.getFirstPropertyValue('method'), event };
  });
}

/** RFC 2045 §6.7. */
function fromPrintable(text: string): string {
  const joined = text.replace(/=\r?\n/g, '');
  const bytes = joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString();
}

t.test(
  'a series is scheduled, changed and cancelled, and each contact is told by mail',
  async (t) => {
    const organizer = await bridge.addOrganizer();
    await bridge.command('number', 'add', '+3225550100', '--country', 'BE', '--kind', 'toll');
    const visitor = await browser.visitor('fr');
    const { page } = visitor;
    await visitor.signIn(organizer);
    await page.goto('/schedule');
    t.same(await visitor.picture('schedule-empty'), []);
    await page.goto('/schedule/new');
    t.equal(await page.locator('#timeZone').inputValue(), 'Europe/Brussels', 'the browser’s own');
    await page.locator('#subject').fill('Réunion <b>de</b> suivi');
    await page.locator('#date').fill('2031-03-25');
    await page.locator('#time').fill('15:30');
    await page.locator('#repeat').selectOption('week');
    await page.locator('#contacts').fill('Bob <bob@example.org> en\nchloe@example');
    await page.locator('button[value=send]').click();
    t.match(await page.getByRole('alert').innerText(), 'chloe@example');
    t.equal(
      await page.locator('#subject').inputValue(),
      'Réunion <b>de</b> suivi',
      'the form is kept',
    );
    t.match(await page.locator('#contacts').inputValue(), /bob@example.org/);
    t.same(await visitor.picture('schedule-refused'), []);
    await page.locator('#contacts').fill('Bob <bob@example.org> en\nchloe@example.org');
    await page.locator('button[value=preview]').click();
    t.match(await page.getByRole('status').innerText(), '1 avr. 2031');
    t.same(await visitor.picture('schedule-preview'), []);
    await page.locator('button[value=send]').click();
    await page.waitForURL('**/schedule?*');
    t.same(await visitor.picture('schedule'), []);

    const toBob = invitationsTo('bob@example.org')[0]!;
    t.match(toBob.mail, /invites you/);
    t.equal(toBob.method, 'REQUEST');
    t.equal(toBob.event.summary, 'Réunion <b>de</b> suivi');
    t.match(toBob.event.description, `+3225550100,,${organizer.room}#`);
    t.notMatch(toBob.event.description, organizer.pin);
    t.match(invitationsTo('chloe@example.org')[0]?.event.description, /Numéro de salle/);

    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: /\.ics/ }).click();
    const file = readFileSync(await (await download).path(), 'utf8');
    const event = new ICAL.Component(ICAL.parse(file) as never).getFirstSubcomponent('vevent')!;
    t.equal(event.getFirstPropertyValue('uid'), toBob.event.uid);

    await page.getByRole('link', { name: 'Modifier' }).click();
    await page.locator('#time').fill('16:00');
    await page.locator('button[value=send]').click();
    await page.waitForURL('**/schedule?*');
    await page.getByRole('link', { name: 'Annuler…' }).click();
    await page.getByRole('button', { name: 'Annuler la conférence' }).click();
    await page.getByText('Elle est annulée').waitFor();
    t.same(
      invitationsTo('bob@example.org').map(({ method, event }) => [
        method,
        event.uid === toBob.event.uid,
        event.sequence,
        event.startDate.hour,
      ]),
      [
        ['REQUEST', true, 0, 15],
        ['REQUEST', true, 1, 16],
        ['CANCEL', true, 2, 16],
      ],
    );
    t.same(visitor.complaints, []);
  },
);
