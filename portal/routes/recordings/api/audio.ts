import type { Request, RequestHandler } from 'express';
import { PartylineError } from '../../../../bridge/kernel/errors.js';
import type {
  RecordingFinish,
  RecordingRecord,
  RecordingSink,
} from '../../../../bridge/ports/recordings.js';
import { attachmentHeader, recordingFileName } from '../../../../recordings/file-name.js';
import { sendBytes } from './send-bytes.js';

export type ReadyRecording = RecordingRecord & { readonly finish: RecordingFinish };

export interface AudioRouteOptions {
  /** The recording asked for, when the one who asks may hear it. */
  readonly ready: (request: Request) => Promise<ReadyRecording>;
  readonly sink: Pick<RecordingSink, 'bytes' | 'read'>;
  readonly timeZone: (request: Request) => string;
  /** To be played, or to be kept. */
  readonly disposition: 'inline' | 'attachment';
}

export function audioRoute(options: AudioRouteOptions): RequestHandler {
  const { ready, sink, timeZone, disposition } = options;
  return async (request, response) => {
    const recording = await ready(request);
    const size = await sink.bytes(recording.id, 'audio');
    if (size === null) throw new PartylineError('not-found', 'its file is not there');
    const name = attachmentHeader(recordingFileName(recording, timeZone(request)));
    response.type('audio/mpeg');
    response.set('Content-Disposition', name.replace(/^attachment/, disposition));
    await sendBytes(request, response, {
      size,
      etag: `"${recording.finish.sha256}"`,
      modifiedAtMs: recording.finish.endedAtMs,
      open: (range) => sink.read(recording.id, 'audio', range),
    });
  };
}
