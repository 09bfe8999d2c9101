import type { Locator, Page } from 'playwright-core';
import t from 'tap';
import { BridgeProcess } from '../support/bridge-process.js';
import { DialledPhone } from '../support/dialled-phone.js';
import { PortalBrowser } from '../support/portal-browser.js';

const toneHz = 1000;
const silentDb = -60;
const loudDb = -40;

/** What a reader of the page sees of one line, and does to it. */
class MemberOnPage {
  readonly row: Locator;

  constructor(page: Page, name: string) {
    this.row = page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) });
  }

  /** Resolves when the line's state is this. */
  async says(state: string): Promise<void> {
    await this.row.locator('.state').getByText(state, { exact: true }).waitFor();
  }

  async press(name: string): Promise<void> {
    await this.row.getByRole('button', { name }).click();
  }

  async choose(item: string): Promise<void> {
    await this.row.locator('button.menu').click();
    await this.row.page().getByRole('menuitem', { name: item }).click();
  }
}

t.test('an organizer runs a conference of telephones from the page', async (t) => {
  const bridge = await BridgeProcess.start();
  t.teardown(() => bridge.stop());
  const organizer = await bridge.addOrganizer(
    'participantsMayStart=true',
    'entryTones=false',
    'recordingAllowed=true',
  );
  const { room } = organizer;
  const browser = await PortalBrowser.open(t, bridge);
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.signIn(organizer);
  await page.goto(`/live/${room}`);
  await page.getByText('Nobody is in this room.').waitFor();

  const phone = async (callerNumber: string, tone: number | null): Promise<DialledPhone> => {
    const dialled = await DialledPhone.join(bridge, room, { callerNumber, toneHz: tone });
    t.teardown(() => dialled.close());
    return dialled;
  };
  const listener = await phone('1001', null);
  const ann = await phone('1002', toneHz);
  const member = new MemberOnPage(page, '1002');
  const heard = (): Promise<void> =>
    listener.rtp.until('the tone is heard', () => listener.rtp.hears(toneHz) > loudDb);
  const unheard = (): Promise<void> =>
    listener.rtp.until('silence', () => listener.rtp.hears(toneHz) < silentDb);

  await t.test('callers appear, and who talks', async (t) => {
    await member.says('unmuted');
    await page.getByRole('heading', { name: 'Lines (2)' }).waitFor();
    await page.locator('.live-speaking li', { hasText: '1002' }).waitFor();
    t.match(await page.title(), '(2)');
    t.same(await visitor.picture('live-few'), []);
  });

  await t.test('muted on the page: silence is measured, and the page says why', async () => {
    await heard();
    await member.press('Mute');
    await member.says('muted by organizer');
    await unheard();
    await ann.key('*2');
    await member.press('Unmute');
    await member.says('unmuted');
    await heard();
  });

  await t.test('muted on the telephone: the page shows it', async () => {
    await ann.key('*2');
    await member.says('muted by itself');
    await unheard();
    await ann.key('*2');
    await member.says('unmuted');
  });

  await t.test('two pages and a telephone on one line end in one state', async (t) => {
    const other = await browser.visitor('fr');
    await other.signIn(organizer);
    await other.page.goto(`/live/${room}`);
    const french = new MemberOnPage(other.page, '1002');
    await french.says('micro ouvert');
    const clicks = async (on: MemberOnPage): Promise<void> => {
      for (let n = 0; n < 4; n++) await on.row.locator('button.mute').click();
    };
    await Promise.all([clicks(member), clicks(french), ann.key('*2*2*2')]);
    const states = {
      'muted by organizer': "coupé par l'organisateur",
      'muted by itself, organizer': "coupé par l'appelant, l'organisateur",
      'muted by organizer, itself': "coupé par l'organisateur, l'appelant",
      'muted by itself': "coupé par l'appelant",
      unmuted: 'micro ouvert',
    };
    const settled = async (): Promise<boolean> => {
      const english = await member.row.locator('.state').innerText();
      const inFrench = await french.row.locator('.state').innerText();
      return states[english as keyof typeof states] === inFrench;
    };
    for (let tries = 0; tries < 30 && !(await settled()); tries++) await listener.rtp.hear(100);
    t.ok(await settled());
    t.same(await other.picture('live-french'), []);
    t.same(other.complaints, []);
    await other.page.close();
    await page.getByRole('button', { name: 'Unmute all' }).click();
    await member.row.locator('.state', { hasNotText: 'organizer' }).waitFor();
    if ((await member.row.locator('.state').innerText()) === 'muted by itself') await ann.key('*2');
    await member.says('unmuted');
  });

  await t.test('a lecture: muted, a hand, the floor', async () => {
    await page.getByLabel('Lecture').selectOption('strict');
    await member.says('muted by lecture');
    await unheard();
    await ann.key('*9');
    await page.locator('.live-hands li', { hasText: '1002' }).waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await member.says('unmuted');
    await member.row.getByText('has the floor').waitFor();
    await page.getByLabel('Lecture').selectOption('off');
    await member.row.getByText('has the floor').waitFor({ state: 'hidden' });
  });

  await t.test('on hold: music, and neither heard nor hearing', async () => {
    await member.choose('Put on hold');
    await member.says('on hold');
    await unheard();
    await ann.rtp.until('music', () => ann.rtp.loudness() > -50);
    await member.choose('Return from hold');
    await member.says('unmuted');
    await heard();
  });

  await t.test('locked: nobody comes in any more', async (t) => {
    await page.getByRole('button', { name: 'Lock' }).click();
    await page.locator('.badge', { hasText: 'Locked' }).waitFor();
    const late = await DialledPhone.dial(bridge, room, { callerNumber: '1003' });
    late.rtp.press('#');
    await bridge.untilMetric('calls', (calls) => calls === 2);
    await late.close();
    t.equal(await page.getByRole('heading', { name: 'Lines (2)' }).count(), 1);
    await page.getByRole('button', { name: 'Unlock' }).click();
  });

  await t.test('recorded, and stopped', async () => {
    await page.getByRole('button', { name: 'Record' }).click();
    await page.locator('.badge', { hasText: /^REC \d/ }).waitFor();
    await page.getByRole('button', { name: 'Stop recording' }).click();
    await page.locator('.badge.recording').waitFor({ state: 'hidden' });
  });

  await t.test('renamed by keyboard', async () => {
    await member.row.focus();
    await page.keyboard.press('r');
    await page.getByLabel('Name shown').fill('Ann <b>Arbor</b>');
    await page.keyboard.press('Enter');
    await new MemberOnPage(page, 'Ann <b>Arbor</b>').says('unmuted');
  });

  await t.test('a connection that was lost comes back with what was missed', async () => {
    await page.context().setOffline(true);
    await page.getByRole('alert').filter({ hasText: 'Connection lost' }).waitFor();
    await ann.key('*2');
    await page.context().setOffline(false);
    await new MemberOnPage(page, 'Ann <b>Arbor</b>').says('muted by itself');
    await page.locator('.live-lost').waitFor({ state: 'hidden' });
  });

  await t.test('disconnected, and ended for all, each after a question', async (t) => {
    await new MemberOnPage(page, 'Ann <b>Arbor</b>').choose('Disconnect');
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('heading', { name: 'Lines (1)' }).waitFor();
    await page.getByRole('button', { name: 'End…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'End…' }).click();
    await page.getByRole('button', { name: 'End for all' }).click();
    await page.getByText('Nobody is in this room.').waitFor();
    await bridge.untilMetric('members', (members) => members === 0);
    t.same(visitor.complaints, []);
  });
});
