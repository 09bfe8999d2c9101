import { describeError } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import { SerialTasks } from '../../kernel/serial-tasks.js';
import type { Clip, Endpoint, MediaConference, Playback } from '../../ports/media-server.js';
import type { Leg } from '../../ports/signalling.js';
import type { Language } from '../../ports/language.js';
import { type Announcement, AnnouncementQueue } from '../conferences/announcement-queue.js';
import type { Announcer, SayablePhrase } from '../prompts/announcer.js';
import { hangupReasonFor, type LocalEndReason } from './end-reasons.js';

/** What has been sent is still in the phone's jitter buffer, and a BYE would cut it off. */
const untilHeard: Clip = { kind: 'silence', durationMs: 300 };

/**
 * One answered leg and its media: what it is played, which conference it is in, how it is let go.
 *
 * Joining and leaving a conference take the media server a moment. Whatever concerns the
 * conference is therefore done in a lane of its own, in the order it was asked for, so that a mute
 * asked for during a join is not lost.
 */
export class AnsweredLeg {
  readonly id: string;
  readonly leg: Leg;
  readonly endpoint: Endpoint;
  language: Language;
  readonly #announcer: Announcer;
  readonly #greeting: string | null;
  readonly #logger: Logger;
  readonly #announcements: AnnouncementQueue;
  /** Resolves when its conference is not telling all something. */
  #conferenceQuiet: () => Promise<void> = () => Promise.resolve();
  readonly #lane = new SerialTasks();
  #endReason: LocalEndReason | null = null;
  /** Heard now, or waiting to be. */
  readonly #playbacks = new Set<Playback>();

  constructor(options: {
    id: string;
    leg: Leg;
    endpoint: Endpoint;
    language: Language;
    /** The name of the dialled number's own greeting. */
    greeting: string | null;
    announcer: Announcer;
    logger: Logger;
  }) {
    this.id = options.id;
    this.leg = options.leg;
    this.endpoint = options.endpoint;
    this.language = options.language;
    this.#announcer = options.announcer;
    this.#greeting = options.greeting;
    this.#logger = options.logger;
    this.#announcements = new AnnouncementQueue({
      play: ({ phrases }) => Promise.resolve(this.#endReason === null ? this.say(phrases) : null),
      quiet: () => this.#conferenceQuiet(),
      failed: (error) => this.#unsaid(error),
    });
  }

  /** Begins to play at once, or behind what is playing; where it cannot, it has failed. */
  say(phrases: readonly SayablePhrase[]): Playback {
    try {
      return this.#play(this.#announcer.clips(phrases, this.language, this.#greeting));
    } catch (error) {
      this.#unsaid(error);
      return { ended: Promise.resolve('failed'), stop: () => undefined };
    }
  }

  #play(clips: readonly Clip[]): Playback {
    const playback = this.endpoint.play(clips);
    this.#playbacks.add(playback);
    void playback.ended.then(() => this.#playbacks.delete(playback));
    return playback;
  }

  /**
   * Tells something in its turn, when the conference is not telling all something. No key silences
   * what must be heard.
   */
  announce(announcement: Announcement, conferenceQuiet: () => Promise<void>): void {
    this.#conferenceQuiet = conferenceQuiet;
    this.#announcements.add(announcement);
  }

  /** It is being told something alone. */
  get listens(): boolean {
    return this.#playbacks.size > 0;
  }

  /** A key silences what this leg alone is being told. */
  interrupt(): void {
    this.#announcements.interrupt();
  }

  setHoldMusic(on: boolean): void {
    this.#inLane('hold music', () => {
      const clip = on ? this.#announcer.clip('hold-music', this.language) : null;
      this.endpoint.setHoldMusic(clip);
    });
  }

  join(conference: Promise<MediaConference>, muted: boolean): void {
    this.#inLane('join', async () => {
      if (this.#endReason !== null) return;
      await this.endpoint.join(await conference, { memberId: this.id, muted, deaf: false });
    });
  }

  /** Takes the leg out of its conference; it stays up. */
  leave(): void {
    this.#inLane('leave', () => this.endpoint.leave());
  }

  setMuted(conference: Promise<MediaConference>, muted: boolean): void {
    this.#inLane('mute', async () => {
      (await conference).setMuted(this.id, muted);
    });
  }

  /** Why we ended it; null while we have not. */
  get endReason(): LocalEndReason | null {
    return this.#endReason;
  }

  /** Takes the leg out of its conference, lets it hear the phrases, and hangs up. Idempotent. */
  endAfter(phrases: readonly SayablePhrase[], reason: LocalEndReason): void {
    if (this.#endReason !== null) return;
    this.#endReason = reason;
    // What was being said matters no more, and would keep the last words waiting.
    this.#announcements.silence();
    for (const playback of this.#playbacks) playback.stop();
    this.#inLane('leave', async () => {
      this.endpoint.setHoldMusic(null);
      await this.endpoint.leave();
    });
    this.#inLane('last words', async () => {
      if (phrases.length === 0) return;
      await this.#play([...this.#announcer.clips(phrases, this.language), untilHeard]).ended;
    });
    this.#inLane('hang-up', () => this.leg.hangUp(hangupReasonFor(reason)));
  }

  /** Hangs up at once. Idempotent. */
  end(reason: LocalEndReason): void {
    this.#endReason ??= reason;
    this.leg.hangUp(hangupReasonFor(reason));
  }

  #unsaid(error: unknown): void {
    this.#logger.error({ legId: this.id, error: describeError(error) }, 'a leg was not told');
  }

  #inLane(what: string, action: () => void | Promise<void>): void {
    this.#lane.run(action).catch((error: unknown) => {
      // The leg is going, or its media is lost: either is reported by its own event.
      this.#logger.debug({ legId: this.id, error: describeError(error) }, `${what} failed`);
    });
  }
}
