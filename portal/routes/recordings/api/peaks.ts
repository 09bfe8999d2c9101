import type { Request, RequestHandler } from 'express';
import type { RecordingSink } from '../../../../bridge/ports/recordings.js';
import { readPeaks } from '../../../../recordings/waveform/read-peaks.js';
import type { ReadyRecording } from './audio.js';
import { recordingOperations } from './operations.js';
import { read } from './read.js';
import { durationMs } from './recording-json.js';

export interface PeaksRouteDependencies {
  readonly ready: (request: Request) => Promise<ReadyRecording>;
  readonly sink: Pick<RecordingSink, 'bytes' | 'read'>;
}

/** The waveform: `points` values from 0 to 127. None where it was lost: audio plays without it. */
export function peaksRoute({ ready, sink }: PeaksRouteDependencies): RequestHandler {
  return async (request, response) => {
    const recording = await ready(request);
    const { points } = read(recordingOperations.peaks.query.strict(), request.query, 'query');
    response.json({
      durationMs: durationMs(recording),
      points: await readPeaks(sink, recording.id, points),
    });
  };
}
