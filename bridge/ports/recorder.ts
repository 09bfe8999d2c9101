import type { Listenable } from '../kernel/events.js';
import type { MediaConference } from './media-server.js';

/**
 * Records conferences into files and keeps the catalogue of them (`recordings.ts`) up to date.
 * Adapter: `recordings/recorder.ts`.
 */
export interface Recorder {
  /** Makes a file, still empty. @throws PartylineError `cannot-record` */
  begin(about: RecordedConference): Promise<OpenRecording>;
  status(): RecorderStatus;
}

export interface RecordedConference {
  readonly accountId: string;
  readonly roomId: string;
  readonly roomNumber: string;
  readonly conferenceId: string;
}

export type OpenRecordingEvents = {
  /** It cannot be written just now, and why; what is said meanwhile is left out. */
  paused: [problem: string];
  resumed: [];
  /** The file is over: what it had is mended and kept. */
  failed: [problem: string];
};

/** One file that is being made. What is asked of it is done in that order. */
export interface OpenRecording {
  readonly id: string;
  readonly events: Listenable<OpenRecordingEvents>;
  /** From now on what the conference says is recorded. @throws PartylineError `cannot-record`, `media-lost` */
  start(conference: MediaConference): Promise<void>;
  /** What comes from now on is left out. Never rejects. Idempotent. */
  stop(): Promise<void>;
  /** For the timeline of who spoke when; `label` as shown to the organizer. */
  talking(memberId: string, label: string, talking: boolean): void;
  /** This leg has heard that it is recorded. */
  noticeHeard(legId: string, atMs: number): void;
  /** Stops, and closes the file; resolves when it can be played. Never rejects. Idempotent. */
  close(): Promise<void>;
}

export interface RecorderStatus {
  readonly recordings: readonly RecordingHealth[];
  /** Counters since start, by stable name. */
  readonly counters: Readonly<Record<string, number>>;
}

/** What is known of a file that is being made, a second old at most. */
export interface RecordingHealth {
  readonly recordingId: string;
  readonly conferenceId: string;
  /** Taken out of the mix, 16,000 a second while it is recorded. */
  readonly samplesIn: number;
  /** MP3 frames written, of 36 ms each. */
  readonly framesOut: number;
  readonly bytesOnDisk: number;
  /** What waits to be encoded. */
  readonly lagMs: number;
  /** It cannot be written just now. */
  readonly paused: boolean;
}
