import { Emitter } from '../../bridge/kernel/events.js';
import type { PartylineError } from '../../bridge/kernel/errors.js';
import type { MediaConference } from '../../bridge/ports/media-server.js';
import type {
  OpenRecording,
  OpenRecordingEvents,
  RecordedConference,
  Recorder,
  RecorderStatus,
} from '../../bridge/ports/recorder.js';

/** A file that exists in what was asked of it. */
export class FakeRecording implements OpenRecording {
  readonly id: string;
  readonly about: RecordedConference;
  readonly events = new Emitter<OpenRecordingEvents>((error) => {
    throw error;
  });
  /** `start`, `stop`, `close`, in order. */
  readonly asked: string[] = [];
  /** Legs that have heard the notice. */
  readonly notices: string[] = [];
  /** `Ann +` when Ann begins to talk, `Ann -` when she ends. */
  readonly talk: string[] = [];

  constructor(id: string, about: RecordedConference) {
    this.id = id;
    this.about = about;
  }

  start(_conference: MediaConference): Promise<void> {
    this.asked.push('start');
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.asked.push('stop');
    return Promise.resolve();
  }

  talking(_memberId: string, label: string, talking: boolean): void {
    this.talk.push(`${label} ${talking ? '+' : '-'}`);
  }

  noticeHeard(legId: string): void {
    this.notices.push(legId);
  }

  close(): Promise<void> {
    this.asked.push('close');
    return Promise.resolve();
  }
}

/** A recorder that writes nothing and remembers what it was asked. */
export class FakeRecorder implements Recorder {
  readonly files: FakeRecording[] = [];
  /** Set: nothing can be recorded. */
  refusal: PartylineError | null = null;

  begin(about: RecordedConference): Promise<OpenRecording> {
    if (this.refusal !== null) return Promise.reject(this.refusal);
    const recording = new FakeRecording(`recording-${this.files.length + 1}`, about);
    this.files.push(recording);
    return Promise.resolve(recording);
  }

  status(): RecorderStatus {
    return { recordings: [], counters: {} };
  }
}
