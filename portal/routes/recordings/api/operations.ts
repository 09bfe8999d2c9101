import { z } from 'zod';
import { operation, time } from '../../../api/endpoint.js';

/** The waveform is drawn from so many points at most. */
const mostPoints = 4_000;

const params = z.object({ id: z.string() });
const tag = 'recordings';

/** A recording as the API shows it. */
export const recordingShape = z.object({
  id: z.string(),
  room: z.string(),
  title: z.string().nullable(),
  state: z.enum(['recording', 'ready']),
  startedAt: time,
  endedAt: time.nullable(),
  expiresAt: time,
  durationMs: z.int().describe('of the recorded time'),
  bytes: z.int(),
  parts: z.int().describe('stretches between a start and a stop'),
  gaps: z.int().describe('places where audio is missing'),
  sha256: z.string().nullable(),
});

const ms = z.number().describe('ms from the beginning of the file');

/** What `recordingApi` answers, for its checks and for the document. */
export const recordingOperations = {
  list: operation({
    method: 'get',
    path: '/recordings',
    id: 'listRecordings',
    tag,
    summary: 'Recordings, the newest first, a page at a time',
    query: z.object({
      room: z
        .string()
        .regex(/^\d{1,20}$/)
        .optional(),
      after: z.string().max(60).optional().describe('`next` of the page before'),
      limit: z.coerce.number().int().min(1).max(500).default(50),
    }),
    result: z.object({ recordings: z.array(recordingShape), next: z.string().nullable() }),
  }),
  show: operation({
    method: 'get',
    path: '/recordings/{id}',
    id: 'getRecording',
    tag,
    summary: 'One recording',
    params,
    result: recordingShape,
  }),
  rename: operation({
    method: 'patch',
    path: '/recordings/{id}',
    id: 'renameRecording',
    tag,
    summary: 'Gives it a title',
    params,
    body: z.strictObject({ title: z.string() }),
    result: recordingShape,
  }),
  remove: operation({
    method: 'delete',
    path: '/recordings/{id}',
    id: 'deleteRecording',
    tag,
    summary: 'Deletes it, before its time',
    params,
  }),
  timeline: operation({
    method: 'get',
    path: '/recordings/{id}/timeline',
    id: 'getTimeline',
    tag,
    summary: 'Who spoke when',
    params,
    result: z.object({
      durationMs: z.number(),
      parts: z.array(z.object({ fromMs: ms, toMs: ms, startedAt: z.int() })),
      gaps: z.array(z.object({ atMs: ms, durationMs: z.number().nullable(), reason: z.string() })),
      speakers: z.array(
        z.object({
          memberId: z.string(),
          label: z.string(),
          turns: z.array(z.tuple([ms, ms])),
        }),
      ),
    }),
  }),
  audio: operation({
    method: 'get',
    path: '/recordings/{id}/audio',
    id: 'playRecording',
    tag,
    summary: 'The MP3, whole or a range of it',
    params,
    media: 'audio/mpeg',
  }),
  download: operation({
    method: 'get',
    path: '/recordings/{id}/download',
    id: 'downloadRecording',
    tag,
    summary: 'The MP3 under a readable name',
    params,
    media: 'audio/mpeg',
  }),
  peaks: operation({
    method: 'get',
    path: '/recordings/{id}/peaks',
    id: 'getWaveform',
    tag,
    summary: 'The waveform; no points where it was lost',
    params,
    query: z.object({ points: z.coerce.number().int().min(1).max(mostPoints).default(1_000) }),
    result: z.object({ durationMs: z.int(), points: z.array(z.int().min(0).max(127)) }),
  }),
};
