import type { ConferenceState } from './state.js';
import type { Role } from './words.js';

/** What a newcomer must answer before it is let in. */
export type DoorQuestion =
  /** A5, of a participant: the code of this conference. */
  | { readonly kind: 'security-code' }
  /** A5, of an organizer: the code of this session. */
  | { readonly kind: 'new-security-code' }
  /** A6, of an organizer. `fallback` is what `#` alone stands for; null for none. */
  | { readonly kind: 'billing-code'; readonly required: boolean; readonly fallback: string | null }
  /** A7 */
  | { readonly kind: 'name' };

/** What the newcomer has answered so far; a question that was not put has no answer. */
export interface DoorAnswers {
  /** The conference whose security code was keyed right. */
  readonly keyedCodeOf?: string;
  /** Hashed. */
  readonly newSecurityCodeHash?: string;
  readonly billing?: { readonly code: string | null };
  /** The file of the recorded name; null where nothing was said. */
  readonly name?: { readonly recordedName: string | null };
}

/**
 * What is still to be asked of a newcomer.
 *
 * | question          | role        | while                                          |
 * |-------------------|-------------|------------------------------------------------|
 * | security code     | participant | the conference has one                         |
 * | new security code | organizer   | the room asks for one, the conference has none |
 * | billing code      | organizer   | the room asks for one, none has been given     |
 * | name              | any         | the room has a roll call                       |
 */
export function doorQuestions(
  state: ConferenceState,
  role: Role,
  answers: DoorAnswers,
): readonly DoorQuestion[] {
  const { options, securityCodeHash, billing } = state;
  const isOrganizer = role === 'organizer';
  const questions: DoorQuestion[] = [];
  if (!isOrganizer && securityCodeHash !== null && answers.keyedCodeOf !== state.id) {
    questions.push({ kind: 'security-code' });
  }
  const setsCode = isOrganizer && options.securityCode && securityCodeHash === null;
  if (setsCode && answers.newSecurityCodeHash === undefined) {
    questions.push({ kind: 'new-security-code' });
  }
  const setsBilling = isOrganizer && options.billingCode !== 'off' && billing === null;
  if (setsBilling && answers.billing === undefined) {
    const required = options.billingCode === 'required';
    questions.push({ kind: 'billing-code', required, fallback: options.billingCodeDefault });
  }
  if (options.rollCall && answers.name === undefined) questions.push({ kind: 'name' });
  return questions;
}
