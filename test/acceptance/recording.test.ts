import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import t from 'tap';
import { tonePresence } from '../support/listen.js';
import { decodeMp3, probeMp3, samplesByMpg123 } from '../support/mp3.js';
import { KeypadCalls } from './keypad-calls.js';

const [olgaHz, annHz, bobHz] = [440, 1030, 620];
const rate = 16_000;
const patienceMs = 20_000;

t.test(
  '*7 … *7 … *7 … hang-up: one MP3 with who spoke while it was on, and who was told',
  async (t) => {
    const calls = await KeypadCalls.open(t, 'en', 'entryTones=false');
    const olga = await calls.enter('organizer', olgaHz);
    const ann = await calls.enter('participant', annHz);
    await olga.phone.listen(500);
    await olga.phone.press('*7');
    await happened(calls, 'recording-notice-heard', 2);
    await ann.phone.listen(2000);
    await olga.phone.press('*7');
    await happened(calls, 'recording-stopped', 1);
    await ann.phone.listen(1000);
    const bob = await calls.enter('participant', bobHz);
    await happened(calls, 'member-joined', 3);
    ann.phone.hangUp();
    await happened(calls, 'member-left', 1);
    await olga.phone.press('*7');
    await happened(calls, 'recording-notice-heard', 4);
    await bob.phone.listen(1500);
    const late = await calls.enter('participant');
    await happened(calls, 'recording-notice-heard', 5);
    for (const { phone } of [late, bob, olga]) phone.hangUp();

    const { id, seconds } = await finished(calls);
    const file = path.join(calls.bridge.dataDir, 'recordings', id.slice(0, 2), `${id}.mp3`);
    t.match(await probeMp3(file), {
      codec: 'mp3',
      sampleRate: rate,
      channels: 1,
      bitsPerSecond: 40_000,
      tags: { Parts: '2' },
    });
    const { samples } = await decodeMp3(file);
    const row = calls.bridge.query('select * from recordings')[0]!;
    t.equal(samples.length, row['samples'], 'its length is exact');
    t.equal(await samplesByMpg123(file), row['samples']);
    t.ok(seconds < 2, `it could be played ${seconds} s after the end`);

    const parts = JSON.parse(row['parts'] as string) as { firstSample: number; samples: number }[];
    t.equal(parts.length, 2);
    const during = (sample: number): boolean[] => {
      const second = { sampleRate: rate, channels: 1, bitsPerSample: 16, samples };
      const part = { ...second, samples: samples.slice(sample - rate, sample) };
      return tonePresence(part, [olgaHz, annHz, bobHz]).map(({ share }) => share > 0.8);
    };
    const [first, second] = parts as [(typeof parts)[0], (typeof parts)[0]];
    t.same(
      during(first.samples - rate / 2),
      [true, true, false],
      'olga and ann, before it stopped',
    );
    t.same(
      during(second.firstSample + second.samples - 4 * rate),
      [true, false, true],
      'olga and bob, after it went on',
    );
    t.ok(existsSync(file.replace('.mp3', '.peaks')), 'with a waveform');
    t.equal(calls.bridge.query('select * from recording_notices').length, 5, 'five were told');

    const listed = (await calls.bridge.command('recording', 'list')) as readonly { id: string }[];
    t.same(
      listed.map((one) => one.id),
      [id],
      'it is listed',
    );
    const keptMs = Number(row['expires_at']) - Number(row['started_at']);
    t.equal(keptMs / 86_400_000, 365, 'and kept a year');
  },
);

/** Resolves when an event of that kind has happened so often. */
async function happened({ bridge }: KeypadCalls, kind: string, times: number): Promise<void> {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += 50) {
    const [row] = bridge.query(`select count(*) as times from events where kind = '${kind}'`);
    if (Number(row?.['times']) >= times) return;
    await delay(50);
  }
  throw new Error(`${kind} did not happen ${times} times:\n${bridge.log}`);
}

/** The one recording, when it is closed, and how long that took since all had hung up. */
async function finished(calls: KeypadCalls): Promise<{ id: string; seconds: number }> {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += 50) {
    const rows = calls.bridge.query(
      `select r.id, r.ended_at - c.ended_at as took from recordings r
       join conferences c on c.id = r.conference_id
       where r.ended_at is not null and c.ended_at is not null`,
    );
    if (rows.length === 1)
      return { id: String(rows[0]!['id']), seconds: Number(rows[0]!['took']) / 1000 };
    await delay(50);
  }
  throw new Error(`no recording was closed:\n${calls.bridge.log}`);
}
