import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import t, { type Test } from 'tap';
import type { RecordingContent } from '../../../bridge/ports/recordings.js';
import { BridgeProcess, type Organizer } from '../../support/bridge-process.js';
import { DialledPhone, type DialOptions } from '../../support/dialled-phone.js';
import { tonePresence } from '../../support/listen.js';
import { decodeMp3, probeMp3, samplesByMpg123 } from '../../support/mp3.js';
import { SeededRandom } from '../../support/seeded-random.js';

const rate = 16_000;
const patienceMs = 20_000;
const seed = 20_261_123;

async function started(t: Test): Promise<BridgeProcess> {
  const bridge = await BridgeProcess.start();
  t.teardown(() => bridge.stop());
  return bridge;
}

/** The room's organizer, who records from now on. */
async function recordedBy(
  bridge: BridgeProcess,
  { room, pin }: Organizer,
  options: DialOptions,
): Promise<DialledPhone> {
  const members = await bridge.metric('members');
  const phone = await DialledPhone.dial(bridge, room, options);
  await phone.key(`*${pin}#`);
  await bridge.untilMetric('members', (now) => now > members);
  const notices = noticesIn(bridge);
  await phone.key('*7');
  await until('the notice', () => noticesIn(bridge) > notices);
  return phone;
}

function noticesIn(bridge: BridgeProcess): number {
  return bridge.query('select * from recording_notices').length;
}

async function until(what: string, holds: () => boolean): Promise<void> {
  for (let waitedMs = 0; !holds(); waitedMs += 50) {
    if (waitedMs > patienceMs) throw new Error(`still not: ${what}`);
    await delay(50);
  }
}

interface Closed extends Pick<RecordingContent, 'samples' | 'gaps' | 'parts'> {
  readonly recovered: boolean;
  readonly file: string;
  readonly roomNumber: string;
}

function closedIn(bridge: BridgeProcess): readonly Closed[] {
  const rows = bridge.query('select * from recordings where ended_at is not null');
  return rows.map((row) => {
    const id = String(row['id']);
    return {
      samples: Number(row['samples']),
      gaps: JSON.parse(String(row['gaps'])) as RecordingContent['gaps'],
      parts: JSON.parse(String(row['parts'])) as RecordingContent['parts'],
      recovered: row['recovered'] === 1,
      roomNumber: String(row['room_number']),
      file: path.join(bridge.dataDir, 'recordings', id.slice(0, 2), `${id}.mp3`),
    };
  });
}

/** The share of the file in which each tone is there. */
async function sharesOf(t: Test, { file, samples }: Closed, tones: number[]): Promise<number[]> {
  await probeMp3(file);
  const sound = await decodeMp3(file);
  t.equal(sound.samples.length, samples, 'as long as the catalogue says, by ffmpeg');
  t.equal(await samplesByMpg123(file), samples, 'and by mpg123');
  return tonePresence(sound, tones).map(({ share }) => share);
}

t.test(
  `killed three times while it records, the bridge mends what it finds (seed ${seed})`,
  async (t) => {
    const bridge = await started(t);
    const organizer = await bridge.addOrganizer('entryTones=false');
    const random = new SeededRandom(seed);
    for (let kill = 1; kill <= 3; kill++) {
      const phone = await recordedBy(bridge, organizer, { toneHz: 700 });
      const startMs = performance.now();
      await phone.rtp.hear(300 + random.below(1500));
      await bridge.kill();
      const seconds = (performance.now() - startMs) / 1000;
      await phone.close();
      await bridge.restart();
      const all = closedIn(bridge);
      t.equal(all.length, kill, 'it is closed before the first call is taken');
      const last = all.at(-1)!;
      t.ok(last.recovered);
      t.match(last.gaps.at(-1), { reason: 'crash', atSample: last.samples });
      // The recording began some time before the notice had been heard.
      t.ok(last.samples / rate > seconds - 1, `${last.samples / rate} s of at least ${seconds} s`);
      const [share] = await sharesOf(t, last, [700]);
      t.ok(share! > 0.9, `the tone is there: ${share}`);
    }
  },
);

t.test('two rooms at once, codecs of every kind, and a drain that closes both files', async (t) => {
  const bridge = await started(t);
  const [one, other] = [
    await bridge.addOrganizer('entryTones=false'),
    await bridge.addOrganizer('entryTones=false'),
  ];
  const phones = [
    await recordedBy(bridge, one, { toneHz: 400, codec: 'PCMU' }),
    await recordedBy(bridge, other, { toneHz: 1300, codec: 'G722' }),
    await DialledPhone.join(bridge, one.room, { toneHz: 700, codec: 'opus' }),
    await DialledPhone.join(bridge, other.room, { toneHz: 1000, codec: 'PCMA' }),
  ];
  t.equal(await bridge.metric('recordings'), 2);
  await phones[0]!.rtp.hear(2500);
  t.ok((await bridge.metric('recording_frames_out')) > 100);
  t.ok((await bridge.metric('recording_lag_ms')) < 1000);
  t.equal(await bridge.beginStop(), 0);
  for (const phone of phones) await phone.close();
  const closed = closedIn(bridge);
  t.equal(closed.length, 2);
  for (const recording of closed) {
    t.notOk(recording.recovered, 'closed in order');
    t.same(recording.gaps, []);
    const [a, b, c, d] = await sharesOf(t, recording, [400, 700, 1300, 1000]);
    const [own, second, foreign, alien] =
      recording.roomNumber === one.room ? [a, b, c, d] : [c, d, a, b];
    t.ok(own! > 0.9 && second! > 0.2, `its own voices: ${own}, ${second}`);
    t.ok(
      foreign! < 0.2 && alien! < 0.2,
      `and no others, save for what is said: ${foreign}, ${alien}`,
    );
  }
});

t.test('with a full disk the recording pauses, and goes on when there is room', async (t) => {
  const bridge = await started(t);
  const organizer = await bridge.addOrganizer('entryTones=false');
  const phone = await recordedBy(bridge, organizer, { toneHz: 600 });
  const limit = (bytes: string): void => {
    execFileSync('prlimit', ['--pid', String(bridge.processId), `--fsize=${bytes}:unlimited`]);
  };
  limit('1');
  await bridge.untilMetric('recordings_paused', (paused) => paused === 1);
  limit('unlimited');
  await bridge.untilMetric('recordings_paused', (paused) => paused === 0);
  await phone.rtp.hear(1000);
  await phone.hangUp();
  await until('the file', () => closedIn(bridge).length === 1);
  const [closed] = closedIn(bridge);
  t.equal(closed?.parts.length, 2);
  t.match(closed?.gaps, [{ reason: 'disk-full' }]);
  const [share] = await sharesOf(t, closed!, [600]);
  t.ok(share! > 0.9, `what is there is whole: ${share}`);
  await until('the history', () => {
    const kinds = bridge.query("select kind from events where kind like 'recording-%'");
    const told = kinds.map(({ kind }) => kind);
    return told.includes('recording-paused') && told.includes('recording-resumed');
  });
});
