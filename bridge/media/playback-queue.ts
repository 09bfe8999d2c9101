import { describeError } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import { SerialTasks } from '../kernel/serial-tasks.js';
import type { Clip, Playback, PlaybackEnd } from '../ports/media-server.js';
import { EmbeddedPlayback } from './playback.js';
import type { ClipLibrary } from './prompt/clip-library.js';
import type { PlaybackTarget } from './worker/protocol.js';
import type { WorkerNotice } from './worker-link.js';

/** All playbacks of one media server that have not ended, by the number that workers know. */
export class PlaybackRegister {
  readonly #live = new Map<number, EmbeddedPlayback>();
  #nextId = 1;

  open(stopAtWorker: (playbackId: number) => void): EmbeddedPlayback {
    const playback = new EmbeddedPlayback(this.#nextId++, stopAtWorker);
    this.#live.set(playback.id, playback);
    void playback.ended.then(() => this.#live.delete(playback.id));
    return playback;
  }

  ended(playbackId: number, end: PlaybackEnd): void {
    this.#live.get(playbackId)?.finish(end);
  }
}

export interface PlaybackDependencies {
  readonly library: ClipLibrary;
  readonly register: PlaybackRegister;
  readonly logger: Logger;
}

/**
 * The playbacks of one endpoint or conference. Their files are read at once and sent to the worker
 * in the order asked for, however long each takes to read.
 */
export class PlaybackQueue {
  readonly #deps: PlaybackDependencies;
  readonly #target: PlaybackTarget;
  readonly #deliver: (notice: WorkerNotice) => void;
  readonly #live = new Set<EmbeddedPlayback>();
  readonly #deliveries = new SerialTasks();

  constructor(
    deps: PlaybackDependencies,
    target: PlaybackTarget,
    deliver: (notice: WorkerNotice) => void,
  ) {
    this.#deps = deps;
    this.#target = target;
    this.#deliver = deliver;
  }

  play(clips: readonly Clip[]): Playback {
    const to = this.#target;
    const playback = this.#deps.register.open((playbackId) =>
      this.#deliver({ kind: 'stop', playbackId, to }),
    );
    this.#live.add(playback);
    void playback.ended.then(() => this.#live.delete(playback));
    const loading = Promise.all(clips.map((clip) => this.#deps.library.load(clip)));
    // Whether it failed is asked in its turn.
    loading.catch(() => undefined);
    this.#deliveries
      .run(async () => {
        const loaded = await loading;
        if (playback.over) return;
        playback.sent();
        this.#deliver({ kind: 'play', playbackId: playback.id, to, clips: loaded });
      })
      .catch((error: unknown) => {
        this.#deps.logger.warn({ error: describeError(error) }, 'a prompt cannot be played');
        playback.finish('failed');
      });
    return playback;
  }

  /** Whoever was to hear them is gone. */
  gone(): void {
    for (const playback of this.#live) playback.finish('gone');
  }
}
