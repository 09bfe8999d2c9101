import { describeError, PartylineError, unreachable } from '../bridge/kernel/errors.js';
import type { Logger } from '../bridge/kernel/logger.js';
import type { Clock } from '../bridge/ports/clock.js';
import type { Random } from '../bridge/ports/random.js';
import type {
  OpenRecording,
  RecordedConference,
  Recorder,
  RecorderStatus,
  RecordingHealth,
} from '../bridge/ports/recorder.js';
import type { NewRecording, RecordingSink, RecordingStore } from '../bridge/ports/recordings.js';
import { EncoderLink, type EncoderNews } from './encoder-link.js';
import type { EncoderHealth, RecordingSetup } from './encoder/protocol.js';
import type { BitrateKbps } from './mp3/stream-format.js';
import { cannotRecord, EncodedRecording } from './encoded-recording.js';

export interface RecorderOptions {
  readonly store: RecordingStore;
  readonly sink: RecordingSink;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly bitrateKbps: BitrateKbps;
  readonly retentionDays: number;
  /** With less room on the disk than this, nothing begins. */
  readonly leastFreeBytes: number;
}

const msPerDay = 86_400_000;
/** So many at a time are mended at the start. */
const recoveryPage = 100;

/** All recordings of one bridge, encoded on one thread, which runs from the first one on. */
export class ConferenceRecorder implements Recorder {
  readonly #options: RecorderOptions;
  readonly #open = new Map<string, EncodedRecording>();
  readonly #health = new Map<string, EncoderHealth>();
  readonly #counters = { begun: 0, finished: 0, recovered: 0, paused: 0, failed: 0 };
  #link: EncoderLink | null = null;
  #closed = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /** Closes what a dead process has left open. Call it before the first call is taken. */
  async recover(): Promise<number> {
    const { store, logger } = this.#options;
    let recovered = 0;
    for (;;) {
      const left = await store.list({ open: true, limit: recoveryPage });
      const mended = await Promise.all(
        left.map((recording) =>
          this.#mend(recording).then(
            () => true,
            (error: unknown) => {
              const problem = describeError(error);
              logger.error(
                { recordingId: recording.id, error: problem },
                'a recording cannot be mended',
              );
              return false;
            },
          ),
        ),
      );
      recovered += mended.filter(Boolean).length;
      // One that cannot be mended stays open: the next start tries again.
      if (left.length < recoveryPage || !mended.some(Boolean)) return recovered;
    }
  }

  async begin(conference: RecordedConference): Promise<OpenRecording> {
    const { store, clock, random, logger, retentionDays } = this.#options;
    try {
      await this.#mustHaveRoom();
      const startedAtMs = clock.now();
      const about: NewRecording = {
        id: random.uuid(),
        ...conference,
        title: null,
        startedAtMs,
        expiresAtMs: startedAtMs + retentionDays * msPerDay,
      };
      await store.begin(about);
      const link = this.#encoder();
      const recording = new EncodedRecording(about, {
        link,
        store,
        clock,
        logger,
        recover: (lost) => this.#mend(lost),
        onClosed: () => this.#forget(about.id),
      });
      this.#open.set(about.id, recording);
      try {
        await link.request({ kind: 'open', recording: this.#setupOf(about) }, 'done');
      } catch (error) {
        // Its row is closed like that of a dead process: with the nothing it has.
        recording.lost(describeError(error));
        throw error;
      }
      this.#counters.begun++;
      logger.info({ recordingId: about.id, conferenceId: about.conferenceId }, 'recording');
      return recording;
    } catch (error) {
      throw cannotRecord(error);
    }
  }

  status(): RecorderStatus {
    const recordings = [...this.#open.values()].map(({ about }): RecordingHealth => {
      const { samplesIn, framesOut, bytesOnDisk, lagMs, paused } =
        this.#health.get(about.id) ?? nothingYet;
      const { id, conferenceId } = about;
      return { recordingId: id, conferenceId, samplesIn, framesOut, bytesOnDisk, lagMs, paused };
    });
    return { recordings, counters: { ...this.#counters } };
  }

  /** Closes every file, so that it can be played. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#open.values()].map((recording) => recording.close()));
    await this.#link?.terminate();
  }

  #encoder(): EncoderLink {
    if (this.#closed) throw new PartylineError('cannot-record', 'the bridge is closing');
    this.#link ??= this.#startEncoder();
    return this.#link;
  }

  #startEncoder(): EncoderLink {
    const link: EncoderLink = new EncoderLink({
      onNews: (news) => this.#heard(news),
      onExit: (problem) => {
        if (this.#link === link) this.#link = null;
        if (this.#closed) return;
        this.#options.logger.error(
          { error: problem, recordings: this.#open.size },
          'the encoder died',
        );
        for (const recording of [...this.#open.values()]) recording.lost(problem);
      },
    });
    return link;
  }

  #heard(news: EncoderNews): void {
    switch (news.kind) {
      case 'paused':
        this.#counters.paused++;
        this.#open.get(news.recordingId)?.pauseChanged(news.problem);
        return;
      case 'resumed':
        this.#open.get(news.recordingId)?.pauseChanged(null);
        return;
      case 'health':
        for (const health of news.recordings) this.#health.set(health.recordingId, health);
        return;
      default:
        unreachable(news);
    }
  }

  async #mend(recording: NewRecording): Promise<void> {
    const { store, clock, logger } = this.#options;
    const setup = this.#setupOf(recording);
    const closed = await this.#encoder().request({ kind: 'recover', recording: setup }, 'closed');
    const { content, speech, sha256 } = closed;
    await store.setContent(recording.id, content);
    await store.setSpeech(recording.id, speech);
    const endedAtMs = content.parts.at(-1)?.stoppedAt ?? clock.now();
    await store.finish(recording.id, { endedAtMs, sha256, recovered: true });
    this.#counters.recovered++;
    const { samples, gaps } = content;
    logger.warn({ recordingId: recording.id, samples, gaps }, 'a recording left open was closed');
  }

  #forget(recordingId: string): void {
    this.#open.delete(recordingId);
    this.#health.delete(recordingId);
    this.#counters.finished++;
  }

  #setupOf({ id, roomNumber, title, startedAtMs }: NewRecording): RecordingSetup {
    const { sink, bitrateKbps } = this.#options;
    const file = (kind: 'audio' | 'peaks' | 'journal'): string => sink.pathFor(id, kind);
    const files = { audio: file('audio'), peaks: file('peaks'), journal: file('journal') };
    return { recordingId: id, files, roomNumber, title, startedAtMs, bitrateKbps };
  }

  async #mustHaveRoom(): Promise<void> {
    const { sink, leastFreeBytes } = this.#options;
    const free = await sink.freeBytes();
    if (free >= leastFreeBytes) return;
    throw new PartylineError('cannot-record', `only ${Math.floor(free / 1e6)} MB are free`, {
      mend: 'make room on the disk of recordings.folder, or lower recordings.stopBelowMb',
    });
  }
}

const nothingYet = { samplesIn: 0, framesOut: 0, bytesOnDisk: 0, lagMs: 0, paused: false } as const;
