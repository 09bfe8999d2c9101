import { describeError } from '../kernel/errors.js';
import type { Clock, Timer } from '../ports/clock.js';
import { createFrameRing, loseRing } from '../kernel/frame-ring.js';
import type { ConferenceTap, TapSource } from '../ports/media-server.js';
import type { Channel } from './channel.js';
import { MixReceiver } from './mix-receiver.js';
import type { FreeSwitchServer } from './server.js';
import { TapClock } from './tap-clock.js';

export interface TapOptions {
  readonly clock: Clock;
  /** Calls a server for a channel of ours. @throws PartylineError `media-lost` */
  readonly open: (server: FreeSwitchServer, offer: string) => Promise<Channel>;
  /** The conference, as the application `conference` takes it. */
  readonly conference: string;
  readonly onProblem: (error: unknown) => void;
  readonly onStopped: () => void;
}

const keepUpEveryMs = 100;
/** What was said when the tap was stopped is still on its way [ms]. */
const lastFrameWithinMs = 100;

/**
 * Lets a conference's mix out: a member of ours that says nothing hears it, and FreeSWITCH sends us
 * what it hears. While no server has the conference, for nobody is in it, there is silence.
 */
export class FreeSwitchTap implements ConferenceTap {
  readonly source: TapSource;
  readonly #options: TapOptions;
  readonly #ticks: TapClock;
  readonly #keepUp: Timer;
  #server: FreeSwitchServer | null = null;
  #channel: Channel | null = null;
  #receiver: MixReceiver | null = null;
  /** A server that had the conference died, and no other has it yet. */
  #broken = false;
  #stopping: Promise<void> | null = null;

  constructor(options: TapOptions) {
    this.#options = options;
    const ring = createFrameRing();
    this.source = { kind: 'ring', ring };
    this.#ticks = new TapClock(ring, options.clock.monotonicMs());
    this.#keepUp = options.clock.every(keepUpEveryMs, 'freeswitch tap', () => {
      const coming = this.#channel === null ? 'empty' : 'coming';
      this.#ticks.keepUp(options.clock.monotonicMs(), this.#broken ? 'broken' : coming);
    });
  }

  /** The conference is at this server. @throws PartylineError `media-lost`, Error of the system */
  async attach(server: FreeSwitchServer): Promise<void> {
    if (this.#server === server || this.#stopping !== null) return;
    this.#server = server;
    const { clock, open, conference } = this.#options;
    const { localAddress } = await server.reach();
    const receiver = await MixReceiver.open(localAddress, (frame, sequence) => {
      if (this.#receiver === receiver) this.#ticks.take(frame, sequence, clock.monotonicMs());
    });
    try {
      const channel = await open(server, receiver.offer);
      receiver.expect(channel.sdp);
      if (this.#isElsewhere(server)) {
        receiver.close();
        void channel.hangUp();
        return;
      }
      this.#ticks.restart();
      this.#receiver = receiver;
      this.#channel = channel;
      this.#broken = false;
      channel.delegate = { event: () => undefined, gone: () => this.detach() };
      // As FreeSWITCH's `ghost` it would not hear a member that is alone.
      void channel.execute('conference', `${conference}+flags{mute}`);
    } catch (error) {
      receiver.close();
      if (this.#server === server) this.#server = null;
      throw error;
    }
  }

  /** As `attach`, where nobody waits for it. */
  follow(server: FreeSwitchServer): void {
    this.attach(server).catch((error: unknown) => {
      this.#broken = true;
      this.#options.onProblem(describeError(error));
    });
  }

  /** The server has died. */
  detach(): void {
    this.#broken = true;
    this.#release()?.abandon();
  }

  /** The server has died, and the conference with it. */
  lose(): void {
    if (this.#stopping !== null) return;
    this.#stopping = Promise.resolve();
    this.#keepUp.cancel();
    loseRing(this.source.ring);
    this.#options.onStopped();
    this.#release()?.abandon();
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    const { clock } = this.#options;
    const endMs = clock.monotonicMs();
    this.#keepUp.cancel();
    while (this.#channel !== null && !this.#ticks.isComplete(endMs)) {
      if (clock.monotonicMs() - endMs >= lastFrameWithinMs) break;
      await new Promise<void>((resolve) => clock.after(10, 'freeswitch tap', resolve));
    }
    this.#ticks.stop(endMs);
    this.#options.onStopped();
    await this.#release()?.hangUp();
  }

  #release(): Channel | null {
    const channel = this.#channel;
    if (channel !== null) channel.delegate = null;
    this.#receiver?.close();
    this.#receiver = null;
    this.#channel = null;
    this.#server = null;
    return channel;
  }

  #isElsewhere(server: FreeSwitchServer): boolean {
    return this.#server !== server || this.#stopping !== null;
  }
}
