import type { DoorQuestion } from './door.js';
import type { Phrase } from './phrase.js';
import type { EndReason, LegEndReason, RecordingNotice } from './words.js';

/**
 * What is to be done, in this order. Each is an intent that can be repeated without harm, keyed by
 * its kind and its member.
 */
export type ConferenceEffect =
  /** Into the mix. */
  | { readonly kind: 'admit'; readonly memberId: string; readonly muted: boolean }
  /** Out of the mix; the leg stays up. */
  | { readonly kind: 'take-out'; readonly memberId: string }
  | { readonly kind: 'hold-music'; readonly memberId: string; readonly on: boolean }
  /** For a member in the mix. */
  | { readonly kind: 'set-muted'; readonly memberId: string; readonly muted: boolean }
  | {
      readonly kind: 'announce';
      readonly memberId: string;
      readonly phrases: readonly Phrase[];
      readonly notice?: RecordingNotice;
    }
  /**
   * To everyone in the mix. What has a `notice` must be heard: it is neither dropped nor cut short,
   * and its end is told by `recording-notice-heard`.
   */
  | {
      readonly kind: 'announce-to-all';
      readonly phrases: readonly Phrase[];
      readonly notice?: RecordingNotice;
    }
  /**
   * Takes the leg out of the mix and off hold music, lets it hear the phrases, and hangs up. Also
   * for a leg whose `join` was refused and for one that is already gone.
   */
  | {
      readonly kind: 'end-leg';
      readonly memberId: string;
      readonly reason: LegEndReason;
      readonly phrases: readonly Phrase[];
    }
  /**
   * The leg is not in the conference, and not a member (any more): it must first answer these. Then
   * it joins again, with its answers.
   */
  | {
      readonly kind: 'ask-at-door';
      readonly memberId: string;
      readonly questions: readonly DoorQuestion[];
    }
  /** Asks a member something in the conference; keys are its answer meanwhile. */
  | { readonly kind: 'ask-member'; readonly memberId: string; readonly question: MemberQuestion }
  /** Calls a number and invites the callee, naming the inviter where a name was recorded. */
  | {
      readonly kind: 'start-dial-out';
      readonly dialOutId: string;
      readonly number: string;
      readonly name: string | null;
      readonly priceClass: string;
      readonly inviterRecordedName: string | null;
    }
  /** The one who was called and has accepted joins. */
  | { readonly kind: 'bring-in'; readonly dialOutId: string }
  /** Ends the call; the phrases are for one who has answered. */
  | {
      readonly kind: 'end-dial-out';
      readonly dialOutId: string;
      readonly phrases: readonly Phrase[];
    }
  /** Into the conference's file of this number, a new one where there is none yet. */
  | { readonly kind: 'start-recording'; readonly file: number }
  /** The file can go on. */
  | { readonly kind: 'stop-recording'; readonly file: number }
  /** Stops, too. */
  | { readonly kind: 'close-recording'; readonly file: number }
  /** A recorded name that nobody will be called by any more. */
  | { readonly kind: 'forget-name'; readonly recordedName: string }
  /** As `forget-name`, but only after so many days. */
  | { readonly kind: 'keep-name'; readonly recordedName: string; readonly days: number }
  /** Replaces the one before; null when nothing is due. */
  | { readonly kind: 'set-deadline'; readonly atMs: number | null }
  /** The mix can go. Legs may still be hearing their last words, outside it. */
  | { readonly kind: 'end-conference'; readonly reason: EndReason };

export type MemberQuestion =
  /** Whom to call (K3); answered by the command `dial-out`. */
  | { readonly kind: 'phone-number' }
  /** Whether to bring in who was called; answered by `bring-in` or `cancel-dial-out`. */
  | { readonly kind: 'callee'; readonly dialOutId: string };
