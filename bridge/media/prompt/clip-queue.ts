import type { PlaybackEnd } from '../../ports/media-server.js';
import type { QueuedPlayback } from '../worker/protocol.js';

interface Entry {
  readonly playback: QueuedPlayback;
  clipIndex: number;
  /** Samples at 16 kHz into the clip; always even. */
  wideOffset: number;
}

/** The playbacks of one leg or one conference, one after another without a gap. */
export class ClipQueue {
  /** The frame that `next` made. */
  readonly narrow = new Int16Array(160);
  readonly wide = new Int16Array(320);
  readonly #entries: Entry[] = [];
  readonly #onEnded: (playbackId: number, end: PlaybackEnd) => void;

  constructor(onEnded: (playbackId: number, end: PlaybackEnd) => void) {
    this.#onEnded = onEnded;
  }

  get active(): boolean {
    return this.#entries.length > 0;
  }

  add(playback: QueuedPlayback): void {
    this.#entries.push({
      playback,
      clipIndex: playback.clipIndex,
      wideOffset: playback.wideOffset,
    });
  }

  stop(playbackId: number): void {
    const index = this.#entries.findIndex((entry) => entry.playback.playbackId === playbackId);
    if (index === -1) return;
    this.#entries.splice(index, 1);
    this.#onEnded(playbackId, 'stopped');
  }

  /** Makes the next frame, filled up with silence after the last clip. */
  next(): void {
    let filled = 0;
    while (filled < this.wide.length) {
      const entry = this.#entries[0];
      if (entry === undefined) break;
      filled = this.#fill(entry, filled);
      if (entry.clipIndex === entry.playback.clips.length) {
        this.#entries.shift();
        this.#onEnded(entry.playback.playbackId, 'finished');
      }
    }
    this.wide.fill(0, filled);
    this.narrow.fill(0, filled / 2);
  }

  /** What is left to play, for the worker that goes on with it. */
  take(): readonly QueuedPlayback[] {
    return this.#entries
      .splice(0)
      .map(({ playback, clipIndex, wideOffset }) => ({ ...playback, clipIndex, wideOffset }));
  }

  close(): void {
    for (const { playback } of this.#entries.splice(0)) this.#onEnded(playback.playbackId, 'gone');
  }

  #fill(entry: Entry, filled: number): number {
    const clip = entry.playback.clips[entry.clipIndex];
    if (clip === undefined) return filled;
    const count = Math.min(this.wide.length - filled, clip.wide.length - entry.wideOffset);
    copy(clip.wide, entry.wideOffset, this.wide, filled, count);
    copy(clip.narrow, entry.wideOffset / 2, this.narrow, filled / 2, count / 2);
    entry.wideOffset += count;
    if (entry.wideOffset >= clip.wide.length) {
      entry.clipIndex++;
      entry.wideOffset = 0;
    }
    return filled + count;
  }
}

function copy(from: Int16Array, at: number, to: Int16Array, into: number, count: number): void {
  for (let i = 0; i < count; i++) to[into + i] = from[at + i]!;
}
