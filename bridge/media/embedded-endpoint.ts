import { PartylineError } from '../kernel/errors.js';
import { Emitter, type Listenable } from '../kernel/events.js';
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
import { EmbeddedConference, type MemberEndpoint } from './embedded-conference.js';
import { unpackQuality } from './level-columns.js';
import { PlaybackQueue, type PlaybackDependencies } from './playback-queue.js';
import type { SpeechRecordingRegister } from './speech-recording-register.js';
import type { SdpSession } from './sdp-session.js';
import { SerialTasks } from '../kernel/serial-tasks.js';
import type { WorkerLink } from './worker-link.js';

export interface EndpointDependencies extends PlaybackDependencies {
  readonly recordings: SpeechRecordingRegister;
  /** Once, when the endpoint is no more: its port may be used again. */
  readonly onGone: (endpoint: EmbeddedEndpoint) => void;
  readonly onListenerError: (error: unknown, event: string) => void;
}

/** One leg's media, on whatever worker it is. What is asked of it happens in order. */
export class EmbeddedEndpoint implements Endpoint, MemberEndpoint {
  readonly id: string;
  readonly rtpPort: number;
  quality: QualityReport = {
    packetsReceived: 0,
    packetsSent: 0,
    packetsLost: 0,
    jitterMs: 0,
    roundTripMs: null,
    mos: null,
  };
  readonly #deps: EndpointDependencies;
  readonly #session: SdpSession;
  readonly #emitter: Emitter<EndpointEvents>;
  readonly #tasks = new SerialTasks();
  readonly #playbacks: PlaybackQueue;
  /** Those that have not ended. */
  readonly #recordings = new Set<number>();
  #link: WorkerLink;
  #conference: EmbeddedConference | null = null;
  #memberId = '';
  #state: 'open' | 'closed' | 'lost' = 'open';
  #closing: Promise<QualityReport> | null = null;
  #onHold = false;
  #holdMusicVersion = 0;

  constructor(
    id: string,
    rtpPort: number,
    session: SdpSession,
    link: WorkerLink,
    deps: EndpointDependencies,
  ) {
    this.id = id;
    this.rtpPort = rtpPort;
    this.#session = session;
    this.#link = link;
    this.#deps = deps;
    this.#onHold = session.media?.remoteHold ?? false;
    this.#emitter = new Emitter(deps.onListenerError);
    const target = { kind: 'endpoint', endpointId: id } as const;
    this.#playbacks = new PlaybackQueue(deps, target, (notice) => {
      void this.#tasks.run(() => this.#link.send(notice));
    });
    link.endpoints++;
  }

  get events(): Listenable<EndpointEvents> {
    return this.#emitter;
  }

  get localSdp(): string {
    return this.#session.localSdp;
  }

  get codec(): string | null {
    const codec = this.#session.media?.codec;
    return codec === undefined ? null : `${codec.name}/${codec.clockRate}`;
  }

  get link(): WorkerLink {
    return this.#link;
  }

  async acceptAnswer(sdp: string): Promise<void> {
    await this.#tasks.run(() => {
      this.#mustBeOpen();
      this.#session.acceptAnswer(sdp);
      this.#sendMedia();
    });
  }

  async renegotiate(offer: string | null): Promise<string> {
    return this.#tasks.run(() => {
      this.#mustBeOpen();
      if (offer === null) return this.#session.reoffer();
      this.#session.acceptOffer(offer);
      this.#sendMedia();
      return this.#session.localSdp;
    });
  }

  play(clips: readonly Clip[]): Playback {
    const playback = this.#playbacks.play(clips);
    if (this.#state !== 'open') this.#playbacks.gone();
    return playback;
  }

  record({ path, ...limits }: SpeechRecordingOptions): SpeechRecording {
    const endpointId = this.id;
    const { recordings } = this.#deps;
    const { id: recordingId, recording } = recordings.open(path, () => {
      void this.#tasks.run(() =>
        this.#link.send({ kind: 'stop-recording', endpointId, recordingId }),
      );
    });
    if (this.#state !== 'open') {
      recordings.gone(recordingId);
      return recording;
    }
    this.#recordings.add(recordingId);
    void recording.ended.then(() => this.#recordings.delete(recordingId));
    void this.#tasks.run(() => {
      this.#link.send({ kind: 'record', endpointId, recordingId, limits });
    });
    return recording;
  }

  setHoldMusic(clip: Clip | null): void {
    const version = ++this.#holdMusicVersion;
    const set = async (): Promise<void> => {
      const loaded = clip === null ? null : await this.#deps.library.load(clip);
      await this.#tasks.run(() => {
        if (version !== this.#holdMusicVersion) return;
        this.#link.send({ kind: 'set-hold-music', endpointId: this.id, clip: loaded });
      });
    };
    set().catch((error: unknown) => {
      this.#deps.logger.warn({ error: String(error) }, 'hold music cannot be played');
    });
  }

  async join(conference: MediaConference, options: JoinOptions): Promise<void> {
    await this.#tasks.run(async () => {
      this.#mustBeOpen();
      if (!(conference instanceof EmbeddedConference)) {
        throw new PartylineError('wrong-state', 'the conference is of another media server');
      }
      const link = conference.place(this.#link);
      if (link !== this.#link) await this.#moveTo(link);
      this.#dismissed();
      this.#conference = conference;
      this.#memberId = options.memberId;
      const member = conference.admit(this, options);
      const { id: endpointId } = this;
      const { conferenceId } = conference;
      const reply = await link.request({ kind: 'join', endpointId, conferenceId, ...member });
      if (reply.kind !== 'failed') return;
      this.#dismissed();
      throw new PartylineError('wrong-state', 'the conference or the endpoint has ended');
    });
  }

  async leave(): Promise<void> {
    await this.#tasks.run(async () => {
      if (this.#conference === null || this.#state !== 'open') return;
      await this.#link.request({ kind: 'leave', endpointId: this.id });
      this.#dismissed();
    });
  }

  close(): Promise<QualityReport> {
    this.#closing ??= this.#tasks.run(() => this.#close());
    return this.#closing;
  }

  /** What its worker says of it. */
  heard(event: 'media-timeout'): void {
    if (this.#state === 'open' && this.#closing === null) this.#emitter.emit(event);
  }

  keyed(...press: EndpointEvents['key']): void {
    if (this.#state === 'open' && this.#closing === null) this.#emitter.emit('key', ...press);
  }

  /** Its worker has died. */
  lost(): void {
    if (this.#state !== 'open') return;
    const told = this.#closing === null;
    this.#end('lost');
    if (told) this.#emitter.emit('lost');
    this.#emitter.removeAll();
  }

  conferenceEnded(conference: MediaConference): void {
    if (this.#conference === conference) this.#conference = null;
  }

  async #close(): Promise<QualityReport> {
    if (this.#state !== 'open') return this.quality;
    const reply = await this.#link
      .request({ kind: 'close', endpointId: this.id })
      .catch(() => null);
    if (reply?.kind === 'closed') this.quality = unpackQuality(reply.quality);
    this.#end('closed');
    this.#emitter.removeAll();
    return this.quality;
  }

  #end(state: 'closed' | 'lost'): void {
    // The worker may have died while it was closing the endpoint.
    if (this.#state !== 'open') return;
    this.#state = state;
    this.#link.endpoints--;
    this.#dismissed();
    this.#playbacks.gone();
    for (const recordingId of this.#recordings) this.#deps.recordings.gone(recordingId);
    this.#deps.onGone(this);
  }

  /** Hands the leg over to another worker: a gap of a few ms, which the far end conceals. */
  async #moveTo(link: WorkerLink): Promise<void> {
    try {
      const released = await this.#link.request({ kind: 'release', endpointId: this.id });
      if (released.kind !== 'released') throw mediaLost('the endpoint could not be released');
      const opened = await link.request({ kind: 'open', setup: released.setup });
      if (opened.kind === 'failed') throw mediaLost(opened.message);
    } catch (error) {
      this.lost();
      throw error;
    }
    this.#mustBeOpen();
    this.#link.endpoints--;
    this.#link = link;
    link.endpoints++;
  }

  #sendMedia(): void {
    const { media } = this.#session;
    if (media === null) return;
    this.#link.send({ kind: 'set-media', endpointId: this.id, media });
    if (media.remoteHold === this.#onHold) return;
    this.#onHold = media.remoteHold;
    this.#emitter.emit('hold', this.#onHold);
  }

  #dismissed(): void {
    this.#conference?.dismiss(this.#memberId, this);
    this.#conference = null;
  }

  #mustBeOpen(): void {
    if (this.#state === 'lost') throw mediaLost('the media worker of this call has died');
    if (this.#state === 'closed') {
      throw new PartylineError('no-such-endpoint', 'the endpoint is closed');
    }
  }
}

function mediaLost(message: string): PartylineError {
  return new PartylineError('media-lost', message);
}
