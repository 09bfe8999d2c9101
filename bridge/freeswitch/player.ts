import type { Clock, Timer } from '../ports/clock.js';
import type { Clip, Playback, PlaybackEnd } from '../ports/media-server.js';
import { type PlayableFile, playableFile } from './clips.js';

export type VoiceEnd = 'ended' | 'failed' | 'gone';

/** Where a player's sound goes: a parked channel, a conference's member, a whole conference. */
export interface Voice {
  /** Resolves when the file has ended, by itself or by `stop`. Never rejects. */
  play(path: string): Promise<VoiceEnd>;
  stop(): void;
  /** Nothing more is expected of what it plays. */
  forget(): void;
}

export interface PlayerDependencies {
  readonly clock: Clock;
  /** FreeSWITCH did not tell that a file has ended. */
  readonly onOverdue: () => void;
}

/** So much later than a file lasts, the word that it has ended is lost [ms]. */
const overdueMs = 3_000;
/** A break is heard at once [ms]. */
const stopWithinMs = 1_500;

class QueuedPlayback implements Playback {
  readonly ended: Promise<PlaybackEnd>;
  stopped = false;
  over = false;
  #resolve: (end: PlaybackEnd) => void = () => undefined;

  constructor(
    readonly clips: readonly Clip[],
    readonly onStop: (playback: QueuedPlayback) => void,
  ) {
    this.ended = new Promise((resolve) => (this.#resolve = resolve));
  }

  stop(): void {
    if (this.stopped || this.over) return;
    this.stopped = true;
    this.onStop(this);
  }

  finish(end: PlaybackEnd): void {
    if (this.over) return;
    this.over = true;
    this.#resolve(end);
  }
}

/**
 * Plays one thing after another through whatever voice its leg has now. Between playbacks, where
 * there is hold music, it loops. A change of voice waits for the playback that is being heard.
 */
export class Player {
  readonly #queue: QueuedPlayback[] = [];
  #voice: Voice | null;
  #music: PlayableFile | null = null;
  #busy = false;
  #current: QueuedPlayback | 'music' | null = null;
  #suspended = 0;
  #idle: (() => void)[] = [];
  #gone = false;

  readonly #deps: PlayerDependencies;
  #overdue: Timer | null = null;
  #onOverdue: () => void = () => undefined;

  constructor(voice: Voice | null, deps: PlayerDependencies) {
    this.#voice = voice;
    this.#deps = deps;
  }

  play(clips: readonly Clip[]): Playback {
    const playback = new QueuedPlayback(clips, (stopped) => this.#stop(stopped));
    if (this.#gone) playback.finish('gone');
    else {
      this.#queue.push(playback);
      if (this.#current === 'music') this.cut();
      this.#next();
    }
    return playback;
  }

  async setMusic(clip: Clip | null): Promise<void> {
    this.#music = clip === null ? null : await playableFile([clip]);
    if (this.#current === 'music') this.cut();
    this.#next();
  }

  /** Holds back what is still to be played, and waits for what is being played. */
  async suspend(): Promise<void> {
    this.#suspended++;
    if (this.#current === 'music') this.cut();
    if (this.#busy) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Goes on, through this voice. */
  resume(voice: Voice | null): void {
    this.#voice = voice;
    this.#suspended--;
    this.#next();
  }

  /** Ends what is being heard as if it were over. */
  cut(): void {
    this.#voice?.stop();
    if (this.#overdue !== null) this.#expect(stopWithinMs);
  }

  /** Whoever was to hear it is no more. */
  gone(): void {
    this.#gone = true;
    this.#overdue?.cancel();
    if (this.#current instanceof QueuedPlayback) this.#current.finish('gone');
    for (const playback of this.#queue.splice(0)) playback.finish('gone');
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #stop(playback: QueuedPlayback): void {
    const waiting = this.#queue.indexOf(playback);
    if (waiting !== -1) this.#queue.splice(waiting, 1);
    if (waiting !== -1 || this.#current !== playback) playback.finish('stopped');
    else this.cut();
  }

  #next(): void {
    if (this.#busy || this.#gone || this.#suspended > 0) return;
    const playback = this.#queue.shift();
    if (playback === undefined && this.#music === null) return;
    this.#busy = true;
    const turn = playback === undefined ? this.#playMusic() : this.#playOne(playback);
    void turn.then(() => {
      this.#busy = false;
      this.#current = null;
      for (const resolve of this.#idle.splice(0)) resolve();
      this.#next();
    });
  }

  async #playMusic(): Promise<void> {
    const [voice, music] = [this.#voice, this.#music];
    if (voice === null || music === null) return;
    this.#current = 'music';
    const end = await this.#hear(voice, music);
    const comesBack = end === 'gone' && this.#suspended > 0;
    if (end !== 'ended' && !comesBack) this.#music = null;
  }

  async #playOne(playback: QueuedPlayback): Promise<void> {
    this.#current = playback;
    const file = await playableFile(playback.clips);
    if (playback.stopped) playback.finish('stopped');
    if (playback.over) return;
    const voice = this.#voice;
    if (file === null || voice === null) {
      playback.finish('failed');
      return;
    }
    const end = await this.#hear(voice, file);
    if (playback.stopped) playback.finish('stopped');
    // Its server has died, and the leg is being moved: it is heard again from its beginning.
    else if (end === 'gone' && this.#suspended > 0 && !this.#gone) this.#queue.unshift(playback);
    else playback.finish(end === 'ended' ? 'finished' : end);
  }

  /** An event that never comes must not hold up what waits behind. */
  async #hear(voice: Voice, { path, durationMs }: PlayableFile): Promise<VoiceEnd> {
    const overdue = new Promise<VoiceEnd>((resolve) => {
      this.#onOverdue = () => {
        this.#deps.onOverdue();
        voice.stop();
        voice.forget();
        resolve('ended');
      };
    });
    this.#expect(durationMs + overdueMs);
    const end = await Promise.race([voice.play(path), overdue]);
    this.#overdue?.cancel();
    this.#overdue = null;
    return end;
  }

  #expect(withinMs: number): void {
    this.#overdue?.cancel();
    this.#overdue = this.#deps.clock.after(withinMs, 'freeswitch playback', this.#onOverdue);
  }
}
