import { execFile } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import t from 'tap';
import { PeakMeter } from '../../../recordings/waveform/peak-meter.js';
import { peaksHeader } from '../../../recordings/waveform/peaks-file.js';
import { mp3Tone } from '../../support/mp3-file.js';
import { recordingApiUnderTest } from '../../support/recording-api.js';

const run = promisify(execFile);
const tone = mp3Tone({ folder: tmpdir(), seconds: 2 });

async function served(url: string, headers: Record<string, string> = {}, method = 'GET') {
  // Without a word on caching, fetch adds `no-cache` to conditions, which asks for no 304.
  const asked = { 'cache-control': 'max-age=0', ...headers };
  const response = await fetch(url, { headers: asked, method });
  return {
    status: response.status,
    headers: response.headers,
    body: Buffer.from(await response.arrayBuffer()),
  };
}

t.test('a recording is served whole, with what players and caches need', async (t) => {
  const api = await recordingApiUnderTest(t);
  const { id, finish } = await api.add({ title: 'Réunion "à 9 h"' }, tone);
  const { status, headers, body } = await served(`${api.url}${id}/audio`);
  t.equal(status, 200);
  t.same(body, tone);
  t.equal(headers.get('content-type'), 'audio/mpeg');
  t.equal(headers.get('accept-ranges'), 'bytes');
  t.equal(headers.get('content-length'), String(tone.length));
  t.equal(headers.get('etag'), `"${finish!.sha256}"`);
  t.equal(headers.get('cache-control'), 'private, no-cache');
  t.match(headers.get('content-disposition'), /^inline; filename="700100 Reunion/);
  const download = await served(`${api.url}${id}/download`);
  t.same(download.body, tone);
  t.match(
    download.headers.get('content-disposition'),
    /^attachment; filename="700100 Reunion _?a 9 h.*\.mp3"; filename\*=UTF-8''700100%20R%C3%A9union/,
  );
});

t.test('ranges are served as RFC 9110 says', async (t) => {
  const api = await recordingApiUnderTest(t);
  const { id } = await api.add({}, tone);
  const url = `${api.url}${id}/audio`;
  const last = tone.length - 1;
  const cases: readonly (readonly [range: string, from: number, to: number])[] = [
    ['bytes=0-99', 0, 99],
    ['bytes=100-', 100, last],
    ['bytes=-50', tone.length - 50, last],
    [`bytes=0-${10 * tone.length}`, 0, last],
    [`bytes=${last}-${last}`, last, last],
    ['bytes=-99999999', 0, last],
    ['bytes=0-9,5-20', 0, 20],
  ];
  for (const [range, from, to] of cases) {
    const { status, headers, body } = await served(url, { range });
    t.equal(status, 206, range);
    t.equal(headers.get('content-range'), `bytes ${from}-${to}/${tone.length}`, range);
    t.equal(headers.get('content-length'), String(to - from + 1), range);
    t.same(body, tone.subarray(from, to + 1), range);
  }
  for (const range of [`bytes=${tone.length}-`, 'bytes=-0', 'bytes=9-5']) {
    const { status, headers, body } = await served(url, { range });
    t.equal(status, 416, range);
    t.equal(headers.get('content-range'), `bytes */${tone.length}`, range);
    t.equal(body.length, 0);
  }
  for (const range of ['lines=1-2', 'bytes', 'nonsense', 'bytes=0-1,100-200']) {
    const { status, body } = await served(url, { range });
    t.equal(status, 200, range);
    t.equal(body.length, tone.length, range);
  }
});

t.test('conditions are kept', async (t) => {
  const api = await recordingApiUnderTest(t);
  const { id, finish } = await api.add({}, tone);
  const url = `${api.url}${id}/audio`;
  const etag = `"${finish!.sha256}"`;
  const modified = new Date(finish!.endedAtMs).toUTCString();
  const range = 'bytes=0-9';
  const cases: readonly (readonly [headers: Record<string, string>, status: number])[] = [
    [{ 'if-none-match': etag }, 304],
    [{ 'if-none-match': '"other"' }, 200],
    [{ 'if-modified-since': modified }, 304],
    [{ 'if-none-match': etag, range }, 304],
    [{ 'if-range': etag, range }, 206],
    [{ 'if-range': modified, range }, 206],
    [{ 'if-range': '"other"', range }, 200],
    [{ 'if-range': `W/${etag}`, range }, 200],
    [{ 'if-range': new Date(0).toUTCString(), range }, 200],
    [{ 'if-match': etag }, 200],
    [{ 'if-match': `"other", ${etag}` }, 200],
    [{ 'if-match': '*' }, 200],
    [{ 'if-match': '"other"' }, 412],
  ];
  for (const [headers, status] of cases) {
    t.equal((await served(url, headers)).status, status, JSON.stringify(headers));
  }
});

t.test('HEAD tells the size and sends nothing', async (t) => {
  const api = await recordingApiUnderTest(t);
  const { id } = await api.add({}, tone);
  for (const headers of [{}, { range: 'bytes=0-9' }]) {
    const head = await served(`${api.url}${id}/audio`, headers, 'HEAD');
    t.equal(head.status, 200);
    t.equal(head.headers.get('content-length'), String(tone.length));
    t.equal(head.body.length, 0);
  }
});

t.test('ffmpeg plays it from the API, and seeks in it', async (t) => {
  const api = await recordingApiUnderTest(t);
  const { id } = await api.add({}, tone);
  const args = ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0'];
  const { stdout: probed } = await run('ffprobe', [...args, `${api.url}${id}/audio`]);
  t.ok(Math.abs(Number(probed) - 2) < 0.1, probed);
});

t.test('a player that goes away in the midst leaves no file open', async (t) => {
  const api = await recordingApiUnderTest(t);
  const large = Buffer.concat(Array.from({ length: 400 }, () => tone));
  const { id } = await api.add({}, large);
  const openFiles = () => readdirSync('/proc/self/fd').length;
  const before = openFiles();
  for (let time = 0; time < 5; time++) {
    await new Promise<void>((resolve) => {
      const client = request(`${api.url}${id}/audio`, (response) => {
        response.once('data', () => client.destroy());
        response.once('close', resolve);
        response.on('error', () => undefined);
      });
      client.end();
    });
  }
  const whole = await served(`${api.url}${id}/audio`);
  t.equal(whole.body.length, large.length);
  t.ok(openFiles() <= before + 4, `${before} files, then ${openFiles()}`);
});

t.test('a file that is gone is not found; one that is being made is not there yet', async (t) => {
  const api = await recordingApiUnderTest(t);
  const { id } = await api.add({}, tone);
  rmSync(api.sink.pathFor(id, 'audio'));
  const gone = await served(`${api.url}${id}/audio`);
  t.equal(gone.status, 404);
  t.equal(gone.headers.get('content-disposition'), null);
  const open = await api.begin();
  t.equal((await served(`${api.url}${open.id}/audio`)).status, 409);
  t.equal((await served(`${api.url}${open.id}/peaks`)).status, 409);
});

t.test('the waveform is drawn from the peaks, in as many points as asked for', async (t) => {
  const api = await recordingApiUnderTest(t);
  const { id } = await api.add({}, tone);
  const samples = new Int16Array(32_000).fill(16_384, 16_000);
  const pairs = new PeakMeter(16_000).push(samples);
  writeFileSync(api.sink.pathFor(id, 'peaks'), Buffer.concat([peaksHeader(16_000, 20), pairs]));
  const peaks = async (points: string): Promise<unknown> =>
    JSON.parse((await served(`${api.url}${id}/peaks?points=${points}`)).body.toString());
  t.same(await peaks('4'), { durationMs: 2_000, points: [0, 0, 64, 64] });
  for (const points of ['0', '-1', '1e9', 'many', '4001', '1.5']) {
    t.equal((await served(`${api.url}${id}/peaks?points=${points}`)).status, 400, points);
  }
  writeFileSync(api.sink.pathFor(id, 'peaks'), 'damaged');
  t.same(await peaks('4'), { durationMs: 2_000, points: [] });
  rmSync(api.sink.pathFor(id, 'peaks'));
  t.same(await peaks('4'), { durationMs: 2_000, points: [] });
});
