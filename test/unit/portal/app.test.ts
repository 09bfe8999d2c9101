import t, { type Test } from 'tap';
import type { HealthReport } from '../../../bridge/application/health.js';
import { createHttpApp } from '../../../portal/app.js';
import { listenHttp } from '../../../portal/listen.js';
import { createMetrics } from '../../../portal/metrics.js';
import { fakePortal } from '../../support/fake-portal.js';

async function setup(t: Test) {
  const state = {
    health: { ok: true, problems: {}, warnings: {} } as HealthReport,
    failing: false,
  };
  const app = createHttpApp(
    fakePortal({
      health: () => state.health,
      metrics: createMetrics({
        calls: () => 7,
        conferences: () => ({ conferences: 2, members: 5 }),
        signalling: () => ({ legs: 7, transactions: 1, counters: { malformed: 3 } }),
        media: () => ({
          ready: true,
          problem: null,
          endpoints: 7,
          conferences: 2,
          portsFree: 100,
          workers: [{ id: 1, endpoints: 7, tickLatenessP99Ms: 2.5 }],
          counters: { 'rtp-foreign': 4 },
        }),
        recorder: () => ({
          recordings: [
            {
              recordingId: 'r1',
              conferenceId: 'c1',
              samplesIn: 32_000,
              framesOut: 53,
              bytesOnDisk: 11_768,
              lagMs: 140,
              paused: true,
            },
          ],
          counters: { begun: 2 },
        }),
        history: () => ({ queued: 0, lost: 9 }),
        recordingsDisk: () => ({ freeBytes: 5e6, level: 'floor' }),
        secretTries: () => ({ right: 5, wrong: 6, delayed: 8 }),
        alerts: () => ({ 'room-guessing': 1, 'trunk-guessing': 0, 'toll-pumping': 2 }),
        pumping: () => ({ idle: 3, suspected: 1, refused: 12 }),
      }),
      dialIn: () => {
        if (state.failing) return Promise.reject(new Error('secret place /var/lib/x'));
        return Promise.resolve({
          addresses: [
            { transport: 'udp', host: '192.0.2.1', port: 5060 },
            { transport: 'tcp', host: '2001:db8::1', port: 5060 },
          ],
          numbers: [
            {
              number: '+3225550100',
              country: 'BE',
              kind: 'toll-free',
              language: 'fr',
              greeting: null,
            },
          ],
        });
      },
    }),
  );
  const listener = await listenHttp(app, ['127.0.0.1'], 0);
  t.teardown(() => listener.close());
  const url = listener.urls[0]!;
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(new URL(path, url), { headers });
  return { state, get, port: Number(new URL(url).port) };
}

t.test('healthz says 200, or 503 and why', async (t) => {
  const { state, get } = await setup(t);
  const well = await get('/healthz');
  t.equal(well.status, 200);
  t.same(await well.json(), { status: 'ok', problems: {}, warnings: {} });
  const [problems, warnings] = [{ store: 'disk is full' }, { recordings: '9 MB are left' }];
  state.health = { ok: false, problems, warnings };
  const ill = await get('/healthz');
  t.equal(ill.status, 503);
  t.same(await ill.json(), { status: 'unavailable', problems, warnings });
});

t.test('metrics are for Prometheus, all with our prefix', async (t) => {
  const { get } = await setup(t);
  const response = await get('/metrics');
  t.equal(response.status, 200);
  t.match(response.headers.get('content-type'), 'text/plain');
  const text = await response.text();
  for (const line of [
    'partyline_calls 7',
    'partyline_conferences 2',
    'partyline_members 5',
    'partyline_rtp_ports_free 100',
    'partyline_tick_lateness_p99_seconds{worker="1"} 0.0025',
    'partyline_signalling_events_total{kind="malformed"} 3',
    'partyline_media_events_total{kind="rtp-foreign"} 4',
    'partyline_history_lost_total{kind="queue"} 9',
    'partyline_recordings 1',
    'partyline_recordings_paused 1',
    'partyline_recording_samples_in 32000',
    'partyline_recording_frames_out 53',
    'partyline_recording_bytes 11768',
    'partyline_recording_lag_ms 140',
    'partyline_recording_events_total{kind="begun"} 2',
  ]) {
    t.ok(text.includes(`${line}\n`), line);
  }
  const names = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  t.same(
    names.filter((line) => !line.startsWith('partyline_')),
    [],
  );
  t.match(await (await get('/metrics')).text(), 'kind="malformed"} 3', 'not added up');
});

t.test('the home page says how to dial in, in the language of the reader', async (t) => {
  const { get } = await setup(t);
  const french = await get('/', { 'accept-language': 'fr-BE,fr;q=0.9,en;q=0.5' });
  t.equal(french.headers.get('content-language'), 'fr');
  const page = await french.text();
  t.match(page, '<html lang="fr">');
  t.match(page, 'Belgique');
  t.match(page, 'sip:&lt;numéro de la salle&gt;@192.0.2.1:5060');
  t.match(page, '@[2001:db8::1]:5060');
  const english = await (await get('/', { 'accept-language': 'de' })).text();
  t.match(english, '<html lang="en">');
  t.match(english, 'href="tel:+3225550100"');
});

t.test('the policy allows no script in a page, and the page has none', async (t) => {
  const { get } = await setup(t);
  const response = await get('/');
  const policy = response.headers.get('content-security-policy') ?? '';
  t.match(policy, "default-src 'none'");
  t.notMatch(policy, 'unsafe');
  const page = await response.text();
  t.notMatch(page, /<script>|<style|style=|onclick/);
  t.equal(response.headers.get('x-powered-by'), null);
  const [, stylesheet = ''] = /href="(\/assets\/[^"]+)"/.exec(page) ?? [];
  const asset = await get(stylesheet);
  t.equal(asset.status, 200);
  t.match(asset.headers.get('cache-control'), 'immutable');
  t.equal((await get('/assets/..%2fmanifest.json')).status, 404);
});

t.test('errors show nothing of the inside', async (t) => {
  const { state, get } = await setup(t);
  state.failing = true;
  const failed = await get('/');
  t.equal(failed.status, 500);
  const page = await failed.text();
  t.match(page, 'Something went wrong');
  t.notMatch(page, /secret place|at |node_modules/);
  t.equal((await get('/nowhere')).status, 404);
  const malformed = await get('/%zz');
  t.ok(malformed.status === 400 || malformed.status === 404);
  t.notMatch(await malformed.text(), / at \/|node_modules/);
});

t.test('a port in use is refused by its number', async (t) => {
  const { port } = await setup(t);
  const { app } = { app: createHttpApp(fakePortal({ metrics: createMetrics({} as never) })) };
  await t.rejects(listenHttp(app, ['127.0.0.1'], port), {
    code: 'port-in-use',
    message: new RegExp(`127\\.0\\.0\\.1 port ${port}`),
    mend: /PARTYLINE_HTTP_PORT/,
  });
});
