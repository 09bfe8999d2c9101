import type { RecordingRecord } from '../../../bridge/ports/recordings.js';
import { megabytes } from './progress.js';

/** A recording as `--json` shows it. */
export function recordingView(recording: RecordingRecord) {
  const { id, content, finish, deletion } = recording;
  return {
    id,
    room: recording.roomNumber,
    title: recording.title,
    state: stateOf(recording),
    conferenceId: recording.conferenceId,
    startedAt: isoTime(recording.startedAtMs),
    endedAt: finish === null ? null : isoTime(finish.endedAtMs),
    expiresAt: isoTime(recording.expiresAtMs),
    durationMs: durationMs(recording),
    bytes: content.bytes,
    parts: content.parts.length,
    gaps: content.gaps,
    sha256: finish?.sha256 ?? null,
    deletedAt: deletion === null ? null : isoTime(deletion.atMs),
    deletedBy: deletion?.by ?? null,
  };
}

export function row(recording: RecordingRecord): readonly string[] {
  const { id, roomNumber, title, content } = recording;
  return [
    id,
    roomNumber,
    isoTime(recording.startedAtMs).slice(0, 16),
    clockTime(durationMs(recording)),
    megabytes(content.bytes),
    isoTime(recording.expiresAtMs).slice(0, 10),
    stateOf(recording),
    plain(title ?? ''),
  ];
}

/** Without what a terminal would obey. */
export const plain = (text: string): string => text.replace(/\p{C}/gu, '');

function stateOf({ finish, deletion }: RecordingRecord): string {
  if (deletion !== null) return 'deleted';
  if (finish === null) return 'recording';
  return finish.recovered ? 'recovered' : 'closed';
}

function durationMs({ content: { samples, sampleRate } }: RecordingRecord): number {
  return sampleRate === 0 ? 0 : Math.round((samples * 1000) / sampleRate);
}

function clockTime(ms: number): string {
  return new Date(ms).toISOString().slice(11, 19);
}

const isoTime = (at: number): string => new Date(at).toISOString();
