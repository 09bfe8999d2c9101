import { PartylineError } from '../../bridge/kernel/errors.js';
import { Emitter } from '../../bridge/kernel/events.js';
import { createFrameRing, FrameRingWriter } from '../../bridge/kernel/frame-ring.js';
import type {
  Clip,
  ConferenceTap,
  Endpoint,
  EndpointEvents,
  EndpointOptions,
  JoinOptions,
  MediaConference,
  MediaConferenceEvents,
  MediaServer,
  MediaStatus,
  Playback,
  PlaybackEnd,
  SpeechRecordingOptions,
  SpeechRecording,
  SpeechRecordingEnd,
  QualityReport,
} from '../../bridge/ports/media-server.js';

const fail = (error: unknown): never => {
  throw error;
};

export const someQuality: QualityReport = {
  packetsReceived: 500,
  packetsSent: 500,
  packetsLost: 5,
  jitterMs: 2,
  roundTripMs: null,
  mos: 4.2,
};

/** What a leg or a conference was told to play, in order; the test says when each ends. */
class FakePlayback implements Playback {
  readonly names: readonly string[];
  readonly ended: Promise<PlaybackEnd>;
  readonly #resolve: (end: PlaybackEnd) => void;

  constructor(clips: readonly Clip[]) {
    this.names = clips.map((clip) => (clip.kind === 'file' ? clip.path : 'silence'));
    let resolve: (end: PlaybackEnd) => void = () => undefined;
    this.ended = new Promise((settle) => (resolve = settle));
    this.#resolve = resolve;
  }

  finish(): void {
    this.#resolve('finished');
  }

  stop(): void {
    this.#resolve('stopped');
  }

  gone(): void {
    this.#resolve('gone');
  }
}

/** A recording; the test says what was heard. */
class FakeRecording implements SpeechRecording {
  readonly ended: Promise<SpeechRecordingEnd>;
  readonly options: SpeechRecordingOptions;
  readonly #resolve: (end: SpeechRecordingEnd) => void;

  constructor(options: SpeechRecordingOptions) {
    this.options = options;
    let resolve: (end: SpeechRecordingEnd) => void = () => undefined;
    this.ended = new Promise((settle) => (resolve = settle));
    this.#resolve = resolve;
  }

  hears(durationMs: number): void {
    const { path } = this.options;
    this.#resolve(durationMs === 0 ? { kind: 'silent' } : { kind: 'recorded', path, durationMs });
  }

  stop(): void {
    this.hears(1000);
  }
}

export class FakeEndpoint implements Endpoint {
  readonly id: string;
  readonly localSdp = 'v=0 ours';
  readonly codec = 'PCMU/8000';
  readonly events = new Emitter<EndpointEvents>(fail);
  readonly playbacks: FakePlayback[] = [];
  readonly recordings: FakeRecording[] = [];
  holdMusic: Clip | null = null;
  conference: FakeConference | null = null;
  closed = false;

  constructor(id: string) {
    this.id = id;
  }

  /** Everything it was told to play so far, by the names of the clips. */
  get heard(): readonly string[] {
    return this.playbacks.flatMap(({ names }) => names);
  }

  acceptAnswer(): Promise<void> {
    return Promise.resolve();
  }

  renegotiate(): Promise<string> {
    return Promise.resolve('v=0 ours again');
  }

  play(clips: readonly Clip[]): Playback {
    const playback = new FakePlayback(clips);
    if (this.closed) playback.gone();
    this.playbacks.push(playback);
    return playback;
  }

  record(options: SpeechRecordingOptions): SpeechRecording {
    const recording = new FakeRecording(options);
    this.recordings.push(recording);
    return recording;
  }

  setHoldMusic(clip: Clip | null): void {
    this.holdMusic = clip;
  }

  join(conference: MediaConference, options: JoinOptions): Promise<void> {
    if (!(conference instanceof FakeConference)) throw new Error('not a conference of this server');
    this.conference = conference;
    conference.members.set(options.memberId, options.muted);
    return Promise.resolve();
  }

  leave(): Promise<void> {
    this.conference = null;
    return Promise.resolve();
  }

  close(): Promise<QualityReport> {
    this.closed = true;
    for (const playback of this.playbacks) playback.gone();
    return Promise.resolve(someQuality);
  }
}

export class FakeConference implements MediaConference {
  readonly name: string;
  readonly events = new Emitter<MediaConferenceEvents>(fail);
  /** Member → muted. */
  readonly members = new Map<string, boolean>();
  readonly deaf = new Set<string>();
  readonly playbacks: FakePlayback[] = [];
  readonly taps: FrameRingWriter[] = [];
  destroyed = false;

  constructor(name: string) {
    this.name = name;
  }

  setMuted(memberId: string, muted: boolean): void {
    this.members.set(memberId, muted);
  }

  setDeaf(memberId: string, deaf: boolean): void {
    if (deaf) this.deaf.add(memberId);
    else this.deaf.delete(memberId);
  }

  play(clips: readonly Clip[]): Playback {
    const playback = new FakePlayback(clips);
    this.playbacks.push(playback);
    return playback;
  }

  tap(): Promise<ConferenceTap> {
    const ring = createFrameRing();
    const writer = new FrameRingWriter(ring);
    this.taps.push(writer);
    const stop = (): Promise<void> => {
      writer.stop(0);
      return Promise.resolve();
    };
    return Promise.resolve({ source: { kind: 'ring', ring }, stop });
  }

  destroy(): Promise<void> {
    this.destroyed = true;
    return Promise.resolve();
  }
}

/** A media server that plays nothing and remembers what it was asked. */
export class FakeMediaServer implements MediaServer {
  readonly endpoints: FakeEndpoint[] = [];
  readonly conferences: FakeConference[] = [];
  /** Set: the next endpoint is refused so. */
  refusal: PartylineError | null = null;
  /** Endpoints are opened when this resolves. */
  opening: Promise<void> = Promise.resolve();

  start(): Promise<void> {
    return Promise.resolve();
  }

  async createEndpoint(_options: EndpointOptions): Promise<Endpoint> {
    await this.opening;
    if (this.refusal !== null) throw this.refusal;
    const endpoint = new FakeEndpoint(`endpoint-${this.endpoints.length + 1}`);
    this.endpoints.push(endpoint);
    return endpoint;
  }

  createConference(name: string): Promise<MediaConference> {
    const conference = new FakeConference(name);
    this.conferences.push(conference);
    return Promise.resolve(conference);
  }

  status(): MediaStatus {
    return {
      ready: true,
      problem: null,
      endpoints: this.endpoints.filter(({ closed }) => !closed).length,
      conferences: this.conferences.filter(({ destroyed }) => !destroyed).length,
      portsFree: 100,
      workers: [],
      counters: {},
    };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
