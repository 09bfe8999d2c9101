import { readFileSync } from 'node:fs';
import t from 'tap';
import { silentLogger } from '../../bridge/kernel/logger.js';
import { openStore } from '../../bridge/store/open-store.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import { BridgeProcess } from '../support/bridge-process.js';
import { hold } from '../support/held-conferences.js';
import { parseCsv } from '../support/parse-csv.js';
import { PortalBrowser } from '../support/portal-browser.js';

const bridge = await BridgeProcess.start();
t.teardown(() => bridge.stop());
const browser = await PortalBrowser.open(t, bridge);
const hourMs = 3_600_000;

t.test('what was held is counted, listed, told call by call, and taken away as CSV', async (t) => {
  const organizer = await bridge.addOrganizer();
  const clock = createSystemClock();
  const { dataDir } = bridge;
  const store = openStore({ dataDir, clock, logger: silentLogger, bridge: false });
  const room = await store.directory.findRoomByNumber(organizer.room);
  const callerName = '=HYPERLINK("http://evil.example")<img src=x onerror=alert(1)>';
  for (let n = 0; n < 30; n++) {
    const startedAtMs = clock.now() - (n + 2) * 20 * hourMs;
    const endedAtMs = startedAtMs + 600_000;
    await hold(store, {
      id: `held-${n}`,
      roomId: room!.id,
      startedAtMs,
      endedAtMs,
      billingCode: `${100 + (n % 3)}`,
      calls: [
        { joinedAtMs: startedAtMs, endedAtMs },
        { joinedAtMs: startedAtMs + 60_000, endedAtMs, callerName },
      ],
    });
  }
  await store.close();

  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.signIn(organizer);
  await page.goto('/usage');
  const tiles = await page.locator('dl.tiles').innerText();
  t.match(tiles, /Conferences\s+30\s+Calls\s+60\s+Minutes\s+570/);
  t.ok(await page.locator('.plot canvas').count(), 'a chart');
  t.equal(await page.locator('table.conferences tbody tr').count(), 25);
  t.same(await visitor.picture('usage'), []);
  await page.getByRole('link', { name: 'Next page' }).click();
  await page.waitForURL('**after=*');
  t.equal(await page.locator('table.conferences tbody tr').count(), 5);
  await page.locator('input[name=code]').fill('101');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.waitForURL('**code=101*');
  t.match(await page.locator('dl.tiles').innerText(), /Conferences\s+10/);

  const saved = async (name: string) => {
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name }).click();
    return readFileSync(await (await download).path(), 'utf8');
  };
  const conferences = await saved('Conferences (CSV)');
  t.equal(conferences.charCodeAt(0), 0xfeff);
  t.equal(parseCsv(conferences.slice(1), ',').length, 11, 'the filter holds for the file');
  const calls = parseCsv((await saved('Every call (CSV)')).slice(1), ',');
  t.equal(calls.length, 21);
  t.ok(
    calls.some((row) => row.includes(`'${callerName}`)),
    'no formula',
  );

  await page.locator('table.conferences tbody th a').first().click();
  await page.locator('table.callers').waitFor();
  t.match(await page.locator('table.callers').innerText(), callerName);
  t.match(await page.locator('table.callers').innerText(), /good\s+MOS 4\.2, loss 1\.0 %/);
  t.same(await visitor.picture('usage-conference'), []);

  const stranger = await browser.visitor('fr');
  await stranger.signIn(await bridge.addOrganizer());
  const answer = await stranger.page.goto(new URL(page.url()).pathname);
  t.equal(answer?.status(), 404, 'nobody else’s');
  t.equal((await stranger.page.goto('/admin/reports'))?.status(), 403);
  await stranger.page.goto('/usage');
  t.same(await stranger.picture('usage-empty'), []);
  t.equal((await stranger.page.goto('/usage?months=2'))?.status(), 400);
  t.same([...visitor.complaints, ...stranger.complaints], []);
});
