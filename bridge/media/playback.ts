import type { Playback, PlaybackEnd } from '../ports/media-server.js';

/** One playback, from the request until it has ended, on whatever worker it is. */
export class EmbeddedPlayback implements Playback {
  readonly id: number;
  readonly ended: Promise<PlaybackEnd>;
  #resolve: (end: PlaybackEnd) => void = () => undefined;
  #end: PlaybackEnd | null = null;
  readonly #stopAtWorker: (playbackId: number) => void;
  /** The worker has it, and will say how it ends. */
  #sent = false;

  constructor(id: number, stopAtWorker: (playbackId: number) => void) {
    this.id = id;
    this.#stopAtWorker = stopAtWorker;
    this.ended = new Promise((resolve) => (this.#resolve = resolve));
  }

  get over(): boolean {
    return this.#end !== null;
  }

  sent(): void {
    this.#sent = true;
  }

  stop(): void {
    if (this.over) return;
    if (this.#sent) this.#stopAtWorker(this.id);
    else this.finish('stopped');
  }

  /** The first end counts. */
  finish(end: PlaybackEnd): void {
    if (this.over) return;
    this.#end = end;
    this.#resolve(end);
  }
}
