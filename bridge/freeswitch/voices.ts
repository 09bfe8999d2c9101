import type { Clock } from '../ports/clock.js';
import type { Random } from '../ports/random.js';
import type { Channel } from './channel.js';
import type { Voice, VoiceEnd } from './player.js';

/** A break that comes before the file was opened does nothing: it is asked for again [ms]. */
const breakAgainMs = 40;

/** Plays to a parked channel. */
export class ChannelVoice implements Voice {
  /** Counts what was played; 0 while nothing is. */
  #playing = 0;
  #played = 0;

  constructor(
    private readonly channel: Channel,
    private readonly clock: Clock,
  ) {}

  async play(path: string): Promise<VoiceEnd> {
    const playing = ++this.#played;
    this.#playing = playing;
    const end = await this.channel.execute('playback', path);
    if (this.#playing === playing) this.#playing = 0;
    if (end.kind === 'gone') return 'gone';
    return end.response === 'FILE NOT FOUND' ? 'failed' : 'ended';
  }

  stop(): void {
    this.#break(this.#playing);
  }

  forget(): void {
    this.#playing = 0;
  }

  #break(playing: number): void {
    if (playing === 0 || playing !== this.#playing) return;
    this.channel.break().catch(() => undefined);
    this.clock.after(breakAgainMs, 'freeswitch break', () => this.#break(playing));
  }
}

/** What a conference can be asked to play. */
export interface ConferencePlays {
  /** Runs `conference <name> …`; its answer. @throws PartylineError `media-lost` */
  command(command: string): Promise<string>;
  /** Calls back once, when the playback with this id has ended. */
  whenPlayed(playId: string, ended: () => void): void;
  forgetPlay(playId: string): void;
}

/** Plays to one member, over what it hears of the conference, or to all of it. */
export class ConferenceVoice implements Voice {
  #current: {
    readonly id: string;
    readonly end: (how: VoiceEnd) => void;
  } | null = null;

  constructor(
    private readonly conference: ConferencePlays,
    /** FreeSWITCH's number of the member; null: all hear it. */
    private readonly member: number | null,
    private readonly random: Random,
  ) {}

  play(path: string): Promise<VoiceEnd> {
    return new Promise((resolve) => {
      const id = this.random.uuid();
      const end = (how: VoiceEnd): void => {
        this.conference.forgetPlay(id);
        if (this.#current?.id === id) this.#current = null;
        resolve(how);
      };
      this.#current = { id, end };
      this.conference.whenPlayed(id, () => end('ended'));
      this.conference.command(`play {partyline_play=${id}}${path}${this.#target}`).then(
        (reply) => {
          // Without members there is no conference at FreeSWITCH, and nobody to hear it.
          if (/not found\s*$/i.test(reply) && !reply.includes('(play)')) end('ended');
          else if (!reply.startsWith('+OK')) end('failed');
        },
        () => end('gone'),
      );
    });
  }

  stop(): void {
    if (this.#current === null) return;
    this.conference.command(`stop current${this.#target}`).catch(() => undefined);
  }

  forget(): void {
    this.#current?.end('ended');
  }

  /** The member is no more in it, or the conference is no more. */
  gone(): void {
    this.#current?.end('gone');
  }

  get #target(): string {
    return this.member === null ? '' : ` ${this.member}`;
  }
}
