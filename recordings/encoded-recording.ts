import { describeError, PartylineError } from '../bridge/kernel/errors.js';
import { Emitter, type Listenable } from '../bridge/kernel/events.js';
import type { Logger } from '../bridge/kernel/logger.js';
import { SerialTasks } from '../bridge/kernel/serial-tasks.js';
import type { Clock } from '../bridge/ports/clock.js';
import type { ConferenceTap, MediaConference } from '../bridge/ports/media-server.js';
import type { OpenRecording, OpenRecordingEvents } from '../bridge/ports/recorder.js';
import type { NewRecording, RecordingStore } from '../bridge/ports/recordings.js';
import type { EncoderLink } from './encoder-link.js';
import type { ClosedRecording } from './encoder/protocol.js';
import { SpeechTimeline } from './speech-timeline.js';

export interface EncodedRecordingDependencies {
  readonly link: EncoderLink;
  readonly store: RecordingStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Mends the files of this one after the encoder has died. */
  readonly recover: (recording: NewRecording) => Promise<void>;
  readonly onClosed: (recording: EncodedRecording) => void;
}

/** One file from its first part to its end, as the main thread sees it. */
export class EncodedRecording implements OpenRecording {
  readonly about: NewRecording;
  readonly #deps: EncodedRecordingDependencies;
  readonly #emitter: Emitter<OpenRecordingEvents>;
  readonly #tasks = new SerialTasks();
  readonly #timeline: SpeechTimeline;
  #tap: ConferenceTap | null = null;
  #closing: Promise<void> | null = null;
  #failed = false;

  constructor(about: NewRecording, deps: EncodedRecordingDependencies) {
    this.about = about;
    this.#deps = deps;
    this.#emitter = new Emitter((error, event) =>
      deps.logger.error({ error: describeError(error), event }, 'a listener of a recording failed'),
    );
    this.#timeline = new SpeechTimeline((speech) =>
      deps.link.send({ kind: 'speech', recordingId: about.id, speech }),
    );
  }

  get id(): string {
    return this.about.id;
  }

  get events(): Listenable<OpenRecordingEvents> {
    return this.#emitter;
  }

  start(conference: MediaConference): Promise<void> {
    return this.#tasks.run(async () => {
      await this.#stopPart();
      const tap = await conference.tap();
      try {
        const start = { kind: 'start', recordingId: this.id, source: tap.source } as const;
        const startMs = this.#deps.clock.monotonicMs();
        const { firstSample } = await this.#deps.link.request(start, 'started');
        this.#tap = tap;
        this.#timeline.partStarted(firstSample, startMs);
      } catch (error) {
        await tap.stop();
        throw cannotRecord(error);
      }
    });
  }

  stop(): Promise<void> {
    return this.#tasks.run(() => this.#stopPart());
  }

  talking(memberId: string, label: string, talking: boolean): void {
    this.#timeline.talking(memberId, label, talking, this.#deps.clock.monotonicMs());
  }

  noticeHeard(legId: string, heardAtMs: number): void {
    const { store, logger } = this.#deps;
    const recordingId = this.id;
    store.addNotice({ recordingId, legId, heardAtMs }).catch((error: unknown) => {
      logger.error({ recordingId, error: describeError(error) }, 'a notice could not be noted');
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#tasks.run(() => this.#close());
    return this.#closing;
  }

  /** The encoder says that it cannot write, or can again. */
  pauseChanged(problem: string | null): void {
    const { logger } = this.#deps;
    const recordingId = this.id;
    if (problem === null) {
      logger.info({ recordingId }, 'a recording goes on');
      this.#emitter.emit('resumed');
    } else {
      logger.error({ recordingId, error: problem }, 'a recording cannot be written');
      this.#emitter.emit('paused', problem);
    }
  }

  /** The encoder has died. */
  lost(problem: string): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#emitter.emit('failed', problem);
    void this.close();
  }

  async #stopPart(): Promise<void> {
    const tap = this.#tap;
    if (tap === null) return;
    this.#tap = null;
    this.#timeline.partStopped(this.#deps.clock.monotonicMs());
    try {
      await tap.stop();
      if (this.#failed) return;
      const stop = { kind: 'stop', recordingId: this.id } as const;
      const { content } = await this.#deps.link.request(stop, 'stopped');
      await this.#deps.store.setContent(this.id, content);
    } catch (error) {
      this.#warn(error, 'the end of a part could not be noted');
    }
  }

  async #close(): Promise<void> {
    const { onClosed, recover } = this.#deps;
    await this.#stopPart();
    try {
      if (!(await this.#ended())) await recover(this.about);
    } catch (error) {
      // What is not in the catalogue now is put there by the recovery at the next start.
      this.#warn(error, 'a recording could not be mended');
    }
    onClosed(this);
    this.#emitter.removeAll();
  }

  /** False where the encoder has died, before or meanwhile, or could not end the file. */
  async #ended(): Promise<boolean> {
    if (this.#failed) return false;
    const { link, logger } = this.#deps;
    try {
      const close = { kind: 'close', recordingId: this.id, title: this.about.title } as const;
      const closed = await link.request(close, 'closed');
      await this.#write(closed);
      const { samples, bytes, gaps } = closed.content;
      logger.info({ recordingId: this.id, samples, bytes, gaps: gaps.length }, 'recorded');
      return true;
    } catch (error) {
      this.#warn(error, 'a recording could not be closed');
      return false;
    }
  }

  async #write(closed: ClosedRecording): Promise<void> {
    const { store, clock } = this.#deps;
    await store.setContent(this.id, closed.content);
    await store.setSpeech(this.id, closed.speech);
    const { sha256 } = closed;
    await store.finish(this.id, { endedAtMs: clock.now(), sha256, recovered: false });
  }

  #warn(error: unknown, what: string): void {
    this.#deps.logger.error({ recordingId: this.id, error: describeError(error) }, what);
  }
}

export function cannotRecord(error: unknown): PartylineError {
  if (error instanceof PartylineError) return error;
  return new PartylineError('cannot-record', describeError(error), { cause: error });
}
