import type { DialOutRefusal } from './dial-plan.js';
import type { LineNoise } from './line-noise.js';
import type {
  Actor,
  DialOutEnd,
  DialOutStage,
  EndReason,
  LeaveReason,
  LectureMode,
  MuteReason,
  RefusalReason,
  Role,
} from './words.js';

/** Facts, for the history, the live panel and the webhooks. */
export type ConferenceEvent = EventFact & {
  readonly conferenceId: string;
  /** With the conference's id, the event's identity. Without gaps, from 1. */
  readonly seq: number;
  readonly atMs: number;
};

export type EventFact =
  /** The first leg has joined; `waiting` when it waits for an organizer. */
  | { readonly kind: 'conference-started'; readonly waiting: boolean }
  /** Members can talk from now on. */
  | { readonly kind: 'conference-opened' }
  | {
      readonly kind: 'member-joined';
      readonly memberId: string;
      readonly role: Role;
      readonly name: string | null;
      readonly number: string | null;
      readonly waiting: boolean;
      /** It was lost a moment ago, and has its place back. */
      readonly returned: boolean;
      readonly muteReasons: readonly MuteReason[];
    }
  /** From waiting into the mix. */
  | { readonly kind: 'member-admitted'; readonly memberId: string }
  | {
      readonly kind: 'member-left';
      readonly memberId: string;
      readonly role: Role;
      readonly joinedAtMs: number;
      readonly reason: LeaveReason;
    }
  | {
      readonly kind: 'join-refused';
      readonly memberId: string;
      readonly role: Role;
      readonly reason: RefusalReason;
    }
  | {
      readonly kind: 'role-changed';
      readonly memberId: string;
      readonly role: Role;
      readonly by: Actor;
    }
  | {
      readonly kind: 'mute-changed';
      readonly memberId: string;
      readonly muteReasons: readonly MuteReason[];
      readonly by: Actor;
    }
  /** The member that troubled the others most was muted; null where none did. */
  | { readonly kind: 'noisiest-muted'; readonly memberId: string | null; readonly by: Actor }
  /** Told once when it begins, of a member that is heard. */
  | ({ readonly kind: 'line-disturbs'; readonly cause: 'noise' | 'echo' } & LineNoise)
  | { readonly kind: 'hold-changed'; readonly memberId: string; readonly onHold: boolean }
  | {
      readonly kind: 'held-changed';
      readonly memberId: string;
      readonly held: boolean;
      readonly by: Actor;
    }
  | { readonly kind: 'lock-changed'; readonly locked: boolean; readonly by: Actor }
  | { readonly kind: 'grace-started'; readonly endsAtMs: number }
  | { readonly kind: 'grace-cancelled'; readonly by: Actor }
  | { readonly kind: 'lecture-changed'; readonly mode: LectureMode; readonly by: Actor }
  | {
      readonly kind: 'hand-changed';
      readonly memberId: string;
      readonly raised: boolean;
      readonly by: Actor;
    }
  /** Null: nobody has been given the floor. */
  | { readonly kind: 'speaker-changed'; readonly speakerId: string | null; readonly by: Actor }
  | { readonly kind: 'tones-changed'; readonly on: boolean; readonly by: Actor }
  | { readonly kind: 'continues-changed'; readonly on: boolean; readonly by: Actor }
  | {
      readonly kind: 'member-renamed';
      readonly memberId: string;
      readonly name: string | null;
      readonly by: Actor;
    }
  | {
      readonly kind: 'dial-out-started';
      readonly dialOutId: string;
      readonly number: string;
      readonly name: string | null;
      readonly priceClass: string;
      readonly by: Actor;
    }
  | {
      readonly kind: 'dial-out-refused';
      /** Null where what was keyed is no number. */
      readonly number: string | null;
      readonly reason: DialOutRefusal;
      readonly by: Actor;
    }
  | {
      readonly kind: 'dial-out-progressed';
      readonly dialOutId: string;
      readonly number: string;
      readonly stage: DialOutStage;
    }
  | {
      readonly kind: 'dial-out-ended';
      readonly dialOutId: string;
      readonly number: string;
      readonly reason: DialOutEnd;
    }
  | { readonly kind: 'recording-asked'; readonly file: number; readonly by: Actor }
  | { readonly kind: 'recording-started'; readonly file: number }
  | { readonly kind: 'recording-paused'; readonly file: number; readonly problem: string }
  | { readonly kind: 'recording-resumed'; readonly file: number }
  | {
      readonly kind: 'recording-stopped';
      readonly file: number;
      readonly reason: 'asked' | 'limit' | 'failed' | 'conference-ended';
      readonly by?: Actor;
      readonly problem?: string;
    }
  | { readonly kind: 'recording-notice-heard'; readonly memberId: string; readonly file: number }
  /** The recorded name of one who has gone is kept, as the room asks. */
  | { readonly kind: 'name-kept'; readonly memberId: string; readonly recording: string }
  | { readonly kind: 'security-code-set' }
  | { readonly kind: 'billing-code-set'; readonly code: string | null }
  | {
      readonly kind: 'conference-ended';
      readonly startedAtMs: number;
      readonly reason: EndReason;
    };
