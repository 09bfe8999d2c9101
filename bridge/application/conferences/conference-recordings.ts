import type { ConferenceCommand } from '../../conference/command.js';
import type { ConferenceState } from '../../conference/state.js';
import { describeError } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import { SerialTasks } from '../../kernel/serial-tasks.js';
import type { MediaConference } from '../../ports/media-server.js';
import type { OpenRecording, RecordedConference, Recorder } from '../../ports/recorder.js';
import { memberLabels } from './member-labels.js';

export interface ConferenceRecordingsDependencies {
  readonly recorder: Recorder;
  readonly logger: Logger;
  readonly about: RecordedConference;
  readonly state: () => ConferenceState;
  readonly command: (command: ConferenceCommand) => void;
}

/** The files of one conference: carries out what the room core wants recorded, in that order. */
export class ConferenceRecordings {
  readonly #deps: ConferenceRecordingsDependencies;
  readonly #files = new Map<number, OpenRecording>();
  readonly #talking = new Set<string>();
  readonly #labelOf = memberLabels();
  readonly #lane = new SerialTasks();

  constructor(deps: ConferenceRecordingsDependencies) {
    this.#deps = deps;
  }

  start(file: number, conference: Promise<MediaConference>): void {
    this.#inLane(async () => {
      try {
        const recording = this.#files.get(file) ?? (await this.#begin(file));
        await recording.start(await conference);
        this.#deps.command({ kind: 'recording-began', file });
      } catch (error) {
        const problem = describeError(error);
        this.#deps.logger.error(
          { ...this.#deps.about, error: problem },
          'a recording did not start',
        );
        this.#deps.command({ kind: 'recording-failed', file, problem });
      }
    });
  }

  stop(file: number): void {
    this.#inLane(async () => this.#files.get(file)?.stop());
  }

  close(file: number): void {
    this.#inLane(async () => {
      const recording = this.#files.get(file);
      this.#files.delete(file);
      await recording?.close();
    });
  }

  talking(memberId: string, talking: boolean): void {
    if (talking) this.#talking.add(memberId);
    else this.#talking.delete(memberId);
    for (const recording of this.#files.values()) this.#tellTalking(recording, memberId, talking);
  }

  noticeHeard(file: number, memberId: string, atMs: number): void {
    this.#files.get(file)?.noticeHeard(memberId, atMs);
  }

  async #begin(file: number): Promise<OpenRecording> {
    const { recorder, about, command } = this.#deps;
    const recording = await recorder.begin(about);
    this.#files.set(file, recording);
    recording.events.on('paused', (problem) =>
      command({ kind: 'recording-paused', file, problem }),
    );
    recording.events.on('resumed', () => command({ kind: 'recording-resumed', file }));
    recording.events.on('failed', (problem) => {
      command({ kind: 'recording-failed', file, problem });
    });
    for (const memberId of this.#talking) this.#tellTalking(recording, memberId, true);
    return recording;
  }

  #tellTalking(recording: OpenRecording, memberId: string, talking: boolean): void {
    recording.talking(memberId, this.#labelOf(this.#deps.state(), memberId), talking);
  }

  #inLane(action: () => Promise<void>): void {
    this.#lane.run(action).catch((error: unknown) => {
      const { logger, about } = this.#deps;
      logger.error({ ...about, error: describeError(error) }, 'a recording failed');
    });
  }
}
