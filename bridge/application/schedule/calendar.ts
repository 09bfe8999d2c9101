import { defaultLanguage } from '../../conference/languages.js';
import icalGenerator, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { DateTime } from 'luxon';
import type { ScheduleContact, ScheduledConference } from '../../ports/schedule.js';
import { dialString, numbersByCountry } from './dial-strings.js';
import { type Inviter, joiningText } from './joining-lines.js';
import { recurrenceRule } from './rrule.js';
import { timeZoneComponent } from './time-zone-component.js';
import { momentOf } from './wall-clock.js';

export type CalendarMethod = 'REQUEST' | 'CANCEL' | 'PUBLISH';

export const calendarFileName = 'invite.ics';

/**
 * An iCalendar object (RFC 5545) for one contact (RFC 5546), or, with no contact, for whoever
 * downloads it. Only its own reader is named in it: contacts do not learn each other's addresses.
 */
export function calendarFile(
  conference: ScheduledConference,
  inviter: Inviter,
  contact: ScheduleContact | null,
  method: CalendarMethod,
): string {
  const { timeZone, startsAt } = conference;
  const startMs = momentOf(startsAt, timeZone);
  const start = DateTime.fromMillis(startMs, { zone: timeZone });
  const language = contact?.language ?? conference.contacts[0]?.language ?? defaultLanguage;
  const calendar = icalGenerator({
    prodId: { company: 'Partyline', product: 'Partyline', language: language.toUpperCase() },
    method: ICalCalendarMethod[method],
    // No zone for the calendar itself: DTSTAMP must be in UTC (RFC 5545 §3.8.7.2).
    timezone: { name: null, generator: (name) => timeZoneComponent(name, startMs) },
  });
  const first = numbersByCountry(inviter.numbers, language)[0]?.numbers[0];
  const event = calendar.createEvent({
    id: `${conference.id}@partyline`,
    sequence: conference.sequence,
    stamp: DateTime.fromMillis(conference.changedAtMs, { zone: 'utc' }),
    start,
    end: start.plus({ minutes: conference.durationMinutes }),
    timezone: timeZone,
    summary: conference.subject,
    description: joiningText(conference, inviter, language),
    location:
      first === undefined ? inviter.roomNumber : dialString(first.number, inviter.roomNumber),
    organizer: { name: parameterText(inviter.name), email: inviter.email },
    status: method === 'CANCEL' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.OPAQUE,
    busystatus: ICalEventBusyStatus.BUSY,
  });
  if (conference.recurrence !== null) {
    event.repeating(`RRULE:${recurrenceRule(conference.recurrence, startsAt, timeZone)}`);
  }
  if (contact !== null) {
    event.createAttendee({
      name: parameterText(contact.name === '' ? contact.email : contact.name),
      email: contact.email,
      role: ICalAttendeeRole.REQ,
      type: ICalAttendeeType.INDIVIDUAL,
      status: ICalAttendeeStatus.NEEDSACTION,
      rsvp: true,
    });
  }
  return calendar.toString();
}

/** In a parameter's value neither quotes nor control characters can be written (RFC 5545 §3.1). */
function parameterText(text: string): string {
  return text
    .replaceAll('"', "'")
    .replace(/\p{Cc}+/gu, ' ')
    .replaceAll('\\', '/');
}
