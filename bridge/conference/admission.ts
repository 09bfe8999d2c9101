import { hasOrganizer } from './members.js';
import type { ConferenceState } from './state.js';
import type { RefusalReason, Role } from './words.js';

/**
 * Whether a newcomer must be refused, and why.
 *
 * | newcomer    | locked | organizer present | members        | outcome                 |
 * |-------------|--------|-------------------|----------------|-------------------------|
 * | organizer   | any    | any               | < capacity     | admitted (A10)          |
 * | organizer   | any    | any               | = capacity     | refused: full           |
 * | participant | yes    | any               | any            | refused: locked         |
 * | participant | no     | yes               | < capacity     | admitted                |
 * | participant | no     | yes               | = capacity     | refused: full           |
 * | participant | no     | no                | < capacity − 1 | admitted                |
 * | participant | no     | no                | ≥ capacity − 1 | refused: full           |
 *
 * The last place is kept for an organizer while none is present (A9). So the first organizer always
 * gets in; and when the last of them leaves a full conference, the place left behind is the one
 * kept for the return.
 */
export function refusalOf(state: ConferenceState, role: Role): RefusalReason | null {
  if (role === 'participant' && state.locked) return 'conference-locked';
  const keptForOrganizer = role === 'participant' && !hasOrganizer(state) ? 1 : 0;
  const places = state.options.capacity - keptForOrganizer;
  return state.members.length < places ? null : 'conference-full';
}
