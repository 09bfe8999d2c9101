import type { Listenable } from '../kernel/events.js';

/**
 * The media server terminates RTP, plays audio to a leg and mixes conferences. It never sees SIP.
 * The words are those of FreeSWITCH's mod_conference: member, mute, deaf, play, talking.
 *
 * Adapters: `bridge/media` (embedded), `bridge/freeswitch`.
 */
export interface MediaServer {
  start(): Promise<void>;
  /**
   * Opens the media side of one leg.
   * @throws PartylineError `no-usable-codec`, `bad-sdp`, `ports-exhausted`, `media-lost`
   */
  createEndpoint(options: EndpointOptions): Promise<Endpoint>;
  /** Names are unique among living conferences. @throws PartylineError `media-lost` */
  createConference(name: string, options: ConferenceOptions): Promise<MediaConference>;
  status(): MediaStatus;
  /** Closes every endpoint and conference, and frees all ports and workers. */
  close(): Promise<void>;
}

export interface EndpointOptions {
  /** The far end's offer; null when we make the offer. */
  readonly offer: string | null;
  /** Our address that faces the far end (as signalling saw it); the media server's own by default. */
  readonly localAddress?: string;
  /** The far end is on a public network: it is told our public address, where there is one. */
  readonly isPublic?: boolean;
  /** True where signalling is private (TLS), so that SDES keys may be exchanged (RFC 4568). */
  readonly allowSrtp: boolean;
  /** No RTP for this long, while not on hold, raises `media-timeout`. */
  readonly mediaTimeoutMs: number;
}

/** A piece of audio to play: a mono 16-bit WAV file of 8 or 16 kHz, or silence. */
export type Clip =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'silence'; readonly durationMs: number };

export type PlaybackEnd = 'finished' | 'stopped' | 'failed' | 'gone';

export interface Playback {
  /** Resolves once; never rejects. `failed` when a file could not be read; `gone` with its leg. */
  readonly ended: Promise<PlaybackEnd>;
  /** Silences it within one frame. Idempotent. */
  stop(): void;
}

export interface SpeechRecordingOptions {
  /** The file to write: a WAV that can be played as a clip. */
  readonly path: string;
  readonly maxMs: number;
  /** So long a silence ends it, at the start too. */
  readonly silenceMs: number;
}

export type SpeechRecordingEnd =
  | { readonly kind: 'recorded'; readonly path: string; readonly durationMs: number }
  /** Nothing was said; no file is left. */
  | { readonly kind: 'silent' }
  /** The file could not be written, or the leg has gone. */
  | { readonly kind: 'failed' };

export interface SpeechRecording {
  /** Resolves once; never rejects. */
  readonly ended: Promise<SpeechRecordingEnd>;
  /** Ends it; what was said so far counts. Idempotent. */
  stop(): void;
}

export type MediaKeySource = 'rtp-event' | 'in-band';

export type EndpointEvents = {
  /** One key, once, when it has ended (RFC 4733) or has been recognized (in-band). */
  key: [key: string, durationMs: number, source: MediaKeySource];
  'media-timeout': [];
  /** The far end put us on hold, or came back. */
  hold: [onHold: boolean];
  /**
   * The media is at another address from now on. `offer` says where: send it to the far end
   * (`Leg.reoffer`) and give its answer to `acceptAnswer`. Until then the leg is silent.
   */
  moved: [offer: string];
  /** The endpoint's worker or server died: the endpoint is gone. */
  lost: [];
};

export interface Endpoint {
  readonly id: string;
  /** Our description: the answer to the offer given, or our offer where none was. */
  readonly localSdp: string;
  /** For example `PCMU/8000`; null until an answer is known. */
  readonly codec: string | null;
  readonly events: Listenable<EndpointEvents>;

  /** The far end's answer to our offer. @throws PartylineError `no-usable-codec`, `bad-sdp` */
  acceptAnswer(sdp: string): Promise<void>;
  /**
   * A later offer of the far end (hold, moved media, changed codec), or null when it asks for ours.
   * @returns our description. On an error the session goes on as it was.
   * @throws PartylineError `no-usable-codec`, `bad-sdp`
   */
  renegotiate(offer: string | null): Promise<string>;

  /**
   * Plays clips to this leg alone, one after another, in a conference or not. A new playback waits
   * for the one before it. Inside a conference it is heard over the mix, which is turned down.
   */
  play(clips: readonly Clip[]): Playback;
  /** A stream that all who listen to it share, looped; null ends it. Playbacks are heard over it. */
  setHoldMusic(clip: Clip | null): void;

  /**
   * Records what this leg says while it is in no conference. Silence before and after the speech is
   * left out, and so are keys. A new recording ends the one before it.
   */
  record(options: SpeechRecordingOptions): SpeechRecording;

  join(conference: MediaConference, options: JoinOptions): Promise<void>;
  /** Leaves its conference; the leg stays up. */
  leave(): Promise<void>;

  /** Idempotent; emits nothing. */
  close(): Promise<QualityReport>;
}

export interface JoinOptions {
  /** The application's id of this member, used in the conference's events. */
  readonly memberId: string;
  /** Not heard by the others. */
  readonly muted: boolean;
  /** Hears nothing of the mix. */
  readonly deaf: boolean;
}

export interface ConferenceOptions {
  /** Gentle automatic gain on each member's audio. */
  readonly automaticGain: boolean;
}

export interface MemberLevel {
  readonly memberId: string;
  /** Speech level over the last 100 ms, −127..0 dBov. */
  readonly levelDbov: number;
  readonly talking: boolean;
  /** The line's own steady noise, −66..0 dBov; null where it is not known (yet). */
  readonly noiseDbov: number | null;
  /**
   * How much what comes from the line is like what it was sent, 0 (no echo) to 1; null where it is
   * not known, as before two seconds were sent to it.
   */
  readonly echo: number | null;
  readonly quality: QualityReport;
}

export type MediaConferenceEvents = {
  /** Always paired: a member that leaves or is muted while talking gets its `false`. */
  talking: [memberId: string, talking: boolean];
  /** At 10 Hz while there are members. */
  levels: [levels: readonly MemberLevel[]];
  /**
   * The conference's server died; it goes on at another one, and its members are back in it, as
   * muted as they were. What was played to them meanwhile has waited for them.
   */
  restored: [];
  /** The conference's worker or server died: all its members are gone. */
  lost: [];
};

export interface MediaConference {
  readonly name: string;
  readonly events: Listenable<MediaConferenceEvents>;
  setMuted(memberId: string, muted: boolean): void;
  setDeaf(memberId: string, deaf: boolean): void;
  /** Plays to all members; playbacks to all are queued behind one another. */
  play(clips: readonly Clip[]): Playback;
  /**
   * Lets the mix out, to be recorded: what a member hears that says nothing itself, with what is
   * played to all, and without what is played to one. 16 kHz mono whatever the members' codecs, one
   * frame for every 20 ms from now until it is stopped, whether or not anyone speaks or is there.
   * @throws PartylineError `media-lost`, `cannot-record`
   */
  tap(): Promise<ConferenceTap>;
  /** Members leave it, their legs stay up. Idempotent. */
  destroy(): Promise<void>;
}

export interface ConferenceTap {
  readonly source: TapSource;
  /**
   * Resolves when the last frame of the time up to now is where the source says; after that the
   * source ends. Also when the conference has ended or was lost, which ends its taps. Idempotent.
   */
  stop(): Promise<void>;
}

/**
 * Where the frames of a tap come out, for the thread that takes them: shared memory as
 * `frame-ring.ts` lays it out.
 */
export interface TapSource {
  readonly kind: 'ring';
  readonly ring: SharedArrayBuffer;
}

/** What became of one leg's audio, as received by us. */
export interface QualityReport {
  readonly packetsReceived: number;
  readonly packetsSent: number;
  readonly packetsLost: number;
  /** Interarrival jitter (RFC 3550 §6.4.1). */
  readonly jitterMs: number;
  /** From RTCP; null when the far end sends none. */
  readonly roundTripMs: number | null;
  /** 1.0–4.5 by the E-model (ITU-T G.107); null before the first packets. */
  readonly mos: number | null;
}

export interface MediaStatus {
  /** False when no new endpoint could be opened, and why. */
  readonly ready: boolean;
  readonly problem: string | null;
  readonly endpoints: number;
  readonly conferences: number;
  readonly portsFree: number;
  readonly workers: readonly WorkerStatus[];
  /** Counters since start, by stable name, e.g. `rtp-foreign`, `rtp-garbage`, `late-ticks`. */
  readonly counters: Readonly<Record<string, number>>;
}

export interface WorkerStatus {
  readonly id: number;
  readonly endpoints: number;
  /** Over the last 10 s. */
  readonly tickLatenessP99Ms: number;
}
