import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RecordingRecord, RecordingSink, RecordingStore } from '../bridge/ports/recordings.js';
import { recordingFileName } from './file-name.js';
import { timelineOf } from './timeline.js';

export interface ExportOptions {
  readonly recordings: Pick<RecordingStore, 'speechOf' | 'noticesOf'>;
  readonly sink: Pick<RecordingSink, 'bytes' | 'read'>;
  readonly folder: string;
  /** Of the dates in the names. */
  readonly timeZone: string;
  readonly progress?: (bytes: number) => void;
}

export interface Exported {
  readonly id: string;
  readonly file: string;
  /** `there`: an earlier export of the same recording was found and left alone. */
  readonly outcome: 'copied' | 'there' | 'missing' | 'wrong-checksum';
}

/** Recordings that share a name are numbered, up to here. */
const mostOfOneName = 10_000;

/**
 * Copies a closed recording under a readable name, and beside it a JSON file of all that is known of
 * it. A copy appears under its name when it is whole; an export that was broken off goes on.
 */
export async function exportRecording(
  recording: RecordingRecord,
  options: ExportOptions,
): Promise<Exported> {
  const { sink, folder } = options;
  const { id } = recording;
  await mkdir(folder, { recursive: true });
  const file = await freeName(recording, options);
  const outcome = async (): Promise<Exported['outcome']> => {
    if ((await sink.bytes(id, 'audio')) === null) return 'missing';
    if (await isThere(file, recording)) return 'there';
    await writeFile(detailFile(file), await details(recording, options), { mode: 0o600 });
    return copy(recording, file, options);
  };
  return { id, file, outcome: await outcome() };
}

async function copy(
  { id, finish }: RecordingRecord,
  file: string,
  { sink, progress = () => undefined }: ExportOptions,
): Promise<Exported['outcome']> {
  const partial = `${file}.partial`;
  const hash = createHash('sha256');
  try {
    await pipeline(
      sink.read(id, 'audio'),
      new PassThrough(),
      async function* (pieces: AsyncIterable<Buffer>) {
        for await (const piece of pieces) {
          hash.update(piece);
          progress(piece.length);
          yield piece;
        }
      },
      createWriteStream(partial, { mode: 0o600 }),
    );
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
  return finish === null || hash.digest('hex') === finish.sha256 ? 'copied' : 'wrong-checksum';
}

/** The first name that no other recording has. */
async function freeName(
  recording: RecordingRecord,
  { folder, timeZone }: ExportOptions,
): Promise<string> {
  const { name } = path.parse(recordingFileName(recording, timeZone));
  for (let count = 1; count <= mostOfOneName; count++) {
    const file = path.join(folder, `${name}${count === 1 ? '' : ` (${count})`}.mp3`);
    const owner = await ownerOf(file);
    if (owner === null || owner === recording.id) return file;
  }
  throw new Error(`${folder} has too many recordings of one name`);
}

/** Null where nothing is; '' for what is not ours. */
async function ownerOf(file: string): Promise<string | null> {
  try {
    const known = JSON.parse(await readFile(detailFile(file), 'utf8')) as unknown;
    const id = typeof known === 'object' && known !== null && 'id' in known ? known.id : '';
    return typeof id === 'string' ? id : '';
  } catch (error) {
    if (error instanceof SyntaxError) return '';
    return (await stat(file).catch(() => null)) === null ? null : '';
  }
}

async function isThere(file: string, { content }: RecordingRecord): Promise<boolean> {
  const found = await stat(file).catch(() => null);
  return found?.size === content.bytes;
}

const detailFile = (file: string): string => file.replace(/\.mp3$/, '.json');

async function details(recording: RecordingRecord, options: ExportOptions): Promise<string> {
  const { id, content, finish } = recording;
  const { durationMs, parts, gaps, speakers } = timelineOf(
    recording,
    await options.recordings.speechOf(id),
  );
  const notices = await options.recordings.noticesOf(id);
  const value = {
    id,
    room: recording.roomNumber,
    title: recording.title,
    conferenceId: recording.conferenceId,
    startedAt: isoTime(recording.startedAtMs),
    endedAt: finish === null ? null : isoTime(finish.endedAtMs),
    expiresAt: isoTime(recording.expiresAtMs),
    durationMs,
    bytes: content.bytes,
    sha256: finish?.sha256 ?? null,
    recovered: finish?.recovered ?? false,
    parts: parts.map((part) => ({ ...part, startedAt: isoTime(part.startedAt) })),
    gaps,
    speakers,
    notices: notices.map(({ legId, heardAtMs }) => ({ legId, heardAt: isoTime(heardAtMs) })),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

const isoTime = (atMs: number): string => new Date(atMs).toISOString();
