import type { ConferenceEffect } from './effect.js';
import type { ConferenceEvent } from './event.js';
import type { RoomOptions } from './room-options.js';

export type * from './command.js';
export type * from './effect.js';
export type * from './event.js';

/**
 * The vocabulary of the room core: everything here is plain, serializable data. Times are in ms on
 * the time line of the `nowMs` given to `apply`.
 */

export type Role = 'organizer' | 'participant';

/**
 * Why a line is silent. A member is heard only while no reason holds, so that leaving lecture mode
 * or an organizer's unmute never undoes what the member had chosen.
 */
export type MuteReason = 'self' | 'organizer' | 'lecture';

export interface Member {
  /** The application's id of the leg. */
  readonly id: string;
  readonly role: Role;
  readonly name: string | null;
  readonly number: string | null;
  /** The file with the name as the caller has said it (A7); null where there is none. */
  readonly nameRecording: string | null;
  readonly joinedAtMs: number;
  /** Each at most once. */
  readonly muteReasons: readonly MuteReason[];
  /** The far end has put us on hold; what it sends meanwhile (its music) is not for the others. */
  readonly onHold: boolean;
  /** An organizer keeps it out of the mix: it hears hold music, and the others do not hear it. */
  readonly held: boolean;
}

/**
 * Lecture mode (K8): `open` mutes the participants but lets them unmute themselves; in `strict` only
 * an organizer opens their lines.
 */
export type LectureMode = 'off' | 'open' | 'strict';

/** Who asks for the floor in lecture mode, and who has been given it. */
export interface Floor {
  /** First come first. */
  readonly hands: readonly RaisedHand[];
  readonly speaker: Speaker | null;
}

export interface RaisedHand {
  readonly memberId: string;
  readonly raisedAtMs: number;
}

export interface Speaker {
  readonly memberId: string;
  /** The line was muted by its own caller when it was given the floor, and will be so again. */
  readonly wasSelfMuted: boolean;
}

/** What a line that was lost finds again when its caller dials in from the same number. */
export interface Absence {
  readonly memberId: string;
  readonly number: string;
  readonly role: Role;
  readonly name: string | null;
  readonly nameRecording: string | null;
  readonly muteReasons: readonly MuteReason[];
  /** Null when its hand was not raised. */
  readonly hand: AbsentHand | null;
  readonly untilMs: number;
}

export interface AbsentHand {
  /** The members whose raised hands were ahead of its own. */
  readonly behind: readonly string[];
  readonly raisedAtMs: number;
}

/** A call that we make to bring somebody in (K3). */
export interface DialOut {
  /** The member's id, should it become one. */
  readonly id: string;
  /** E.164 with its plus sign, or a short number. */
  readonly number: string;
  readonly name: string | null;
  readonly priceClass: string;
  /** Who invites. */
  readonly by: Actor;
  readonly stage: DialOutStage;
}

/** `invited`: answered, and hears who invites. `accepted`: wants to join, and may be let in. */
export type DialOutStage = 'calling' | 'ringing' | 'invited' | 'accepted';

export type DialOutFailure =
  | 'busy'
  | 'no-answer'
  | 'refused'
  | 'unreachable'
  /** Answered, but nobody pressed the key: a machine, perhaps. */
  | 'not-accepted';

/** How a call that was made ended, before it was one like the others. */
export type DialOutEnd =
  'joined' | 'cancelled' | 'conference-ended' | RefusalReason | DialOutFailure;

export interface Billing {
  /** 2–20 digits; null for none. */
  readonly code: string | null;
}

/**
 *            join (participant)
 *   idle ────────────────────────▶ waiting ──── all left, wait limit ────┐
 *    │                                │ organizer                        ▼
 *    │ join (organizer, or            ▼                                ended
 *    └─ participants may start) ──▶ active ──── all left, end ──────────▶▲
 *                                   │    ▲                               │
 *               last organizer left ▼    │ organizer returns             │
 *                                   grace ──── time over, all left ──────┘
 */
export type Phase =
  | { readonly kind: 'idle' }
  /** Members hear hold music and are in no mix. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'active' }
  /** As active, but ends at this time unless an organizer returns; told once more at `warnAtMs`. */
  | { readonly kind: 'grace'; readonly endsAtMs: number; readonly warnAtMs: number | null }
  | { readonly kind: 'ended'; readonly reason: EndReason };

/**
 * What becomes of the conference's recording (R1, R2, K7):
 *
 *   idle ───▶ starting ──▶ recording ◀──▶ paused (it cannot be written just now)
 *    ▲           ▲             │            │
 *    │           │ same file   ▼            │
 *    │           └────────── stopped ◀──────┘
 *    │ failed                  ·
 *    └──── any of these        recording ──▶ limit-reached ──▶ starting, a new file
 */
export type RecordingPhase =
  | { readonly kind: 'idle' }
  /** Asked for; nothing is recorded yet. */
  | { readonly kind: 'starting' }
  | { readonly kind: 'recording'; readonly sinceMs: number }
  | { readonly kind: 'paused' }
  /** The same file goes on with the next start. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'limit-reached' };

export interface RecordingState {
  readonly phase: RecordingPhase;
  /** Which of the conference's files it is, from 1; 0 before the first. */
  readonly file: number;
  /** What that file has, without what has been recorded since `sinceMs`. */
  readonly recordedMs: number;
}

/** Whom a notice of the recording is for: the ledger notes who has heard it to its end. */
export interface RecordingNotice {
  readonly file: number;
  readonly memberIds: readonly string[];
}

export type EndReason =
  | 'all-left'
  /** The grace period after the last organizer ran out. */
  | 'organizer-left'
  /** Nobody came within the wait limit of those who waited. */
  | 'wait-limit'
  | 'ended-by-organizer'
  | 'ended-by-system'
  | 'media-lost';

export interface ConferenceState {
  /** The conference's id; a room gets a new one for every session. */
  readonly id: string;
  readonly options: RoomOptions;
  readonly phase: Phase;
  /**
   * In the order of joining. In `waiting` none is in the mix; in `active` and `grace` all are, save
   * those that an organizer holds.
   */
  readonly members: readonly Member[];
  readonly locked: boolean;
  /**
   * Members that `mute-noisiest` has muted, the last one last, while nobody has muted or unmuted them
   * since: what the undo finds.
   */
  readonly noiseMutes: readonly string[];
  /** Lines that were lost, whose places are kept for a while. */
  readonly absent: readonly Absence[];
  readonly lecture: LectureMode;
  readonly floor: Floor;
  readonly recording: RecordingState;
  /** Tones or names are played when someone joins or leaves (K10). */
  readonly tones: boolean;
  /** The conference goes on when the last organizer leaves (K11). */
  readonly continues: boolean;
  /** Calls being made to bring others in, the oldest first. */
  readonly dialOuts: readonly DialOut[];
  /** What participants must key to come in (A5), hashed; null while none is set. */
  readonly securityCodeHash: string | null;
  /** For cost recovery (A6); null until an organizer has been asked. */
  readonly billing: Billing | null;
  /** From the first join; null before. */
  readonly startedAtMs: number | null;
  /** Number of the last event, counted from 1. */
  readonly lastEventSeq: number;
}

/** Who asked. A member's rights follow from its role; a user was authorized before the command. */
export type Actor =
  | { readonly kind: 'member'; readonly memberId: string }
  | { readonly kind: 'user'; readonly userId: string }
  | { readonly kind: 'system' };

/** Why a leg went, as seen from outside the core. */
export type DepartureReason = 'remote-bye' | 'call-failed' | 'media-timeout' | 'media-lost';

export type LegEndReason =
  | 'conference-full'
  | 'conference-locked'
  | 'conference-ended'
  | 'dropped'
  | 'wait-limit'
  | 'system-closing'
  | 'media-lost';

/** Why a member is no longer one. */
export type LeaveReason =
  | DepartureReason
  | Exclude<LegEndReason, RefusalReason>
  /** Not gone: back at the door, to key the security code. */
  | 'security-code-asked';

export type RefusalReason = 'conference-full' | 'conference-locked';

export interface Outcome {
  readonly state: ConferenceState;
  readonly events: readonly ConferenceEvent[];
  readonly effects: readonly ConferenceEffect[];
}
