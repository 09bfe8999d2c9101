import { describeError, PartylineError } from '../kernel/errors.js';
import { Emitter, type Listenable } from '../kernel/events.js';
import { SerialTasks } from '../kernel/serial-tasks.js';
import type {
  Clip,
  Endpoint,
  EndpointEvents,
  JoinOptions,
  MediaConference,
  Playback,
  QualityReport,
  SpeechRecordingOptions,
  SpeechRecording,
} from '../ports/media-server.js';
import type { Channel } from './channel.js';
import { FreeSwitchConference } from './conference.js';
import type { Descriptions } from './descriptions.js';
import type { EslEvent } from './esl/event.js';
import { keyOf } from './keys.js';
import { MediaWatch } from './media-watch.js';
import { MovableChannel, type MovableChannelDependencies } from './movable-channel.js';
import { Player, type PlayerDependencies, type Voice } from './player.js';
import { nothingHeard, qualityOf } from './quality.js';
import { Seat } from './seat.js';
import type { FreeSwitchServer } from './server.js';
import { FreeSwitchSpeechRecording } from './speech-recording.js';
import { ChannelVoice } from './voices.js';

export interface FreeSwitchEndpointOptions
  extends PlayerDependencies, Pick<MovableChannelDependencies, 'open'> {
  readonly onListenerError: (error: unknown, event: string) => void;
  readonly onGone: (endpoint: FreeSwitchEndpoint) => void;
  readonly mediaTimeoutMs: number;
  /** A server that takes one more leg. @throws PartylineError `media-lost` */
  readonly refuge: () => FreeSwitchServer;
}

/** One leg's media, on one FreeSWITCH server or another. What is asked of it happens in order. */
export class FreeSwitchEndpoint implements Endpoint {
  readonly id: string;
  readonly #options: FreeSwitchEndpointOptions;
  readonly #descriptions: Descriptions;
  readonly #emitter: Emitter<EndpointEvents>;
  readonly #tasks = new SerialTasks();
  readonly #place: MovableChannel;
  readonly #player: Player;
  readonly #seat: Seat;
  readonly #mediaWatch: MediaWatch;
  #recording: FreeSwitchSpeechRecording | null = null;
  #state: 'open' | 'closed' | 'lost' = 'open';
  #closing: Promise<QualityReport> | null = null;
  #onHold: boolean;
  #quality = nothingHeard;

  constructor(
    id: string,
    server: FreeSwitchServer,
    channel: Channel,
    descriptions: Descriptions,
    options: FreeSwitchEndpointOptions,
  ) {
    this.id = id;
    this.#options = options;
    this.#descriptions = descriptions;
    this.#emitter = new Emitter(options.onListenerError);
    this.#onHold = descriptions.onHold;
    this.#place = new MovableChannel(server, channel, {
      clock: options.clock,
      descriptions,
      open: options.open,
      offerMove: (offer) => this.#emitter.emit('moved', offer),
      delegate: {
        event: (event) => this.#received(event),
        // Where FreeSWITCH sees it first, the channel has ended with it.
        gone: (cause) => this.#lost(cause === 'MEDIA_TIMEOUT' ? 'media-timeout' : 'lost'),
      },
    });
    this.#seat = new Seat(this.#place, descriptions);
    this.#player = new Player(this.#channelVoice(), options);
    this.#mediaWatch = new MediaWatch({
      clock: options.clock,
      timeoutMs: options.mediaTimeoutMs,
      awaited: () => !this.#onHold && this.#descriptions.remoteSdp !== null,
      received: () => this.#place.channel.packetsReceived(),
      onTimeout: () => this.#emitter.emit('media-timeout'),
    });
  }

  get events(): Listenable<EndpointEvents> {
    return this.#emitter;
  }

  get localSdp(): string {
    return this.#descriptions.localSdp;
  }

  get codec(): string | null {
    return this.#descriptions.codec;
  }

  get server(): FreeSwitchServer {
    return this.#place.server;
  }

  /** The conference that it is in, or on its way to. */
  get conference(): FreeSwitchConference | null {
    return this.#seat.conference;
  }

  acceptAnswer(sdp: string): Promise<void> {
    // A move is under way within the lane: its answer must not wait behind it.
    const moved = this.#place.answered(sdp);
    if (moved !== null) return moved;
    return this.#tasks.run(async () => {
      this.#mustBeOpen();
      this.#descriptions.checkAnswer(sdp);
      const before = this.codec;
      this.#descriptions.answered(sdp, await this.#place.channel.reinvite(sdp));
      await this.#redescribed(before);
    });
  }

  renegotiate(offer: string | null): Promise<string> {
    return this.#tasks.run(async () => {
      this.#mustBeOpen();
      const { channel } = this.#place;
      if (offer === null) return this.#descriptions.offerOf(channel.sdp);
      const checked = this.#descriptions.checked(offer);
      const before = this.codec;
      this.#descriptions.agreed(checked, await channel.reinvite(checked));
      await this.#redescribed(before);
      return this.localSdp;
    });
  }

  play(clips: readonly Clip[]): Playback {
    return this.#player.play(clips);
  }

  record(options: SpeechRecordingOptions): SpeechRecording {
    this.#recording?.stop();
    const recording = new FreeSwitchSpeechRecording(options, {
      clock: this.#options.clock,
      onProblem: (error) => this.#options.onListenerError(error, 'record'),
    });
    this.#recording = recording;
    if (this.#state !== 'open' || this.#closing !== null) recording.gone();
    // Begun in its turn; it lasts as long as the caller speaks, and holds up nobody.
    void this.#tasks.run(() => void recording.run(this.#place.channel));
    return recording;
  }

  setHoldMusic(clip: Clip | null): void {
    void this.#player.setMusic(clip);
  }

  async join(conference: MediaConference, options: JoinOptions): Promise<void> {
    // At once, so that what is to be played after the join waits for it.
    const quiet = this.#player.suspend();
    this.#recording?.stop();
    await this.#tasks.run(async () => {
      try {
        await quiet;
        this.#mustBeOpen();
        if (!(conference instanceof FreeSwitchConference)) {
          throw new PartylineError('wrong-state', 'the conference is of another media server');
        }
        await this.#seat.take({ conference, options });
      } finally {
        this.#player.resume(this.#voice());
      }
    });
  }

  async leave(): Promise<void> {
    await this.#tasks.run(async () => {
      if (this.#seat.member === null) {
        this.#seat.giveUp();
        return;
      }
      const quiet = this.#player.suspend();
      this.#player.cut();
      await quiet;
      await this.#seat.leave();
      this.#player.resume(this.#voice());
    });
  }

  close(): Promise<QualityReport> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /**
   * Its server has died. The leg is moved to another, where `rescue` says that there is one, and
   * back into its conference; else, and when that fails, it is lost. Resolves when that is known.
   */
  async serverLost(rescue: boolean): Promise<void> {
    if (this.#state !== 'open') return;
    const { server } = this;
    this.#place.abandon();
    this.#recording?.stop();
    if (!rescue || this.#descriptions.remoteSdp === null || this.#closing !== null) {
      this.#lost('lost');
      return;
    }
    const quiet = this.#player.suspend();
    try {
      await this.#tasks.run(async () => {
        await quiet;
        // A join that was under way may have taken it elsewhere already.
        if (this.server === server) await this.#seat.flee(this.#options.refuge);
        this.#player.resume(this.#voice());
      });
    } catch (error) {
      this.#options.onListenerError(describeError(error), 'moving a leg');
      this.#lost('lost');
    }
  }

  async #close(): Promise<QualityReport> {
    if (this.#state !== 'open') return this.#quality;
    this.#over('closed');
    const last = await this.#place.hangUp();
    if (last !== null) this.#quality = qualityOf(last);
    this.#seat.departed();
    this.#emitter.removeAll();
    return this.#quality;
  }

  #lost(event: 'lost' | 'media-timeout'): void {
    if (this.#state !== 'open') return;
    this.#over('lost');
    this.#seat.departed();
    if (this.#closing === null) this.#emitter.emit(event);
    this.#emitter.removeAll();
  }

  #over(state: 'closed' | 'lost'): void {
    this.#state = state;
    this.#mediaWatch.stop();
    this.#seat.giveUp();
    this.#player.gone();
    this.#recording?.gone();
    this.#options.onGone(this);
  }

  #received(event: EslEvent): void {
    if (event.name !== 'DTMF' || this.#state !== 'open') return;
    const key = keyOf(event, this.#descriptions.eventRate);
    if (key !== null) this.#emitter.emit('key', ...key);
  }

  async #redescribed(codecBefore: string | null): Promise<void> {
    const { onHold } = this.#descriptions;
    if (onHold !== this.#onHold) {
      this.#onHold = onHold;
      this.#seat.member?.setHeld(onHold);
      this.#emitter.emit('hold', onHold);
    }
    if (this.codec === codecBefore || this.#seat.member === null) return;
    const quiet = this.#player.suspend();
    this.#player.cut();
    await quiet;
    await this.#seat.takeAgain();
    this.#player.resume(this.#voice());
  }

  #voice(): Voice {
    return this.#seat.member?.voice ?? this.#channelVoice();
  }

  #channelVoice(): ChannelVoice {
    return new ChannelVoice(this.#place.channel, this.#options.clock);
  }

  #mustBeOpen(): void {
    if (this.#state === 'lost') {
      throw new PartylineError('media-lost', 'the media server of this call has died');
    }
    if (this.#state === 'closed') {
      throw new PartylineError('no-such-endpoint', 'the endpoint is closed');
    }
  }
}
