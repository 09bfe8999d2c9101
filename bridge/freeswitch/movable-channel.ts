import { PartylineError } from '../kernel/errors.js';
import type { Clock } from '../ports/clock.js';
import type { Channel, ChannelDelegate } from './channel.js';
import type { Descriptions } from './descriptions.js';
import type { EslEvent } from './esl/event.js';
import type { FreeSwitchServer } from './server.js';

export interface MovableChannelDependencies {
  readonly clock: Clock;
  readonly descriptions: Descriptions;
  /** Calls a server for this leg. @throws PartylineError `media-lost`, `no-usable-codec` */
  readonly open: (server: FreeSwitchServer, offer: string) => Promise<Channel>;
  /** Asks the far end to send elsewhere; its answer comes by `answered`. */
  readonly offerMove: (offer: string) => void;
  readonly delegate: ChannelDelegate;
}

/** The far end is asked to send elsewhere: it must answer by then [ms]. */
const moveWithinMs = 4_000;

/** The channel that a leg has now. The leg may go to another server, and takes the far end along. */
export class MovableChannel {
  server: FreeSwitchServer;
  channel: Channel;
  readonly #deps: MovableChannelDependencies;
  /** Takes the far end's answer to a move that is under way. */
  #answered: ((sdp: string) => Promise<void>) | null = null;
  #closed = false;

  constructor(server: FreeSwitchServer, channel: Channel, deps: MovableChannelDependencies) {
    this.server = server;
    this.channel = channel;
    this.#deps = deps;
    this.#settle();
  }

  /** The far end's answer to our last offer. @returns null when that was none to move. */
  answered(sdp: string): Promise<void> | null {
    return this.#answered?.(sdp) ?? null;
  }

  /**
   * Calls another server, and lets the far end know where to send from now on. On an error the leg
   * is where it was. @throws PartylineError `media-lost`, `no-usable-codec`, `wrong-state`
   */
  async moveTo(server: FreeSwitchServer): Promise<void> {
    const { remoteSdp } = this.#deps.descriptions;
    if (remoteSdp === null) throw new PartylineError('wrong-state', 'the leg has no media yet');
    const channel = await this.#deps.open(server, remoteSdp);
    try {
      if (this.#closed) throw new PartylineError('no-such-endpoint', 'the endpoint is closed');
      await this.#offer(channel);
    } catch (error) {
      void channel.hangUp().catch(() => undefined);
      throw error;
    }
    const before = this.channel;
    before.delegate = null;
    this.channel = channel;
    this.server = server;
    this.#settle();
    void before.hangUp().catch(() => undefined);
  }

  /** @returns its last event, with what it counted; null when none came. */
  async hangUp(): Promise<EslEvent | null> {
    this.#closed = true;
    this.channel.delegate = null;
    return this.channel.hangUp();
  }

  /** Its server has died. */
  abandon(): void {
    this.channel.delegate = null;
    this.channel.abandon();
  }

  #settle(): void {
    this.channel.delegate = this.#deps.delegate;
    if (this.#deps.descriptions.eventRate !== null) return;
    // Keys come as tones, then.
    this.channel.execute('start_dtmf', '').catch(() => undefined);
  }

  #offer(channel: Channel): Promise<void> {
    const { descriptions, clock, offerMove } = this.#deps;
    return new Promise<void>((resolve, reject) => {
      const deadline = clock.after(moveWithinMs, 'freeswitch move', () => {
        reject(new PartylineError('media-lost', 'the far end did not follow to another server'));
      });
      this.#answered = async (sdp) => {
        deadline.cancel();
        const checked = descriptions.checked(sdp);
        // The far end did what it was asked for: what goes wrong now is on our side.
        await channel
          .reinvite(checked)
          .then((answer) => descriptions.answered(checked, answer))
          .then(resolve, reject);
      };
      offerMove(descriptions.movedTo(channel.sdp));
    }).finally(() => (this.#answered = null));
  }
}
