import type { DoorAnswers } from './door.js';
import type { DialOutDecision } from './dial-plan.js';
import type {
  Actor,
  DepartureReason,
  DialOutFailure,
  DialOutStage,
  LectureMode,
  Role,
} from './words.js';
import type { LineNoise } from './line-noise.js';

export type ConferenceCommand =
  | {
      readonly kind: 'join';
      readonly memberId: string;
      readonly role: Role;
      readonly name: string | null;
      readonly number: string | null;
      readonly answers: DoorAnswers;
    }
  /** The leg is gone already. Unknown members are ignored. */
  | { readonly kind: 'leave'; readonly memberId: string; readonly reason: DepartureReason }
  | { readonly kind: 'promote'; readonly memberId: string; readonly by: Actor }
  /** By the member itself: reason `self`. By anyone else: reason `organizer`. */
  | {
      readonly kind: 'set-muted';
      readonly memberId: string;
      readonly muted: boolean;
      readonly by: Actor;
    }
  /**
   * Mutes the member that troubles the others most by noise or echo, if any does. `lines` is what is
   * measured now; those not listed are not known.
   */
  | { readonly kind: 'mute-noisiest'; readonly lines: readonly LineNoise[]; readonly by: Actor }
  /** Takes the last `mute-noisiest` back; again: the one before. */
  | { readonly kind: 'undo-mute-noisiest'; readonly by: Actor }
  /** Noticed by the application, once for each disturbance. */
  | ({ readonly kind: 'line-disturbs'; readonly cause: 'noise' | 'echo' } & LineNoise)
  | { readonly kind: 'set-lock'; readonly locked: boolean; readonly by: Actor }
  /** By the far end. */
  | { readonly kind: 'set-hold'; readonly memberId: string; readonly onHold: boolean }
  /** An organizer puts a member on hold, or returns it. */
  | {
      readonly kind: 'set-held';
      readonly memberId: string;
      readonly held: boolean;
      readonly by: Actor;
    }
  | { readonly kind: 'set-lecture'; readonly mode: LectureMode; readonly by: Actor }
  | { readonly kind: 'set-tones'; readonly on: boolean; readonly by: Actor }
  /** Whether the conference goes on after the last organizer leaves. */
  | { readonly kind: 'set-continues'; readonly on: boolean; readonly by: Actor }
  /** All participants, with reason `organizer`. */
  | { readonly kind: 'set-all-muted'; readonly muted: boolean; readonly by: Actor }
  /** A member raises its own hand; an organizer or a user may only lower one. */
  | {
      readonly kind: 'set-hand';
      readonly memberId: string;
      readonly raised: boolean;
      readonly by: Actor;
    }
  /** The first raised hand is given the floor; who had it is muted again. */
  | { readonly kind: 'next-speaker'; readonly by: Actor }
  | {
      readonly kind: 'rename';
      readonly memberId: string;
      readonly name: string | null;
      readonly by: Actor;
    }
  /** The recorded names: to the member that asked, or to every organizer when a user asks. */
  | { readonly kind: 'roll-call'; readonly by: Actor }
  /** Ends one member's call. */
  | { readonly kind: 'drop'; readonly memberId: string; readonly by: Actor }
  /** Calls a number, if it may be called; `dialOutId` becomes the member's id. */
  | {
      readonly kind: 'dial-out';
      readonly dialOutId: string;
      readonly decision: DialOutDecision;
      /** What the others will know the called one by. */
      readonly name: string | null;
      readonly by: Actor;
    }
  /** How far the call has come. */
  | {
      readonly kind: 'dial-out-progress';
      readonly dialOutId: string;
      readonly stage: Exclude<DialOutStage, 'calling'>;
    }
  | {
      readonly kind: 'dial-out-failed';
      readonly dialOutId: string;
      readonly reason: DialOutFailure;
    }
  /** Lets somebody in who was called and has accepted. */
  | { readonly kind: 'bring-in'; readonly dialOutId: string; readonly by: Actor }
  | { readonly kind: 'cancel-dial-out'; readonly dialOutId: string; readonly by: Actor }
  /** K7. Nothing happens where recording is not allowed, or nobody is in the mix yet. */
  | { readonly kind: 'set-recording'; readonly on: boolean; readonly by: Actor }
  /** The outcome of the effect `start-recording`, or `recording-failed`. */
  | { readonly kind: 'recording-began'; readonly file: number }
  /** It cannot be written just now. */
  | { readonly kind: 'recording-paused'; readonly file: number; readonly problem: string }
  | { readonly kind: 'recording-resumed'; readonly file: number }
  /** It could not begin, or cannot go on. */
  | { readonly kind: 'recording-failed'; readonly file: number; readonly problem: string }
  /** They have heard to its end that they are recorded. */
  | {
      readonly kind: 'recording-notice-heard';
      readonly file: number;
      readonly memberIds: readonly string[];
    }
  | { readonly kind: 'end'; readonly by: Actor }
  /** The conference's mix is gone, and every member with it. */
  | { readonly kind: 'media-lost' }
  /** It was silent for a moment, and is made anew; the members are in it as they were. */
  | { readonly kind: 'media-restored' }
  /** The time of the last `set-deadline` has come. Too early does no harm. */
  | { readonly kind: 'deadline' }
  /** A member pressed two keys on its telephone; what they do is in the keypad's table. */
  | { readonly kind: 'press-key'; readonly memberId: string; readonly key: KeypadKey };

export type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';

/** A command of the keypad: `*` or `#`, and a digit. */
export type KeypadKey = `${'*' | '#'}${Digit}`;
