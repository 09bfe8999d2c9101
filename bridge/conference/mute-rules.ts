import type { ConferencePrompt } from './phrase.js';
import type { ConferenceState, Member } from './state.js';
import type { MuteReason } from './words.js';

/** The reasons that a member may lift from its own line. */
export function liftableByItself(state: ConferenceState, member: Member): readonly MuteReason[] {
  // What one organizer may lift, so may the other.
  if (member.role === 'organizer') return ['self', 'organizer', 'lecture'];
  return state.lecture === 'strict' ? ['self'] : ['self', 'lecture'];
}

/** The reasons that an organizer or a user may lift from another's line. */
export const liftableByOthers: readonly MuteReason[] = ['organizer', 'lecture'];

/**
 * Why `*2` does nothing now (K2), or null.
 *
 * | self | organizer | lecture       | role        | `*2`                                          |
 * |------|-----------|---------------|-------------|-----------------------------------------------|
 * | –    | –         | –             | any         | mutes (self)                                  |
 * | yes  | –         | –             | any         | unmutes it                                    |
 * | any  | –         | yes, `open`   | participant | unmutes it                                    |
 * | any  | any       | yes, `strict` | participant | refused, and told how to ask for the floor    |
 * | –    | yes       | –             | participant | refused, and told who muted it: adding        |
 * |      |           |               |             | self would keep it silent after the organizer |
 * |      |           |               |             | lifts the mute                                |
 * | yes  | yes       | –             | participant | self lifted; still silent, and told who did it|
 * | any  | yes       | any           | organizer   | unmutes it                                    |
 */
export function ownMuteRefusal(state: ConferenceState, member: Member): ConferencePrompt | null {
  const { muteReasons } = member;
  if (member.role === 'organizer' || muteReasons.length === 0) return null;
  if (muteReasons.includes('lecture') && state.lecture === 'strict') return 'lecture-no-unmute';
  const liftable = liftableByItself(state, member);
  return muteReasons.some((reason) => liftable.includes(reason)) ? null : 'muted-by-organizer';
}

/** Reasons with one more; each at most once. */
export function withReason(
  reasons: readonly MuteReason[],
  reason: MuteReason,
): readonly MuteReason[] {
  return reasons.includes(reason) ? reasons : [...reasons, reason];
}

export function withoutReasons(
  reasons: readonly MuteReason[],
  lifted: readonly MuteReason[],
): readonly MuteReason[] {
  return reasons.filter((reason) => !lifted.includes(reason));
}
