/**
 * The catalogue of recordings (R1–R7): what was recorded, where it is, until when it is kept. The
 * audio itself lies in a `RecordingSink`. Times are ms since the epoch; ids are UUIDs.
 */
export interface RecordingStore {
  /** Written before the first sample, so that a dead process leaves a trace of it. */
  begin(recording: NewRecording): Promise<void>;
  /** Replaces what is known of its content; called when a part ends and when the file is closed. */
  setContent(id: string, content: RecordingContent): Promise<void>;
  finish(id: string, end: RecordingFinish): Promise<void>;
  /** @throws PartylineError `not-found` */
  rename(id: string, title: string): Promise<void>;
  /**
   * Takes it out of the lists; the row stays, with who deleted it and when. The first deletion
   * counts: true when this was it. Written before the files go, so that a process which dies
   * between the two leaves a trace of what is still to be removed.
   */
  markDeleted(id: string, deleted: RecordingDeletion): Promise<boolean>;
  /** Nothing of a deleted one is left in the sink. */
  markRemoved(id: string): Promise<void>;
  find(id: string): Promise<RecordingRecord | null>;
  /** Newest first; with `expiredBy`, first the one that expires first. */
  list(filter: RecordingFilter): Promise<readonly RecordingRecord[]>;
  /** Who spoke when, of one recording: apart from its content, since lists have no use for it. */
  setSpeech(id: string, speech: readonly RecordingSpeech[]): Promise<void>;
  speechOf(id: string): Promise<readonly RecordingSpeech[]>;
  addNotice(notice: HeardNotice): Promise<void>;
  /** The consent ledger: who heard, and when, that a conference is recorded. In order of time. */
  noticesOf(recordingId: string): Promise<readonly HeardNotice[]>;
}

export interface NewRecording {
  readonly id: string;
  readonly accountId: string;
  readonly roomId: string;
  readonly roomNumber: string;
  readonly conferenceId: string;
  /** Null until somebody names it (R5). */
  readonly title: string | null;
  readonly startedAtMs: number;
  /** When it will be deleted (R4). */
  readonly expiresAtMs: number;
}

/** One stretch between a start and a stop. Positions count samples in the file. */
export interface RecordingPart {
  readonly startedAt: number;
  readonly stoppedAt: number | null;
  readonly firstSample: number;
  readonly samples: number;
}

/** Audio that is missing, and why (R6). */
export interface RecordingGap {
  readonly at: number;
  readonly atSample: number;
  /** What is missing, as far as it is known. */
  readonly durationMs: number | null;
  readonly reason: 'disk-full' | 'media-lost' | 'crash' | 'overrun';
}

/** Who spoke when: from talk events; samples count in the file. */
export interface RecordingSpeech {
  readonly memberId: string;
  /** As shown to the organizer: a name, a masked number, or `Caller 3`. */
  readonly label: string;
  readonly fromSample: number;
  readonly toSample: number;
}

export interface RecordingContent {
  readonly sampleRate: number;
  readonly samples: number;
  readonly bytes: number;
  readonly parts: readonly RecordingPart[];
  readonly gaps: readonly RecordingGap[];
}

export interface RecordingFinish {
  readonly endedAtMs: number;
  /** Of the whole file, lower-case hexadecimal. */
  readonly sha256: string;
  /** True when a dead process had left it open and the next one closed it. */
  readonly recovered: boolean;
}

export interface RecordingDeletion {
  readonly atMs: number;
  /** `retention`, `command-line`, or the id of who did it. */
  readonly by: string;
}

export interface RecordingRecord extends NewRecording {
  readonly content: RecordingContent;
  /** Null while it is being recorded. */
  readonly finish: RecordingFinish | null;
  readonly deletion: RecordingDeletion | null;
}

export interface RecordingFilter {
  readonly accountId?: string;
  readonly roomIds?: readonly string[];
  readonly conferenceId?: string;
  /** Only those that a list has after this one: its next page. */
  readonly after?: Pick<RecordingRecord, 'startedAtMs' | 'id'>;
  /** Only those still open, of which a dead process left some; false: only closed ones. */
  readonly open?: boolean;
  /** Only those that expire at or before this time and are not deleted. */
  readonly expiredByMs?: number;
  /** Deleted ones are left out unless asked for; `unremoved`: only those with files left. */
  readonly deleted?: 'also' | 'unremoved';
  readonly limit: number;
}

export interface HeardNotice {
  readonly recordingId: string;
  readonly legId: string;
  readonly heardAtMs: number;
}

/**
 * Where the files are: a local folder by default. A recording's files are its MP3 and, beside it,
 * what was made while encoding (the waveform's peaks, the journal).
 */
export interface RecordingSink {
  /** The path that the encoder writes to; its folder exists and can be written. */
  pathFor(recordingId: string, kind: RecordingFileKind): string;
  /** Opens a closed file for reading, from `start` to `end` inclusive (HTTP Range). */
  read(
    recordingId: string,
    kind: RecordingFileKind,
    range?: { readonly start: number; readonly end: number },
  ): NodeJS.ReadableStream;
  /** Null where there is none. */
  bytes(recordingId: string, kind: RecordingFileKind): Promise<number | null>;
  /** All its files. Idempotent. */
  remove(recordingId: string): Promise<void>;
  freeBytes(): Promise<number>;
}

export type RecordingFileKind = 'audio' | 'peaks' | 'journal';
