import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { chromium, type Page } from 'playwright-core';
import { cpuCores, readUsage } from '../process-usage.js';
import { wholeNumber } from '../whole-number.js';

const seconds = 10;
const changes = 100;

const program = new Command('npm run bench:panel --')
  .description('what live control of one room costs, and how soon a page shows a change; as JSON')
  .option('--members <n>', 'lines in the room', wholeNumber, 500)
  .option('--talkers <n>', 'of them, who talk', wholeNumber, 25)
  .option('--watchers <n>', 'who watch; the first in a browser', wholeNumber, 1)
  .parse();
const { members, talkers, watchers } = program.opts<{
  members: number;
  talkers: number;
  watchers: number;
}>();

/** What runs in the page, as text: the page's types are not the bench's. */
const watchFirstRow = `
  window.seen = [];
  const rows = document.querySelector('.live-rows');
  new MutationObserver(() => {
    const now = rows.querySelector('.line .state').textContent;
    if (now !== window.was) window.seen.push(Date.now());
    window.was = now;
  }).observe(rows, { subtree: true, childList: true, characterData: true });
  window.was = rows.querySelector('.line .state').textContent;
`;
const scrollForThreeSeconds = `new Promise((resolve) => {
  const begin = performance.now();
  let frames = 0, longest = 0, last = begin;
  const step = (now) => {
    frames += 1;
    longest = Math.max(longest, now - last);
    last = now;
    const down = Math.floor((now - begin) / 1500) % 2 === 0;
    window.scrollBy(0, down ? 60 : -60);
    if (now - begin < 3000) requestAnimationFrame(step);
    else resolve({ perSecond: frames / ((now - begin) / 1000), longestMs: longest });
  };
  requestAnimationFrame(step);
})`;

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

async function cores(server: ChildProcess): Promise<number> {
  const from = readUsage(server.pid!);
  await delay(seconds * 1000);
  return cpuCores(from, readUsage(server.pid!));
}

/** From the command in the server to the text on the page [ms]. */
async function latencies(server: ChildProcess, page: Page): Promise<readonly number[]> {
  await page.evaluate(watchFirstRow);
  const asked: number[] = [];
  for (let n = 0; n < changes; n++) {
    server.send('change');
    const [{ atMs }] = (await once(server, 'message')) as [{ atMs: number }];
    asked.push(atMs);
    await delay(120 + ((n * 37) % 100));
  }
  const seen = await page.evaluate<readonly number[]>('window.seen');
  if (seen.length !== asked.length) throw new Error(`${seen.length} of ${asked.length} seen`);
  return asked.map((atMs, n) => seen[n]! - atMs);
}

const script = fileURLToPath(new URL('server.js', import.meta.url));
const server = fork(script, [String(members), String(talkers)]);
const [{ url }] = (await once(server, 'message')) as [{ url: string }];
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
});
try {
  const unwatchedCores = await cores(server);
  const page = await browser.newPage();
  await page.goto(url);
  await page.locator('.live-rows .line').first().waitFor();
  // More who watch, without a browser's cost.
  const others = Array.from({ length: watchers - 1 }, () => fetch(`${url}/events`));
  await Promise.all(others);
  const watchedCores = await cores(server);
  const changeMs = await latencies(server, page);
  const frames = await page.evaluate<{ perSecond: number; longestMs: number }>(
    scrollForThreeSeconds,
  );
  const report = {
    members,
    talkers,
    watchers,
    server: { unwatchedCores, watchedCores, panelCores: watchedCores - unwatchedCores },
    changeToBrowserMs: { p50: percentile(changeMs, 0.5), p99: percentile(changeMs, 0.99) },
    scrolling: { framesPerSecond: frames.perSecond, longestFrameMs: frames.longestMs },
  };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
} finally {
  await browser.close();
  server.kill();
}
process.exit(0);
