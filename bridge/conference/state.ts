import type { RoomOptions } from './room-options.js';
import type { Actor, DialOutStage, EndReason, LectureMode, MuteReason, Role } from './words.js';

/**
 * The state of a conference: plain, serializable data. Times are in ms on the time line of the
 * `nowMs` given to `apply`.
 */
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
  /** Members that were lost, whose places are kept for a while. */
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

export interface Member {
  /** The application's id of the leg. */
  readonly id: string;
  readonly role: Role;
  readonly name: string | null;
  readonly number: string | null;
  /** The file with the name as the caller has said it (A7); null where there is none. */
  readonly recordedName: string | null;
  readonly joinedAtMs: number;
  /** Each at most once. */
  readonly muteReasons: readonly MuteReason[];
  /** The far end has put us on hold; what it sends meanwhile (its music) is not for the others. */
  readonly onHold: boolean;
  /** An organizer keeps it out of the mix: it hears hold music, and the others do not hear it. */
  readonly held: boolean;
}

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
  /** The member was muted by its own caller when it was given the floor, and will be so again. */
  readonly wasSelfMuted: boolean;
}

/** What a member that was lost finds again when its caller dials in from the same number. */
export interface Absence {
  readonly memberId: string;
  readonly number: string;
  readonly role: Role;
  readonly name: string | null;
  readonly recordedName: string | null;
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

export interface Billing {
  /** 2–20 digits; null for none. */
  readonly code: string | null;
}

export interface RecordingState {
  readonly phase: RecordingPhase;
  /** Which of the conference's files it is, from 1; 0 before the first. */
  readonly file: number;
  /** What that file has, without what has been recorded since `sinceMs`. */
  readonly recordedMs: number;
}

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
