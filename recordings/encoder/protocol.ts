import type { TapSource } from '../../bridge/ports/media-server.js';
import type { RecordingContent, RecordingSpeech } from '../../bridge/ports/recordings.js';
import type { BitrateKbps } from '../mp3/stream-format.js';

/** What the main thread and the encoder's thread say to each other: plain data only. */
export type EncoderCommand = EncoderNotice | (EncoderRequest & { readonly requestId: number });

export type EncoderNotice = {
  readonly kind: 'speech';
  readonly recordingId: string;
  readonly speech: RecordingSpeech;
};

/** Each is answered once by a `reply`. */
export type EncoderRequest =
  /** Makes the files. */
  | { readonly kind: 'open'; readonly recording: RecordingSetup }
  /** A new part. Answered with the sample it begins at. */
  | {
      readonly kind: 'start';
      readonly recordingId: string;
      readonly source: TapSource;
    }
  /** The tap was stopped. Answered when its last frame is encoded. */
  | { readonly kind: 'stop'; readonly recordingId: string }
  /** Ends the file. Answered when it is on disk. */
  | { readonly kind: 'close'; readonly recordingId: string; readonly title: string | null }
  /** Mends what a dead process has left. */
  | { readonly kind: 'recover'; readonly recording: RecordingSetup };

export interface RecordingSetup {
  readonly recordingId: string;
  readonly files: RecordingFiles;
  readonly roomNumber: string;
  readonly title: string | null;
  readonly startedAtMs: number;
  readonly bitrateKbps: BitrateKbps;
}

export interface RecordingFiles {
  readonly audio: string;
  readonly peaks: string;
  readonly journal: string;
}

export type EncoderReply =
  | { readonly kind: 'done' }
  | { readonly kind: 'started'; readonly firstSample: number }
  | { readonly kind: 'stopped'; readonly content: RecordingContent }
  | ({ readonly kind: 'closed' } & ClosedRecording)
  | { readonly kind: 'failed'; readonly message: string };

export interface ClosedRecording {
  readonly content: RecordingContent;
  readonly speech: readonly RecordingSpeech[];
  /** Of the MP3, lower-case hexadecimal. */
  readonly sha256: string;
}

export type EncoderEvent =
  | { readonly kind: 'reply'; readonly requestId: number; readonly result: EncoderReply }
  /** It cannot be written just now; what is said meanwhile is left out. */
  | { readonly kind: 'paused'; readonly recordingId: string; readonly problem: string }
  | { readonly kind: 'resumed'; readonly recordingId: string }
  /** Once a second, of all that are open. */
  | { readonly kind: 'health'; readonly recordings: readonly EncoderHealth[] };

export interface EncoderHealth {
  readonly recordingId: string;
  /** Taken from the tap. */
  readonly samplesIn: number;
  /** Of MP3, 36 ms each, written. */
  readonly framesOut: number;
  readonly bytesOnDisk: number;
  /** What waits in the tap. */
  readonly lagMs: number;
  readonly paused: boolean;
}
