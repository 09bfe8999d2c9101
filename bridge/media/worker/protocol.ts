import type { MediaKeySource, PlaybackEnd } from '../../ports/media-server.js';
import type { SrtpProgress } from '../../rtp/srtp.js';
import type { Negotiated } from '../../sdp/types.js';
import type { RecordedSpeech, RecorderLimits } from '../speech/speech-recorder.js';

/**
 * What the main thread and a media worker say to each other: plain data only. Commands are carried
 * out in the order sent. One that has a `requestId` is answered once by a `reply` of that number.
 */
export type WorkerCommand =
  | { readonly kind: 'open'; readonly requestId: number; readonly setup: EndpointSetup }
  | { readonly kind: 'set-media'; readonly endpointId: string; readonly media: NegotiatedMedia }
  | { readonly kind: 'close'; readonly requestId: number; readonly endpointId: string }
  /** Hands the endpoint over: the worker forgets it and replies with the setup that resumes it. */
  | { readonly kind: 'release'; readonly requestId: number; readonly endpointId: string }
  | {
      readonly kind: 'create-conference';
      readonly conferenceId: number;
      readonly automaticGain: boolean;
    }
  | {
      readonly kind: 'destroy-conference';
      readonly requestId: number;
      readonly conferenceId: number;
    }
  | {
      readonly kind: 'join';
      readonly requestId: number;
      readonly endpointId: string;
      readonly conferenceId: number;
      readonly memberId: string;
      readonly muted: boolean;
      readonly deaf: boolean;
    }
  | { readonly kind: 'leave'; readonly requestId: number; readonly endpointId: string }
  | {
      readonly kind: 'set-muted';
      readonly conferenceId: number;
      readonly memberId: string;
      readonly muted: boolean;
    }
  | {
      readonly kind: 'set-deaf';
      readonly conferenceId: number;
      readonly memberId: string;
      readonly deaf: boolean;
    }
  | {
      readonly kind: 'play';
      readonly playbackId: number;
      readonly to: PlaybackTarget;
      readonly clips: readonly LoadedClip[];
    }
  | { readonly kind: 'stop'; readonly playbackId: number; readonly to: PlaybackTarget }
  /** While the endpoint is in no conference; ends the recording before it. */
  | {
      readonly kind: 'record';
      readonly endpointId: string;
      readonly recordingId: number;
      readonly limits: RecorderLimits;
    }
  | { readonly kind: 'stop-recording'; readonly endpointId: string; readonly recordingId: number }
  /** Frames go into the ring (see `bridge/kernel/frame-ring.ts`) from the next tick on. */
  | {
      readonly kind: 'tap';
      readonly conferenceId: number;
      readonly tapId: number;
      readonly ring: SharedArrayBuffer;
    }
  | {
      readonly kind: 'untap';
      readonly requestId: number;
      readonly conferenceId: number;
      readonly tapId: number;
    }
  | {
      readonly kind: 'set-hold-music';
      readonly endpointId: string;
      readonly clip: LoadedClip | null;
    };

export type PlaybackTarget =
  | { readonly kind: 'endpoint'; readonly endpointId: string }
  | { readonly kind: 'conference'; readonly conferenceId: number };

/** Without our description, which only the main thread needs. */
export type NegotiatedMedia = Omit<Negotiated, 'sdp'>;

/** Audio at both rates in shared memory, so that a clip is sent to a worker without a copy. */
export interface LoadedClip {
  /** Of the clip's file and version: equal ids are the same audio. */
  readonly id: string;
  readonly narrow: Int16Array;
  readonly wide: Int16Array;
}

/** All that a worker needs to open an endpoint, or to go on with one of another worker. */
export interface EndpointSetup {
  readonly endpointId: string;
  readonly bindHost: string;
  /** Even; RTCP is bound to the next one. */
  readonly rtpPort: number;
  readonly ssrc: number;
  /** Of the next packet. */
  readonly sequence: number;
  readonly timestamp: number;
  readonly cname: string;
  readonly mediaTimeoutMs: number;
  readonly media: NegotiatedMedia | null;
  /** Of an endpoint that moves; null for a new one. */
  readonly resume: EndpointResume | null;
}

export interface EndpointResume {
  /** Where its audio came from. */
  readonly source: { readonly address: string; readonly port: number } | null;
  /** Timestamp of the last telephone-event, whose repetitions may still come; −1 for none. */
  readonly finishedEvent: number;
  readonly totals: StreamTotals;
  readonly playbacks: readonly QueuedPlayback[];
  readonly holdMusic: LoadedClip | null;
  /** Null for a leg in the clear. */
  readonly srtp: { readonly sending: SrtpProgress; readonly receiving: SrtpProgress } | null;
}

export interface StreamTotals {
  readonly received: number;
  readonly lost: number;
  readonly sent: number;
  readonly sentOctets: number;
}

export interface QueuedPlayback {
  readonly playbackId: number;
  readonly clips: readonly LoadedClip[];
  /** Where to go on: the clip, and how far in it [samples at 16 kHz]. */
  readonly clipIndex: number;
  readonly wideOffset: number;
}

export type WorkerEvent =
  | { readonly kind: 'reply'; readonly requestId: number; readonly result: WorkerReply }
  | {
      readonly kind: 'key';
      readonly endpointId: string;
      readonly key: string;
      readonly durationMs: number;
      readonly source: MediaKeySource;
    }
  | { readonly kind: 'media-timeout'; readonly endpointId: string }
  /** Null where nothing was said. */
  | {
      readonly kind: 'recorded';
      readonly recordingId: number;
      readonly speech: RecordedSpeech | null;
    }
  | { readonly kind: 'playback-ended'; readonly playbackId: number; readonly end: PlaybackEnd }
  | {
      readonly kind: 'talking';
      readonly changes: readonly TalkingChange[];
    }
  | { readonly kind: 'levels'; readonly conferences: readonly ConferenceLevels[] }
  | { readonly kind: 'status'; readonly status: WorkerFigures };

export type WorkerReply =
  | { readonly kind: 'done' }
  | { readonly kind: 'closed'; readonly quality: Float64Array }
  | { readonly kind: 'released'; readonly setup: EndpointSetup }
  | { readonly kind: 'failed'; readonly reason: OpenFailure; readonly message: string };

/** `port`: taken by another program. `address`: not one of this host. `gone`: no such endpoint. */
export type OpenFailure = 'port' | 'address' | 'gone' | 'other';

export interface TalkingChange {
  readonly conferenceId: number;
  readonly memberId: string;
  readonly talking: boolean;
}

/** Packed, because hundreds of members report ten times a second: see `level-columns.ts`. */
export interface ConferenceLevels {
  readonly conferenceId: number;
  readonly memberIds: readonly string[];
  readonly values: Float64Array;
}

export interface WorkerFigures {
  readonly tickLatenessP99Ms: number;
  /** Since the worker's start. */
  readonly counters: Readonly<Record<string, number>>;
}
