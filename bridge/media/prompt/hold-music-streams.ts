import type { LoadedClip } from '../worker/protocol.js';
import { HoldMusic } from './hold-music.js';

/** One stream per clip, kept as long as someone listens to it. */
export class HoldMusicStreams {
  readonly #byClip = new Map<string, HoldMusic>();

  /** One listener changes from one stream to that of `clip`. @returns the new stream */
  listen(from: HoldMusic | null, clip: LoadedClip | null): HoldMusic | null {
    const to = clip === null ? null : this.#streamOf(clip);
    if (to !== null) to.listeners++;
    if (from !== null && --from.listeners === 0) {
      this.#byClip.delete(from.clip.id);
      from.close();
    }
    return to;
  }

  #streamOf(clip: LoadedClip): HoldMusic {
    let stream = this.#byClip.get(clip.id);
    if (stream === undefined) {
      stream = new HoldMusic(clip);
      this.#byClip.set(clip.id, stream);
    }
    return stream;
  }
}
