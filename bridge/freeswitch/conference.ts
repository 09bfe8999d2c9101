import { describeError, PartylineError } from '../kernel/errors.js';
import { Emitter, type Listenable } from '../kernel/events.js';
import type {
  Clip,
  ConferenceOptions,
  ConferenceTap,
  JoinOptions,
  MediaConference,
  MediaConferenceEvents,
  Playback,
} from '../ports/media-server.js';
import type { Random } from '../ports/random.js';
import type { Channel } from './channel.js';
import type { EslEvent } from './esl/event.js';
import { Levels } from './levels.js';
import { Member } from './member.js';
import { Player, type PlayerDependencies } from './player.js';
import type { FreeSwitchServer } from './server.js';
import { FreeSwitchTap } from './tap.js';
import { type ConferencePlays, ConferenceVoice } from './voices.js';

export interface FreeSwitchConferenceDependencies extends PlayerDependencies {
  readonly random: Random;
  readonly onListenerError: (error: unknown, event: string) => void;
  /** The server for it, when its first member comes; `own` is where that member is. */
  readonly place: (own: FreeSwitchServer) => FreeSwitchServer | null;
  /** Calls a server for a tap's channel. @throws PartylineError `media-lost` */
  readonly openTap: (server: FreeSwitchServer, offer: string) => Promise<Channel>;
  readonly onGone: (conference: FreeSwitchConference) => void;
}

/** Joining is a matter of ms; much later it has failed [ms]. */
const joinWithinMs = 3_000;

/** A conference of mod_conference. At FreeSWITCH it exists while it has members. */
export class FreeSwitchConference implements MediaConference, ConferencePlays {
  readonly name: string;
  /** What FreeSWITCH knows it as: one of ours left over from before must not be met again. */
  readonly nameAtServer: string;
  server: FreeSwitchServer | null = null;
  readonly #options: ConferenceOptions;
  readonly #deps: FreeSwitchConferenceDependencies;
  readonly #emitter: Emitter<MediaConferenceEvents>;
  readonly #members = new Map<string, Member>();
  /** Members that are on their way back, and how they come in. */
  readonly #away = new Map<string, JoinOptions>();
  readonly #taps = new Set<FreeSwitchTap>();
  readonly #joining = new Map<string, (memberNumber: number) => void>();
  readonly #plays = new Map<string, () => void>();
  readonly #player: Player;
  #voice: ConferenceVoice;
  readonly #levels: Levels;
  #destroyed: Promise<void> | null = null;
  /**
   * Whether what is announced is heard. While the first members are on their way in, or all of them
   * on their way to another server, it waits for them.
   */
  #listening = false;
  /** After its server's death, until all have come back or failed to. */
  #rebuilding = false;
  #over = false;

  constructor(name: string, options: ConferenceOptions, deps: FreeSwitchConferenceDependencies) {
    this.name = name;
    this.nameAtServer = `partyline-${deps.random.uuid()}`;
    this.#options = options;
    this.#deps = deps;
    this.#emitter = new Emitter(deps.onListenerError);
    this.#voice = new ConferenceVoice(this, null, deps.random);
    this.#player = new Player(this.#voice, deps);
    void this.#player.suspend();
    this.#levels = new Levels(
      deps.clock,
      () => this.members,
      (levels) => this.#emitter.emit('levels', levels),
    );
  }

  get events(): Listenable<MediaConferenceEvents> {
    return this.#emitter;
  }

  get over(): boolean {
    return this.#over;
  }

  get members(): readonly Member[] {
    return [...this.#members.values()];
  }

  setMuted(memberId: string, muted: boolean): void {
    this.#members.get(memberId)?.setMuted(muted);
    this.#whenBack(memberId, { muted });
  }

  setDeaf(memberId: string, deaf: boolean): void {
    this.#members.get(memberId)?.setDeaf(deaf);
    this.#whenBack(memberId, { deaf });
  }

  play(clips: readonly Clip[]): Playback {
    return this.#player.play(clips);
  }

  async tap(): Promise<ConferenceTap> {
    if (this.#over) throw new PartylineError('wrong-state', 'the conference has ended');
    const tap: FreeSwitchTap = new FreeSwitchTap({
      clock: this.#deps.clock,
      open: this.#deps.openTap,
      conference: this.#application,
      onProblem: (error) => this.#deps.onListenerError(error, 'tap'),
      onStopped: () => this.#taps.delete(tap),
    });
    this.#taps.add(tap);
    try {
      if (this.server !== null) await tap.attach(this.server);
      return tap;
    } catch (error) {
      await tap.stop();
      throw new PartylineError('cannot-record', 'FreeSWITCH does not let the mix out', {
        cause: error,
      });
    }
  }

  destroy(): Promise<void> {
    this.#destroyed ??= this.#destroy();
    return this.#destroyed;
  }

  /** Where a member that is at `own` must be to join. @throws PartylineError `media-lost` */
  serverFor(own: FreeSwitchServer): FreeSwitchServer {
    if (this.#over) throw new PartylineError('wrong-state', 'the conference has ended');
    if (this.server === null) {
      this.server = this.#deps.place(own);
      this.server?.adoptConference(this.nameAtServer, this);
    }
    if (this.server !== null) return this.server;
    throw new PartylineError('media-lost', 'no FreeSWITCH server can take the conference');
  }

  /** This member leaves for a moment: what it is told meanwhile holds when it is back. */
  keepPlaceOf({ memberId, state: { muted, deaf } }: Member): void {
    this.#away.set(memberId, { memberId, muted, deaf });
  }

  /** It will not come back. */
  givesUp(memberId: string): void {
    this.#away.delete(memberId);
  }

  /** Lets a channel of its own server in. @throws PartylineError `wrong-state`, `media-lost` */
  async admit(
    channel: Channel,
    asked: JoinOptions & { readonly held: boolean },
    left: () => void,
  ): Promise<Member> {
    const { uuid } = channel;
    const { server } = this;
    const options = { ...asked, ...this.#away.get(asked.memberId) };
    const silent = options.muted || options.held;
    const flags = [...(silent ? ['mute'] : []), ...(options.deaf ? ['deaf'] : [])];
    const suffix = flags.length === 0 ? '' : `+flags{${flags.join('|')}}`;
    const added = new Promise<number>((resolve) => this.#joining.set(uuid, resolve));
    const executed = channel.execute('conference', `${this.#application}${suffix}`);
    let timedOut = (): void => undefined;
    const deadline = this.#deps.clock.after(joinWithinMs, 'freeswitch join', () => timedOut());
    try {
      const number = await Promise.race([
        added,
        executed.then(() => null),
        new Promise<null>((resolve) => (timedOut = () => resolve(null))),
      ]);
      if (server !== this.server) throw new PartylineError('media-lost', 'its server has died');
      if (number === null || this.#over) {
        await channel.break();
        throw new PartylineError('wrong-state', 'the conference or the endpoint has ended');
      }
      const member = new Member(options, number, this, {
        clock: this.#deps.clock,
        random: this.#deps.random,
        talking: (talking) => this.#emitter.emit('talking', options.memberId, talking),
        left: () => {
          if (this.#members.get(options.memberId) === member) {
            this.#members.delete(options.memberId);
          }
          left();
        },
      });
      this.#members.set(options.memberId, member);
      // What was asked for while it was on its way in.
      const { muted, deaf } = { ...options, ...this.#away.get(options.memberId) };
      this.#away.delete(options.memberId);
      member.setMuted(muted);
      member.setDeaf(deaf);
      this.#levels.run();
      for (const tap of this.#taps) tap.follow(server!);
      if (!this.#rebuilding) this.#listen();
      void executed.then(() => member.departed());
      return member;
    } finally {
      deadline.cancel();
      this.#joining.delete(uuid);
    }
  }

  /** The argument of FreeSWITCH's application. */
  get #application(): string {
    const profile = this.#options.automaticGain ? 'partyline-gain' : 'partyline';
    return `${this.nameAtServer}@${profile}`;
  }

  async command(command: string): Promise<string> {
    if (this.server === null) return 'Conference not found';
    return this.server.api(`conference ${this.nameAtServer} ${command}`);
  }

  whenPlayed(playId: string, ended: () => void): void {
    this.#plays.set(playId, ended);
  }

  forgetPlay(playId: string): void {
    this.#plays.delete(playId);
  }

  event(action: string, event: EslEvent): void {
    switch (action) {
      case 'add-member':
        this.#joining.get(event.uuid)?.(event.number('Member-ID'));
        return;
      case 'del-member':
        this.#memberOf(event)?.departed();
        return;
      case 'start-talking':
        this.#memberOf(event)?.talks(true, event.number('Current-Energy'));
        return;
      case 'stop-talking':
        this.#memberOf(event)?.talks(false);
        return;
      case 'play-file-done':
      case 'play-file-member-done':
        this.#plays.get(event.get('partyline_play'))?.();
    }
  }

  /** There was a gap: who was talking may have stopped, and what was asked may not have been done. */
  reconnected(): void {
    for (const member of this.members) member.reconnected();
  }

  /** Its server has died. It may be placed anew, when its first member comes back. */
  serverLost(rescue: boolean): void {
    if (this.#over) return;
    this.server?.forgetConference(this.nameAtServer);
    this.server = null;
    for (const tap of [...this.#taps]) {
      if (rescue) tap.detach();
      else tap.lose();
    }
    if (rescue) {
      this.#rebuilding = true;
      if (this.#listening) void this.#player.suspend();
      this.#listening = false;
      for (const member of this.members) this.keepPlaceOf(member);
    }
    for (const member of this.members) member.departed();
    if (rescue) this.#voice.gone();
    else {
      this.#end();
      this.#emitter.emit('lost');
      this.#emitter.removeAll();
    }
  }

  /** Who was to come back after its server's death has come, or never will. */
  rebuilt(): void {
    this.#rebuilding = false;
    if (this.#over || this.#members.size === 0) return;
    this.#listen();
    this.#emitter.emit('restored');
  }

  async #destroy(): Promise<void> {
    if (this.#over) return;
    const leaving = this.members.map((member) => member.leave());
    this.#end();
    await Promise.all(leaving).catch((error: unknown) => {
      this.#deps.onListenerError(describeError(error), 'destroy');
    });
    this.#emitter.removeAll();
  }

  #end(): void {
    this.#over = true;
    for (const tap of this.#taps) void tap.stop();
    this.#levels.stop();
    this.#player.gone();
    this.server?.forgetConference(this.nameAtServer);
    this.#deps.onGone(this);
  }

  #listen(): void {
    if (!this.#listening) this.#player.resume(this.#voice);
    this.#listening = true;
  }

  #whenBack(memberId: string, change: Partial<JoinOptions>): void {
    const options = this.#away.get(memberId);
    if (options !== undefined) this.#away.set(memberId, { ...options, ...change });
  }

  #memberOf(event: EslEvent): Member | undefined {
    const number = event.number('Member-ID');
    return this.members.find((member) => member.number === number);
  }
}
