import { PartylineError } from '../kernel/errors.js';
import type { JoinOptions } from '../ports/media-server.js';
import type { FreeSwitchConference } from './conference.js';
import type { Descriptions } from './descriptions.js';
import type { Member } from './member.js';
import type { MovableChannel } from './movable-channel.js';
import type { FreeSwitchServer } from './server.js';

/** The conference that a leg is to be in, and as what. */
export interface Membership {
  readonly conference: FreeSwitchConference;
  readonly options: JoinOptions;
}

/** A server may die while a leg is on its way there. */
const triesToMove = 2;

/** A leg's place in a conference, wherever that is. */
export class Seat {
  readonly #place: MovableChannel;
  readonly #descriptions: Descriptions;
  #wanted: Membership | null = null;
  #member: Member | null = null;

  constructor(place: MovableChannel, descriptions: Descriptions) {
    this.#place = place;
    this.#descriptions = descriptions;
  }

  /** The conference that the leg is in, or on its way to. */
  get conference(): FreeSwitchConference | null {
    return this.#wanted?.conference ?? null;
  }

  get member(): Member | null {
    return this.#member;
  }

  /** Goes to where the conference is, and enters. @throws PartylineError `media-lost` and others */
  async take(wanted: Membership): Promise<void> {
    await this.#member?.leave();
    this.#wanted = wanted;
    await tryAgain(async () => {
      const server = wanted.conference.serverFor(this.#place.server);
      if (server !== this.#place.server) await this.#place.moveTo(server);
      await this.#enter(wanted);
    });
  }

  /** Away from a server that has died: back into the conference, or to any `refuge`. */
  async flee(refuge: () => FreeSwitchServer): Promise<void> {
    const wanted = this.#wanted;
    if (wanted !== null && !wanted.conference.over) await this.take(wanted);
    else await tryAgain(() => this.#place.moveTo(refuge()));
  }

  /** A member whose codec changes its sample rate falls silent in FreeSWITCH until it joins anew. */
  async takeAgain(): Promise<void> {
    const [member, wanted] = [this.#member, this.#wanted];
    if (member === null || wanted === null) return;
    wanted.conference.keepPlaceOf(member);
    await member.leave();
    await this.#enter(wanted);
  }

  async leave(): Promise<void> {
    this.giveUp();
    await this.#member?.leave();
  }

  /** The leg does not want it any more. */
  giveUp(): void {
    this.#wanted?.conference.givesUp(this.#wanted.options.memberId);
    this.#wanted = null;
  }

  /** The leg is no more. */
  departed(): void {
    this.giveUp();
    this.#member?.departed();
  }

  async #enter({ conference, options }: Membership): Promise<void> {
    const held = this.#descriptions.onHold;
    const { channel } = this.#place;
    const member: Member = await conference.admit(channel, { ...options, held }, () => {
      if (this.#member === member) this.#member = null;
    });
    this.#member = member;
  }
}

async function tryAgain(action: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await action();
      return;
    } catch (error) {
      const mayHelp = error instanceof PartylineError && error.code === 'media-lost';
      if (!mayHelp || tries === triesToMove) throw error;
    }
  }
}
