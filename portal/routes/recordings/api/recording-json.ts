import type { z } from 'zod';
import type { RecordingRecord } from '../../../../bridge/ports/recordings.js';
import { asTime, asTimeOrNull } from '../../../api/endpoint.js';
import type { recordingShape } from './operations.js';

export function recordingJson(recording: RecordingRecord): z.input<typeof recordingShape> {
  const { id, content, finish } = recording;
  return {
    id,
    room: recording.roomNumber,
    title: recording.title,
    state: finish === null ? 'recording' : 'ready',
    startedAt: asTime(recording.startedAtMs),
    endedAt: asTimeOrNull(finish?.endedAtMs ?? null),
    expiresAt: asTime(recording.expiresAtMs),
    durationMs: durationMs(recording),
    bytes: content.bytes,
    parts: content.parts.length,
    gaps: content.gaps.length,
    sha256: finish?.sha256 ?? null,
  };
}

/** Of the recorded time. */
export function durationMs({ content }: Pick<RecordingRecord, 'content'>): number {
  const { samples, sampleRate } = content;
  return sampleRate === 0 ? 0 : Math.round((samples * 1000) / sampleRate);
}
