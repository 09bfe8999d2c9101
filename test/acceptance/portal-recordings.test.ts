import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { Tokens } from '../../bridge/application/directory/tokens.js';
import { silentLogger } from '../../bridge/kernel/logger.js';
import { openStore } from '../../bridge/store/open-store.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import { createSystemRandom } from '../../bridge/system/random.js';
import { LocalSink } from '../../recordings/local-sink.js';
import { PeakMeter } from '../../recordings/waveform/peak-meter.js';
import { peaksHeader } from '../../recordings/waveform/peaks-file.js';
import { BridgeProcess, type Organizer } from '../support/bridge-process.js';
import { PortalBrowser, type PortalVisitor } from '../support/portal-browser.js';

const sampleRate = 16_000;
const seconds = 60;
const hostile = '<script>alert(1)</script> "Réunion" \u202d../../etc עברית';
const bridge = await BridgeProcess.start();
t.teardown(() => bridge.stop());
const browser = await PortalBrowser.open(t, bridge);
const clock = createSystemClock();
const logger = silentLogger;
const store = openStore({ dataDir: bridge.dataDir, clock, logger, bridge: false });
t.teardown(() => store.close());
const sink = new LocalSink(path.join(bridge.dataDir, 'recordings'));

/** Somebody talks for eight seconds in ten. */
function talk(): Int16Array {
  return Int16Array.from({ length: seconds * sampleRate }, (_, n) => {
    const second = n / sampleRate;
    const loudness = second % 10 < 8 ? 9_000 * Math.abs(Math.sin(second * 5.3)) + 500 : 0;
    return Math.round(loudness * Math.sin(2 * Math.PI * 220 * second));
  });
}

function mp3(pcm: Int16Array): Buffer {
  const input = ['-f', 's16le', '-ar', String(sampleRate), '-ac', '1', '-i', '-'];
  const output = ['-c:a', 'libmp3lame', '-b:a', '40k', '-f', 'mp3', '-'];
  // To a pipe ffmpeg cannot write the info frame: the length is then told by the bitrate.
  return execFileSync('ffmpeg', ['-loglevel', 'error', ...input, ...output], {
    input: Buffer.from(pcm.buffer),
  });
}

const pcm = talk();
const audio = mp3(pcm);

async function addRecording({ room }: Organizer, title: string | null): Promise<string> {
  const id = randomUUID();
  const found = (await store.directory.findRoomByNumber(room))!;
  const startedAtMs = clock.now() - 3_600_000;
  const samples = pcm.length;
  await store.recordings.begin({
    id,
    accountId: found.accountId,
    roomId: found.id,
    roomNumber: room,
    conferenceId: randomUUID(),
    title,
    startedAtMs,
    expiresAtMs: startedAtMs + 365 * 86_400_000,
  });
  writeFileSync(sink.pathFor(id, 'audio'), audio);
  const pairs = new PeakMeter(sampleRate).push(pcm);
  const header = peaksHeader(sampleRate, pairs.length / 2);
  writeFileSync(sink.pathFor(id, 'peaks'), Buffer.concat([header, pairs]));
  const part = {
    startedAt: startedAtMs,
    stoppedAt: startedAtMs + 30_000,
    firstSample: 0,
    samples: samples / 2,
  };
  await store.recordings.setContent(id, {
    sampleRate,
    samples,
    bytes: audio.length,
    parts: [part, { ...part, startedAt: startedAtMs + 90_000, firstSample: samples / 2 }],
    gaps: [{ at: startedAtMs + 20_000, atSample: samples / 3, durationMs: 400, reason: 'overrun' }],
  });
  await store.recordings.setSpeech(
    id,
    [0, 1, 2, 3, 4, 5].map((turn) => ({
      memberId: `m${turn % 3}`,
      label: ['Ada Martin', '+32 *** ** 01', '<img src=x onerror=alert(2)>'][turn % 3]!,
      fromSample: turn * 10 * sampleRate,
      toSample: (turn * 10 + 8) * sampleRate,
    })),
  );
  const sha256 = createHash('sha256').update(audio).digest('hex');
  await store.recordings.finish(id, { endedAtMs: startedAtMs + 60_000, sha256, recovered: false });
  return id;
}

const ada = await bridge.addOrganizer();
const id = await addRecording(ada, hostile);
await addRecording(ada, null);

const currentTime = ({ page }: PortalVisitor): Promise<number> =>
  page
    .locator('audio')
    .evaluate((audio) => (audio as unknown as { currentTime: number }).currentTime);

t.test('an organizer finds, hears and names a recording', async (t) => {
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.signIn(ada);
  await page.getByRole('link', { name: 'Recordings' }).click();
  await page.waitForURL('**/recordings');
  t.equal(await page.locator('tbody tr').count(), 2);
  t.match(await page.locator('table').innerText(), '1:00');
  t.same(await visitor.picture('recordings'), []);

  await page.goto(`/recordings/${id}`);
  t.match(await page.locator('h1').innerText(), '<script>alert(1)</script> "Réunion"');
  await page.waitForFunction(`document.querySelector('audio').readyState > 0`);
  const length = await page.evaluate(`document.querySelector('audio').duration`);
  t.ok(Math.abs(Number(length) - seconds) < 0.5, `a player shows ${String(length)} s`);

  const waveform = page.locator('svg.waveform');
  const { width } = (await waveform.boundingBox())!;
  await waveform.click({ position: { x: width / 2, y: 20 } });
  t.ok(Math.abs((await currentTime(visitor)) - seconds / 2) < 1, 'a click goes there');
  await page.getByRole('button', { name: '+32' }).click();
  await page.waitForFunction(`!document.querySelector('audio').paused`);
  t.ok(Math.abs((await currentTime(visitor)) - 40) < 3, 'a name plays the next words');
  await page.locator('audio').evaluate((audio) => (audio as unknown as { pause(): void }).pause());
  t.same(await visitor.picture('recording'), []);

  await page.locator('#title').fill('   ');
  await page.getByRole('button', { name: 'Rename' }).click();
  t.ok(await page.getByRole('alert').isVisible(), 'a title of nothing is refused');
  await page.locator('#title').fill('Weekly <i>sync</i>');
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.waitForURL(`**/recordings/${id}`);
  t.equal(await page.locator('h1').innerText(), 'Weekly <i>sync</i>');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download' }).click(),
  ]);
  t.match(download.suggestedFilename(), /^\d+ Weekly i sync i \d{4}-\d\d-\d\d \d\d-\d\d\.mp3$/);
  t.same(visitor.complaints, []);
});

t.test('what is deleted was asked about first, and is gone', async (t) => {
  const visitor = await browser.visitor('fr');
  const { page } = visitor;
  await visitor.signIn(ada);
  const gone = await addRecording(ada, 'À supprimer');
  await page.goto(`/recordings/${gone}`);
  t.same(await visitor.picture('recording-fr'), []);
  await page.getByRole('link', { name: 'Supprimer' }).click();
  await page.waitForURL('**/delete');
  t.ok(existsSync(sink.pathFor(gone, 'audio')), 'a link deletes nothing');
  t.same(await visitor.picture('recording-delete'), []);
  await page.getByRole('button', { name: "Supprimer l'enregistrement" }).click();
  await page.waitForURL('**/recordings');
  t.notOk(existsSync(sink.pathFor(gone, 'audio')));
  t.equal((await page.goto(`/recordings/${gone}`))!.status(), 404);
  const [entry] = await store.administration.listAudit({
    accountId: (await store.directory.findRoomByNumber(ada.room))!.accountId,
    limit: 1,
  });
  t.match(entry, { action: 'recording-deleted', subject: { id: gone, name: 'À supprimer' } });
  t.same(visitor.complaints, []);
});

t.test('another organizer sees nothing of it; an admin may delete it, not hear it', async (t) => {
  const bob = await bridge.addOrganizer();
  const visitor = await browser.visitor();
  await visitor.signIn(bob);
  const { page } = visitor;
  await page.goto('/recordings');
  t.match(await page.locator('.empty').innerText(), 'no recordings');
  const ofBob = ['', '/delete'].map((end) => `/recordings/${id}${end}`);
  for (const place of [...ofBob, `/api/v1/recordings/${id}/audio`]) {
    t.equal((await page.request.get(place)).status(), 404, place);
  }
  const admin = await browser.visitor();
  const [, email = ''] = /Sign in as +(\S+)/.exec(bridge.log) ?? [];
  const [, password = ''] = /Password +(\S+)/.exec(bridge.log) ?? [];
  await admin.signIn({ email, password });
  await admin.page.goto(`/recordings/${id}`);
  t.equal(await admin.page.locator('audio').count(), 0);
  t.ok(await admin.page.getByRole('link', { name: 'Delete' }).isVisible());
  t.equal((await admin.page.request.get(`/api/v1/recordings/${id}/audio`)).status(), 404);
});

t.test('a change that no form of ours sent is refused', async (t) => {
  const visitor = await browser.visitor();
  await visitor.signIn(ada);
  const { request } = visitor.page;
  const url = `/api/v1/recordings/${id}`;
  t.equal((await request.delete(url)).status(), 403);
  t.equal((await request.patch(url, { data: { title: 'forged' } })).status(), 403);
  await visitor.page.goto('/recordings');
  const token = await visitor.page.locator('meta[name="csrf-token"]').getAttribute('content');
  const headers = { 'X-CSRF-Token': token ?? '' };
  t.equal((await request.patch(url, { headers, data: { title: 'own' } })).status(), 200);
  t.equal((await fetch(new URL(url, bridge.url))).status, 401, 'signed out');
});

t.test('a program plays and renames with a token, as far as its scopes go', async (t) => {
  const { tokens, identity, audited } = store;
  const random = createSystemRandom();
  const service = new Tokens({ tokens, identity, clock, random, audited });
  const person = (await identity.findPersonByEmail(ada.email))!;
  const url = new URL(`/api/v1/recordings/${id}`, bridge.url);
  const asProgram = async (scopes: readonly string[]) => {
    const { secret } = await service.create(person, { name: 'test', scopes, validDays: 1 });
    return { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  };
  const body = JSON.stringify({ title: 'by a program' });
  const reader = await asProgram(['read']);
  const ranged = await fetch(`${url.href}/audio`, { headers: { ...reader, range: 'bytes=0-99' } });
  t.equal(ranged.status, 206);
  t.equal((await fetch(url, { method: 'PATCH', headers: reader, body })).status, 404);
  const headers = await asProgram(['read', 'manage']);
  t.match(await (await fetch(url, { method: 'PATCH', headers, body })).json(), {
    title: 'by a program',
  });
  const wrong = { authorization: 'Bearer partyline_wrong' };
  t.equal((await fetch(url, { headers: wrong })).status, 401);
  t.equal((await fetch(url, { method: 'DELETE', headers: wrong })).status, 401);
});
