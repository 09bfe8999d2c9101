import type { Playback, PlaybackEnd } from '../../ports/media-server.js';
import type { SayablePhrase } from '../prompts/announcer.js';

/** So many may wait behind the one that is heard; more are old news. */
const mostWaiting = 2;

export interface Announcement {
  readonly phrases: readonly SayablePhrase[];
  /**
   * Its place among all that a conference and its members are told: what is added late is still told
   * before what came about after it.
   */
  readonly order: number;
  /** Called with how it ended: it must be heard, and is neither dropped nor interrupted. */
  readonly mustBeHeard: ((end: PlaybackEnd) => void) | null;
}

export interface AnnouncementOutlet {
  /** Begins to play; nothing else of this queue is playing then. Null where it cannot be played. */
  play(announcement: Announcement): Promise<Playback | null>;
  /** Resolves when the listeners are free to hear the next one. */
  quiet(): Promise<void>;
  /** It could not be told; the next one is. */
  failed(error: unknown): void;
}

/**
 * What one leg, or everyone in a conference, is told: one thing after another, never two at once.
 * When they pile up, the oldest that waits is dropped, since what came later tells how things are
 * now; and a mere tone is not worth waiting for.
 */
export class AnnouncementQueue {
  readonly #outlet: AnnouncementOutlet;
  #waiting: Announcement[] = [];
  #playing: Playback | null = null;
  /** What is heard, or about to be, must be heard. */
  #insists = false;
  #run: Promise<void> | null = null;
  /** Changes with each interruption: what was being prepared before is not played after. */
  #epoch = 0;

  constructor(outlet: AnnouncementOutlet) {
    this.#outlet = outlet;
  }

  add(announcement: Announcement): void {
    const busy = this.#run !== null;
    if (announcement.mustBeHeard === null && busy && isTone(announcement)) return;
    const later = this.#waiting.findIndex(({ order }) => order > announcement.order);
    this.#waiting.splice(later === -1 ? this.#waiting.length : later, 0, announcement);
    if (this.#waiting.length > mostWaiting + (busy ? 0 : 1)) this.#dropOldest();
    this.#run ??= this.#playAll();
  }

  /** Silences what is heard, and forgets what waits, save what must be heard. */
  interrupt(): void {
    this.#waiting = this.#waiting.filter(({ mustBeHeard }) => mustBeHeard !== null);
    if (!this.#insists) this.#cut();
  }

  /** Whoever listened is going. */
  silence(): void {
    for (const announcement of this.#waiting.splice(0)) this.#tellEnd(announcement, 'gone');
    this.#cut();
  }

  /** Resolves when all that was added has been heard, or could not be. Never rejects. */
  async idle(): Promise<void> {
    while (this.#run !== null) await this.#run;
  }

  #cut(): void {
    this.#epoch += 1;
    this.#playing?.stop();
  }

  #dropOldest(): void {
    const oldest = this.#waiting.findIndex(({ mustBeHeard }) => mustBeHeard === null);
    if (oldest !== -1) this.#waiting.splice(oldest, 1);
  }

  async #playAll(): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      this.#insists = next.mustBeHeard !== null;
      const end = await this.#play(next);
      this.#insists = false;
      this.#playing = null;
      this.#tellEnd(next, end);
    }
    this.#run = null;
  }

  async #play(announcement: Announcement): Promise<PlaybackEnd> {
    const epoch = this.#epoch;
    try {
      await this.#outlet.quiet();
      if (epoch !== this.#epoch) return 'stopped';
      this.#playing = await this.#outlet.play(announcement);
      if (epoch !== this.#epoch) this.#playing?.stop();
      return (await this.#playing?.ended) ?? 'gone';
    } catch (error) {
      this.#outlet.failed(error);
      return 'failed';
    }
  }

  #tellEnd({ mustBeHeard }: Announcement, end: PlaybackEnd): void {
    try {
      mustBeHeard?.(end);
    } catch (error) {
      this.#outlet.failed(error);
    }
  }
}

/** Nothing is said. */
export function isTone({ phrases }: Pick<Announcement, 'phrases'>): boolean {
  return phrases.every((phrase) => 'tone' in phrase);
}
