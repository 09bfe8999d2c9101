import { apply } from '../../conference/conference.js';
import { isHeard, isInMix } from '../../conference/members.js';
import { describeError, unreachable } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import type { ConferenceCommand } from '../../conference/command.js';
import type { ConferenceEffect, MemberQuestion } from '../../conference/effect.js';
import type { ConferenceEvent } from '../../conference/event.js';
import type { ConferenceState } from '../../conference/state.js';
import type { Actor, RecordingNotice } from '../../conference/words.js';
import type { DoorQuestion } from '../../conference/door.js';
import type { Clock } from '../../ports/clock.js';
import type {
  MediaConference,
  MediaServer,
  MemberLevel,
  Playback,
} from '../../ports/media-server.js';
import type { RecordedConference, Recorder } from '../../ports/recorder.js';
import type { Language } from '../../ports/language.js';
import { type Announcement, AnnouncementQueue, isTone } from './announcement-queue.js';
import type { Announcer } from '../prompts/announcer.js';
import type { PlacedCall } from './placed-call.js';
import { ConferenceRecordings } from './conference-recordings.js';
import { Deadline } from '../deadline.js';
import { DisturbanceWatch } from './disturbance-watch.js';
import type { AnsweredLeg } from '../calls/answered-leg.js';
import type { RecordedNames } from './recorded-names.js';
import { SerialQueue } from '../../kernel/serial-queue.js';
import { steadyTime } from '../steady-time.js';

export interface ConferenceSessionDependencies {
  readonly clock: Clock;
  readonly mediaServer: MediaServer;
  readonly announcer: Announcer;
  readonly logger: Logger;
  readonly names: RecordedNames;
  readonly recorder: Recorder;
}

/** The room that the conference is held in. */
export interface SessionRoom {
  readonly language: Language;
  /** As its recordings are filed. */
  readonly recorded: Omit<RecordedConference, 'conferenceId'>;
}

/** A member, or one who is still at the door: its leg, and how its caller is asked something. */
export interface SessionMember {
  readonly leg: AnsweredLeg;
  askAtDoor(questions: readonly DoorQuestion[]): void;
  /** Something is asked in the conference. */
  askMember(question: MemberQuestion): void;
}

/** What is announced, to all or to one. */
type Told = Pick<Extract<ConferenceEffect, { kind: 'announce-to-all' }>, 'phrases' | 'notice'>;

/** Who is told of what goes on in a conference, and makes its calls. */
export interface ConferenceSessionDelegate {
  /** A fact, after the command that brought it about was carried out. */
  event(event: ConferenceEvent): void;
  /** At 10 Hz while there is anyone in the mix. */
  levels(levels: readonly MemberLevel[]): void;
  dialOut(call: Extract<ConferenceEffect, { kind: 'start-dial-out' }>): PlacedCall;
}

/**
 * One conference, from first join to last leave: the room's state, the queue that its commands go
 * through, and the carrying out of their effects.
 */
export class ConferenceSession {
  readonly #deps: ConferenceSessionDependencies;
  readonly #language: Language;
  readonly #delegate: ConferenceSessionDelegate;
  readonly #queue = new SerialQueue();
  readonly #members = new Map<string, SessionMember>();
  /** Calls made to bring others in, until they are. */
  readonly #dialOuts = new Map<string, PlacedCall>();
  readonly #now: () => number;
  readonly #deadline: Deadline;
  /** What all in the mix are told. */
  readonly #announcements: AnnouncementQueue;
  readonly #recordings: ConferenceRecordings;
  /** So many announcements so far, to all or to one. */
  #told = 0;
  #state: ConferenceState;
  #media: Promise<MediaConference> | null = null;
  /** As last measured. */
  #levels: readonly MemberLevel[] = [];
  readonly #disturbances = new DisturbanceWatch();

  constructor(
    deps: ConferenceSessionDependencies,
    initial: ConferenceState,
    room: SessionRoom,
    delegate: ConferenceSessionDelegate,
  ) {
    this.#deps = deps;
    this.#state = initial;
    this.#language = room.language;
    this.#delegate = delegate;
    this.#now = steadyTime(deps.clock);
    this.#deadline = new Deadline(deps.clock, this.#now, 'conference deadline', () =>
      this.command({ kind: 'deadline' }),
    );
    this.#announcements = new AnnouncementQueue({
      play: (announcement) => this.#playToAll(announcement),
      quiet: () => Promise.resolve(),
      failed: (error) => this.#untold(error),
    });
    this.#recordings = new ConferenceRecordings({
      recorder: deps.recorder,
      logger: deps.logger,
      about: { ...room.recorded, conferenceId: initial.id },
      state: () => this.#state,
      command: (command) => this.command(command),
    });
  }

  get state(): ConferenceState {
    return this.#state;
  }

  get ended(): boolean {
    return this.#state.phase.kind === 'ended';
  }

  /** Lets a newcomer in, as its command `join` asks; it hears the outcome. */
  join(member: SessionMember, command: Extract<ConferenceCommand, { kind: 'join' }>): void {
    this.#members.set(command.memberId, member);
    this.command(command);
  }

  /** Mutes the member that troubles the others most by noise or echo, as measured now. */
  muteNoisiest(by: Actor): void {
    const lines = this.#levels.map(({ memberId, noiseDbov, echo }) => ({
      memberId,
      noiseDbov,
      echo,
    }));
    this.command({ kind: 'mute-noisiest', lines, by });
  }

  command(command: ConferenceCommand): void {
    this.#queue.run(() => {
      const { state, events, effects } = apply(this.#state, command, this.#now());
      this.#state = state;
      for (const effect of effects) this.#carryOut(effect);
      for (const event of events) this.#publish(event);
      if (command.kind === 'leave') this.#members.delete(command.memberId);
      if (command.kind === 'dial-out-failed') this.#dialOuts.delete(command.dialOutId);
    });
  }

  #publish(event: ConferenceEvent): void {
    if (event.kind === 'recording-notice-heard') {
      this.#recordings.noticeHeard(event.file, event.memberId, event.atMs);
    }
    this.#delegate.event(event);
  }

  #carryOut(effect: ConferenceEffect): void {
    switch (effect.kind) {
      case 'admit':
        this.#members.get(effect.memberId)?.leg.join(this.#mediaConference(), effect.muted);
        return;
      case 'take-out':
        this.#members.get(effect.memberId)?.leg.leave();
        return;
      case 'hold-music':
        this.#members.get(effect.memberId)?.leg.setHoldMusic(effect.on);
        return;
      case 'set-muted':
        this.#members.get(effect.memberId)?.leg.setMuted(this.#mediaConference(), effect.muted);
        return;
      case 'announce':
        this.#tell(this.#members.get(effect.memberId)?.leg, this.#announcement(effect));
        return;
      case 'announce-to-all':
        this.#announcements.add(this.#announcement(effect));
        return;
      case 'start-recording':
        this.#recordings.start(effect.file, this.#mediaConference());
        return;
      case 'stop-recording':
        this.#recordings.stop(effect.file);
        return;
      case 'close-recording':
        this.#recordings.close(effect.file);
        return;
      case 'end-leg':
        this.#members.get(effect.memberId)?.leg.endAfter(effect.phrases, effect.reason);
        return;
      case 'ask-at-door':
        this.#members.get(effect.memberId)?.askAtDoor(effect.questions);
        return;
      case 'ask-member':
        this.#members.get(effect.memberId)?.askMember(effect.question);
        return;
      case 'start-dial-out':
        this.#dialOuts.set(effect.dialOutId, this.#delegate.dialOut(effect));
        return;
      case 'bring-in':
        this.#dialOuts.get(effect.dialOutId)?.bringIn();
        return;
      case 'end-dial-out':
        this.#dialOuts.get(effect.dialOutId)?.end(effect.phrases);
        return;
      case 'forget-name':
        // It may still be in what all are being told.
        void this.#announcements.idle().then(() => this.#deps.names.forget(effect.recordedName));
        return;
      case 'keep-name':
        void this.#announcements
          .idle()
          .then(() => this.#deps.names.keep(effect.recordedName, effect.days));
        return;
      case 'set-deadline':
        this.#deadline.set(effect.atMs);
        return;
      case 'end-conference':
        this.#deadline.set(null);
        if (this.#media !== null) this.#withMedia('end', (media) => void media.destroy());
        return;
      default:
        unreachable(effect);
    }
  }

  #announcement({ phrases, notice }: Told): Announcement {
    return { phrases, order: ++this.#told, mustBeHeard: this.#heardBy(notice) };
  }

  #heardBy(notice: RecordingNotice | undefined): Announcement['mustBeHeard'] {
    if (notice === undefined) return null;
    return (end) => {
      if (end === 'finished') this.command({ kind: 'recording-notice-heard', ...notice });
    };
  }

  #tell(leg: AnsweredLeg | undefined, announcement: Announcement): void {
    leg?.announce(announcement, () => this.#announcements.idle());
  }

  /** The mix, made when the first member is let in; a room where all wait has none. */
  #mediaConference(): Promise<MediaConference> {
    this.#media ??= this.#createMedia();
    return this.#media;
  }

  async #createMedia(): Promise<MediaConference> {
    const { mediaServer, logger } = this.#deps;
    const { id, options } = this.#state;
    try {
      const media = await mediaServer.createConference(id, {
        automaticGain: options.automaticGain,
      });
      media.events.on('levels', (levels) => this.#measured(levels));
      media.events.on('restored', () => this.command({ kind: 'media-restored' }));
      media.events.on('talking', (memberId, talking) =>
        this.#recordings.talking(memberId, talking),
      );
      media.events.on('lost', () => this.command({ kind: 'media-lost' }));
      return media;
    } catch (error) {
      logger.error({ conferenceId: id, error: describeError(error) }, 'no mix could be made');
      this.command({ kind: 'media-lost' });
      throw error;
    }
  }

  #measured(levels: readonly MemberLevel[]): void {
    this.#levels = levels;
    this.#delegate.levels(levels);
    for (const found of this.#disturbances.update(levels, this.#isHeard, this.#now())) {
      this.command({ kind: 'line-disturbs', ...found });
    }
  }

  readonly #isHeard = (memberId: string): boolean => {
    const member = this.#state.members.find(({ id }) => id === memberId);
    return member !== undefined && isHeard(member) && isInMix(this.#state, member);
  };

  async #playToAll(announcement: Announcement): Promise<Playback | null> {
    if (this.ended) return null;
    // A mix that cannot be had ends the conference by its own event.
    const media = await this.#mediaConference().catch(() => null);
    if (media === null) return null;
    const clips = this.#deps.announcer.clips(announcement.phrases, this.#language);
    const playback = media.play(clips);
    this.#tellLater(media, playback, announcement);
    return playback;
  }

  #untold(error: unknown): void {
    const { id } = this.#state;
    this.#deps.logger.error(
      { conferenceId: id, error: describeError(error) },
      'a room was not told',
    );
  }

  /**
   * Who is being told something alone does not hear the other announcement through it, and is told
   * it afterwards; a mere tone is not worth that.
   */
  #tellLater(media: MediaConference, playback: Playback, announcement: Announcement): void {
    const legs = this.#state.members
      .filter((member) => isInMix(this.#state, member))
      .flatMap(({ id }) => this.#members.get(id)?.leg ?? [])
      .filter(({ listens }) => listens);
    // Whether it was heard is asked of the mix, once for all.
    const mustBeHeard = announcement.mustBeHeard === null ? null : () => undefined;
    for (const leg of legs) {
      media.setDeaf(leg.id, true);
      if (!isTone(announcement)) this.#tell(leg, { ...announcement, mustBeHeard });
    }
    void playback.ended.then(() => {
      for (const { id } of legs) media.setDeaf(id, false);
    });
  }

  #withMedia(what: string, action: (media: MediaConference) => void): void {
    this.#mediaConference().then(action, (error: unknown) => {
      const conferenceId = this.#state.id;
      this.#deps.logger.debug({ conferenceId, error: describeError(error) }, `${what} failed`);
    });
  }
}
