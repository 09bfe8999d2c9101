import type { Language } from './language.js';

/**
 * Conferences that somebody was invited to (P4). A room needs no booking: these are what was put
 * into people's calendars, and who they are.
 */
export interface ScheduleStore {
  add(conference: ScheduledConference): Promise<void>;
  /** Replaces it and its contacts, where its sequence is still the one before. @throws PartylineError `wrong-state` */
  replace(conference: ScheduledConference): Promise<void>;
  find(id: string): Promise<ScheduledConference | null>;
  /** An organizer's, cancelled ones left out, the last changed first. */
  list(organizerId: string, limit: number): Promise<readonly ScheduledConference[]>;
}

export interface ScheduledConference {
  /** A UUID; its calendar's UID is made of it, and never changes. */
  readonly id: string;
  readonly organizerId: string;
  readonly roomId: string;
  readonly subject: string;
  /** What else the contacts should know; may be empty. */
  readonly note: string;
  /** Wall-clock time of the first occurrence, `2026-11-23T15:30`. */
  readonly startsAt: string;
  /** A name of the time zone database. */
  readonly timeZone: string;
  readonly durationMinutes: number;
  readonly recurrence: Recurrence | null;
  readonly contacts: readonly ScheduleContact[];
  /** RFC 5546 §2.1.4: counts the changes that contacts were told of. */
  readonly sequence: number;
  readonly changedAtMs: number;
  readonly cancelledAtMs: number | null;
}

export interface ScheduleContact {
  readonly email: string;
  /** Empty when it is not known. */
  readonly name: string;
  readonly language: Language;
}

/** 1 is Monday, 7 Sunday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export type RecurrencePattern =
  | { readonly every: 'day'; readonly interval: number }
  /** Monday to Friday. */
  | { readonly every: 'weekday' }
  | { readonly every: 'week'; readonly interval: number; readonly days: readonly Weekday[] }
  /** Months without that date are left out, as RFC 5545 has it. */
  | { readonly every: 'month-date'; readonly interval: number; readonly date: number }
  /** The first to fourth, or the last (−1), of a weekday. */
  | {
      readonly every: 'month-weekday';
      readonly interval: number;
      readonly nth: 1 | 2 | 3 | 4 | -1;
      readonly day: Weekday;
    };

export interface Recurrence {
  readonly pattern: RecurrencePattern;
  readonly end: RecurrenceEnd;
}

export type RecurrenceEnd =
  | { readonly kind: 'never' }
  /** The last date it may fall on, `2026-12-31`. */
  | { readonly kind: 'until'; readonly date: string }
  | { readonly kind: 'count'; readonly count: number };
