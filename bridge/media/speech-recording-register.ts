import { describeError } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import type { SpeechRecording, SpeechRecordingEnd } from '../ports/media-server.js';
import { saveSpeech } from './speech/speech-file.js';
import type { RecordedSpeech } from './speech/speech-recorder.js';

interface Pending {
  readonly path: string;
  readonly resolve: (end: SpeechRecordingEnd) => void;
}

/** All recordings of one media server that have not ended, by the number that workers know. */
export class SpeechRecordingRegister {
  readonly #logger: Logger;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  open(
    path: string,
    stop: () => void,
  ): { readonly id: number; readonly recording: SpeechRecording } {
    const id = this.#nextId++;
    const ended = new Promise<SpeechRecordingEnd>((resolve) => {
      this.#pending.set(id, { path, resolve });
    });
    return { id, recording: { ended, stop } };
  }

  /** What the worker has heard; null where nothing was said. */
  heard(id: number, speech: RecordedSpeech | null): void {
    const pending = this.#take(id);
    if (pending === undefined) return;
    const saved = saveSpeech(pending.path, speech, (error) => {
      this.#logger.warn({ error: describeError(error) }, 'a recording cannot be written');
    });
    void saved.then(pending.resolve);
  }

  /** The leg has gone. */
  gone(id: number): void {
    this.#take(id)?.resolve({ kind: 'failed' });
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }
}
