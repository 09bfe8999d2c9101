import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createHash } from 'node:crypto';
import type { Test } from 'tap';
import { silentLogger } from '../../bridge/kernel/logger.js';
import type { AuditActor } from '../../bridge/ports/administration.js';
import type {
  NewRecording,
  RecordingContent,
  RecordingRecord,
} from '../../bridge/ports/recordings.js';
import type { Store } from '../../bridge/ports/store.js';
import { openStore } from '../../bridge/store/open-store.js';
import { RecordingCatalogue } from '../../recordings/catalogue.js';
import { LocalSink } from '../../recordings/local-sink.js';
import { FakeClock } from './fake-clock.js';
import { SeededRandom } from './seeded-random.js';

export const account = 'account-1';
export const everything = { accountId: account, roomIds: 'all' } as const;
export const ada: AuditActor = { kind: 'person', id: 'ada', name: 'Ada' };
export const dayMs = 86_400_000;

export interface RecordingsUnderTest {
  readonly dataDir: string;
  readonly clock: FakeClock;
  readonly store: Store;
  readonly sink: LocalSink;
  readonly catalogue: RecordingCatalogue;
  /** A closed recording with its files, begun now unless it says when. */
  readonly add: (values?: Partial<NewRecording>, audio?: Uint8Array) => Promise<RecordingRecord>;
  /** One that is being recorded. */
  readonly begin: (values?: Partial<NewRecording>) => Promise<NewRecording>;
}

/** Recordings on a database and a folder of their own. */
export async function recordingsUnderTest(t: Test): Promise<RecordingsUnderTest> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'partyline-recordings-'));
  const clock = new FakeClock();
  const logger = silentLogger;
  const store = openStore({ dataDir, clock, logger, bridge: false });
  await store.migrate();
  const sink = new LocalSink(path.join(dataDir, 'recordings'));
  t.teardown(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true });
  });
  const { recordings, audited, directory } = store;
  const catalogue = new RecordingCatalogue({
    recordings,
    sink,
    audited,
    directory,
    clock,
    logger,
  });
  const random = new SeededRandom(1);

  const begin = async (values: Partial<NewRecording> = {}): Promise<NewRecording> => {
    const recording: NewRecording = {
      id: random.uuid(),
      accountId: account,
      roomId: 'room-1',
      roomNumber: '700100',
      conferenceId: 'conference-1',
      title: null,
      startedAtMs: clock.now(),
      expiresAtMs: clock.now() + 365 * dayMs,
      ...values,
    };
    await recordings.begin(recording);
    return recording;
  };
  const add = async (
    values: Partial<NewRecording> = {},
    audio: Uint8Array = Buffer.from('audio'),
  ): Promise<RecordingRecord> => {
    const { id, startedAtMs } = await begin(values);
    writeFileSync(sink.pathFor(id, 'audio'), audio);
    writeFileSync(sink.pathFor(id, 'peaks'), '');
    await recordings.setContent(id, contentOf(audio, startedAtMs));
    const sha256 = createHash('sha256').update(audio).digest('hex');
    await recordings.finish(id, { endedAtMs: startedAtMs + 2000, sha256, recovered: false });
    return (await recordings.find(id))!;
  };
  return { dataDir, clock, store, sink, catalogue, add, begin };
}

/** Of two seconds. */
function contentOf(audio: Uint8Array, startedAtMs: number): RecordingContent {
  const samples = 32_000;
  return {
    sampleRate: 16_000,
    samples,
    bytes: audio.length,
    parts: [{ startedAt: startedAtMs, stoppedAt: startedAtMs + 2000, firstSample: 0, samples }],
    gaps: [],
  };
}
