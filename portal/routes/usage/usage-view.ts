import { texts } from '../../../languages/languages.js';
import { maskedNumber } from '../../../bridge/conference/shown-number.js';
import type { Language } from '../../../bridge/ports/language.js';
import type { CallUsage, ConferenceUsage, UsageScope } from '../../../bridge/ports/usage.js';
import type { SignedInVisit } from '../../http/visit.js';
import type { Texts } from '../../../languages/languages.js';
import type { UsageChoice } from './usage-choice.js';

/** How usage is written down: for whom, and what of the callers may be read. */
export interface UsageReader {
  readonly text: Texts['usage'];
  readonly visit: { readonly language: Language; readonly timeZone: string };
  readonly currency: string;
  /** Numbers of the rooms whose callers' numbers are masked here. */
  readonly maskedRooms: ReadonlySet<string>;
}

/** One showing of usage: an organizer's own, or an admin's report on many. */
export interface UsageView extends UsageReader {
  readonly visit: SignedInVisit;
  /** `/usage` or `/admin/reports`. */
  readonly path: string;
  readonly scope: UsageScope;
  /** Whether several organizers are in it, to be told apart. */
  readonly ofMany: boolean;
  readonly choice: UsageChoice;
  readonly nowMs: number;
}

export function usageView(parts: Omit<UsageView, 'text'>): UsageView {
  return { ...parts, text: texts(parts.visit.language).usage };
}

export function callerNumber(
  { maskedRooms }: Pick<UsageReader, 'maskedRooms'>,
  { roomNumber }: Pick<ConferenceUsage, 'roomNumber'>,
  { callerNumber: number }: Pick<CallUsage, 'callerNumber'>,
): string | null {
  const isMasked = roomNumber !== null && maskedRooms.has(roomNumber);
  return number === null || !isMasked ? number : maskedNumber(number);
}
