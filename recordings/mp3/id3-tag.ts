/** What a player shows of a recording. Times in ms since the epoch. */
export interface RecordingTags {
  /** Null until somebody names it. */
  readonly title: string | null;
  readonly roomNumber: string;
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly parts: number;
}

/** Of the whole tag: whatever is written into it later, the audio stays where it is. */
export const id3Bytes = 2048;

const headerBytes = 10;
const longestTitle = 200;

/** ID3v2.3, which every player reads, filled up with padding to `id3Bytes`. Dates are UTC. */
export function id3Tag({
  title,
  roomNumber,
  startedAtMs,
  durationMs,
  parts,
}: RecordingTags): Buffer {
  const date = new Date(startedAtMs).toISOString();
  const day = date.slice(0, 10);
  const frames = Buffer.concat([
    textFrame(
      'TIT2',
      (title ?? `${roomNumber}, ${day} ${date.slice(11, 16)} UTC`).slice(0, longestTitle),
    ),
    textFrame('TPE1', 'Partyline'),
    textFrame('TALB', roomNumber),
    textFrame('TYER', day.slice(0, 4)),
    textFrame('TDAT', `${day.slice(8, 10)}${day.slice(5, 7)}`),
    textFrame('TIME', `${date.slice(11, 13)}${date.slice(14, 16)}`),
    textFrame('TLEN', String(Math.round(durationMs))),
    describedFrame('Room', roomNumber),
    describedFrame('Started', date),
    describedFrame('Parts', String(parts)),
  ]);
  const tag = Buffer.alloc(id3Bytes);
  tag.write('ID3', 0, 'latin1');
  tag[3] = 3;
  writeSyncSafe(tag, 6, id3Bytes - headerBytes);
  frames.copy(tag, headerBytes);
  return tag;
}

function textFrame(id: string, text: string): Buffer {
  return frameOf(id, encoded(text));
}

function describedFrame(description: string, text: string): Buffer {
  const value = Buffer.concat([byteOrder, Buffer.from(text, 'utf16le')]);
  return frameOf('TXXX', Buffer.concat([encoded(description), Buffer.alloc(2), value]));
}

/** ID3v2.3 knows Latin-1 and UTF-16 only. */
const utf16 = Buffer.of(1);
const byteOrder = Buffer.of(0xff, 0xfe);

function encoded(text: string): Buffer {
  return Buffer.concat([utf16, byteOrder, Buffer.from(text, 'utf16le')]);
}

function frameOf(id: string, content: Buffer): Buffer {
  const header = Buffer.alloc(10);
  header.write(id, 0, 'latin1');
  header.writeUInt32BE(content.length, 4);
  return Buffer.concat([header, content]);
}

/** Seven bits to a byte, so that no size looks like the start of a frame. */
function writeSyncSafe(into: Buffer, at: number, value: number): void {
  for (let i = 0; i < 4; i++) into[at + i] = (value >> (7 * (3 - i))) & 0x7f;
}
