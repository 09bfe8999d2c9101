/** Words that state, commands, events and effects share. */

export type Role = 'organizer' | 'participant';

/** Who asked. A member's rights follow from its role; a user was authorized before the command. */
export type Actor =
  | { readonly kind: 'member'; readonly memberId: string }
  | { readonly kind: 'user'; readonly userId: string }
  | { readonly kind: 'system' };

/**
 * Why a member is silent. It is heard only while no reason holds, so that leaving lecture mode
 * or an organizer's unmute never undoes what the member had chosen.
 */
export type MuteReason = 'self' | 'organizer' | 'lecture';

/**
 * Lecture mode (K8): `open` mutes the participants but lets them unmute themselves; in `strict` only
 * an organizer unmutes them.
 */
export type LectureMode = 'off' | 'open' | 'strict';

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

/** Whom a notice of the recording is for: the ledger notes who has heard it to its end. */
export interface RecordingNotice {
  readonly file: number;
  readonly memberIds: readonly string[];
}

/** Why a leg went, as seen from outside the core. */
export type DepartureReason = 'remote-bye' | 'call-failed' | 'media-timeout' | 'media-lost';

export type RefusalReason = 'conference-full' | 'conference-locked';

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

export type EndReason =
  | 'all-left'
  /** The grace period after the last organizer ran out. */
  | 'organizer-left'
  /** Nobody came within the wait limit of those who waited. */
  | 'wait-limit'
  | 'ended-by-organizer'
  | 'ended-by-system'
  | 'media-lost';
