import type { Clock } from '../ports/clock.js';
import type { JoinOptions } from '../ports/media-server.js';
import type { Random } from '../ports/random.js';
import { type ConferencePlays, ConferenceVoice } from './voices.js';

/** A member that was let go is out at once, whether FreeSWITCH tells so or not [ms]. */
const leaveWithinMs = 2_000;

export interface MemberDependencies {
  readonly clock: Clock;
  readonly random: Random;
  readonly talking: (talking: boolean) => void;
  /** Once, however it left. */
  readonly left: () => void;
}

/** One member of a conference at FreeSWITCH. */
export class Member {
  readonly memberId: string;
  /** FreeSWITCH's number. */
  readonly number: number;
  readonly voice: ConferenceVoice;
  energy = 0;
  readonly #conference: ConferencePlays;
  readonly #deps: MemberDependencies;
  #muted: boolean;
  #held: boolean;
  #deaf: boolean;
  #talking = false;
  #gone = false;
  /** Something was asked that has not been answered. */
  #unsure = false;
  #left: () => void = () => undefined;
  readonly #departure: Promise<void>;

  constructor(
    options: JoinOptions & { readonly held: boolean },
    number: number,
    conference: ConferencePlays,
    deps: MemberDependencies,
  ) {
    this.memberId = options.memberId;
    this.number = number;
    this.voice = new ConferenceVoice(conference, number, deps.random);
    this.#conference = conference;
    this.#deps = deps;
    this.#muted = options.muted;
    this.#held = options.held;
    this.#deaf = options.deaf;
    this.#departure = new Promise((resolve) => (this.#left = resolve));
  }

  get talking(): boolean {
    return this.#talking;
  }

  /** As it would have to be told at another server. */
  get state(): JoinOptions & { readonly held: boolean } {
    return { memberId: this.memberId, muted: this.#muted, deaf: this.#deaf, held: this.#held };
  }

  setMuted(muted: boolean): void {
    this.#silence(() => (this.#muted = muted));
  }

  /** A far end that holds us sends its hold music. */
  setHeld(held: boolean): void {
    this.#silence(() => (this.#held = held));
  }

  setDeaf(deaf: boolean): void {
    if (deaf === this.#deaf) return;
    this.#deaf = deaf;
    this.#ask(deaf ? 'deaf' : 'undeaf');
  }

  /** `energy`: FreeSWITCH's figure for the last frame. */
  talks(talking: boolean, energy = 0): void {
    this.energy = energy;
    // An event that crossed our mute.
    if (talking && (this.#muted || this.#held)) return;
    if (talking === this.#talking || this.#gone) return;
    this.#talking = talking;
    this.#deps.talking(talking);
  }

  /** The connection to its server was made anew. */
  reconnected(): void {
    this.talks(false);
    if (!this.#unsure) return;
    this.#unsure = false;
    this.#ask(this.#muted || this.#held ? 'mute' : 'unmute');
    this.#ask(this.#deaf ? 'deaf' : 'undeaf');
  }

  /** Asks FreeSWITCH to let it go; resolves when it is out. */
  async leave(): Promise<void> {
    if (this.#gone) return;
    const reply = await this.#conference.command(`hup ${this.number}`).catch(() => '');
    if (!reply.startsWith('+OK')) this.departed();
    const deadline = this.#deps.clock.after(leaveWithinMs, 'freeswitch leave', () => {
      this.departed();
    });
    await this.#departure;
    deadline.cancel();
  }

  departed(): void {
    if (this.#gone) return;
    this.talks(false);
    this.#gone = true;
    this.voice.gone();
    this.#left();
    this.#deps.left();
  }

  #silence(change: () => void): void {
    const before = this.#muted || this.#held;
    change();
    const silent = this.#muted || this.#held;
    if (silent === before) return;
    this.#ask(silent ? 'mute' : 'unmute', () => {
      if (this.#muted || this.#held) this.talks(false);
    });
  }

  #ask(command: 'mute' | 'unmute' | 'deaf' | 'undeaf', done = (): void => undefined): void {
    const quiet = command === 'mute' || command === 'unmute' ? ' quiet' : '';
    this.#conference.command(`${command} ${this.number}${quiet}`).then(done, () => {
      this.#unsure = true;
    });
  }
}
