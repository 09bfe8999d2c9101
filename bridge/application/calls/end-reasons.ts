import type { DialogueEndReason } from '../../../ivr/entry-dialogue/types.js';
import type { FormEndReason } from '../../../ivr/form/types.js';
import type { DepartureReason, LegEndReason } from '../../conference/words.js';
import type { HangupReason, LegEnd } from '../../ports/signalling.js';

/** Why we end a leg. Stable words: the history and the reports group by them. */
export type LocalEndReason =
  | LegEndReason
  | DialogueEndReason
  | FormEndReason
  | 'media-timeout'
  | 'failed'
  /** Of calls that we make: rung for too long, not taken up, taken back. */
  | 'no-answer'
  | 'not-accepted'
  | 'cancelled';

/** Why a leg ended, whoever ended it. `pumping`: refused as one too many of its number range. */
export type CallEndReason = LocalEndReason | LegEnd['by'] | 'rejected' | 'pumping';

/** ITU-T Q.850 causes: what the far end's network is told (RFC 3326). */
const NORMAL_CLEARING = 16;
const USER_BUSY = 17;
const NO_ANSWER = 19;
const CALL_REJECTED = 21;
const TEMPORARY_FAILURE = 41;
const RECOVERY_ON_TIMER_EXPIRY = 102;

const hangupReasons: Readonly<Record<LocalEndReason, HangupReason>> = {
  'conference-full': { q850: USER_BUSY, text: 'Conference full' },
  'conference-locked': { q850: CALL_REJECTED, text: 'Conference locked' },
  'conference-ended': { q850: NORMAL_CLEARING, text: 'Conference ended' },
  dropped: { q850: NORMAL_CLEARING, text: 'Ended by the organizer' },
  'wait-limit': { q850: NORMAL_CLEARING, text: 'No organizer came' },
  'system-closing': { q850: NORMAL_CLEARING, text: 'Service closing' },
  'media-lost': { q850: TEMPORARY_FAILURE, text: 'Media lost' },
  'media-timeout': { q850: RECOVERY_ON_TIMER_EXPIRY, text: 'No media' },
  'no-entry': { q850: NORMAL_CLEARING, text: 'Nothing keyed' },
  'wrong-room': { q850: NORMAL_CLEARING, text: 'Entry failed' },
  'wrong-pin': { q850: NORMAL_CLEARING, text: 'Entry failed' },
  'wrong-code': { q850: NORMAL_CLEARING, text: 'Entry failed' },
  'room-not-in-service': { q850: NORMAL_CLEARING, text: 'Room not in service' },
  'directory-failed': { q850: TEMPORARY_FAILURE, text: 'Temporary failure' },
  'no-answer': { q850: NO_ANSWER, text: 'No answer' },
  'not-accepted': { q850: NORMAL_CLEARING, text: 'Invitation not accepted' },
  cancelled: { q850: NORMAL_CLEARING, text: 'Invitation withdrawn' },
  failed: { q850: TEMPORARY_FAILURE, text: 'Temporary failure' },
};

export function hangupReasonFor(reason: LocalEndReason): HangupReason {
  return hangupReasons[reason];
}

/** How a member's going looks to its conference. */
export function departureReason(end: LegEnd, endedByUs: LocalEndReason | null): DepartureReason {
  if (endedByUs === 'media-timeout' || endedByUs === 'media-lost') return endedByUs;
  return end.by === 'remote-bye' ? 'remote-bye' : 'call-failed';
}
