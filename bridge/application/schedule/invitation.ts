import type { Mail } from '../../ports/mailer.js';
import type { ScheduleContact, ScheduledConference } from '../../ports/schedule.js';
import { type CalendarMethod, calendarFile, calendarFileName } from './calendar.js';
import { texts } from '../../../languages/languages.js';
import {
  type Inviter,
  type InvitationOccasion,
  type JoiningLine,
  joiningLines,
  plainText,
} from './joining-lines.js';

/** The one mail that a contact gets, in the contact's language. */
export function invitationMail(
  conference: ScheduledConference,
  inviter: Inviter,
  contact: ScheduleContact,
  occasion: InvitationOccasion,
): Mail {
  const text = texts(contact.language).invitation;
  const method: CalendarMethod = occasion === 'cancelled' ? 'CANCEL' : 'REQUEST';
  const subject = {
    invited: conference.subject,
    changed: text.update(conference.subject),
    cancelled: text.cancelled(conference.subject),
  }[occasion];
  const lines = joiningLines(conference, inviter, contact.language, occasion);
  return {
    to: { name: contact.name, address: contact.email },
    replyTo: { name: inviter.name, address: inviter.email },
    subject,
    text: plainText(lines),
    html: markup(lines),
    calendar: {
      method,
      content: calendarFile(conference, inviter, contact, method),
      fileName: calendarFileName,
    },
  };
}

function markup(lines: readonly JoiningLine[]): string {
  const body = lines.map((line) => {
    const text = escaped(line.text);
    switch (line.kind) {
      case 'paragraph':
        return `<p>${text}</p>`;
      case 'heading':
        return `<h2 style="font-size:1.1em">${text}</h2>`;
      case 'item':
        return `<div>${text}</div>`;
      case 'number':
        return `<div>${text}<br><a href="${escaped(line.uri)}">${escaped(line.dial)}</a></div>`;
    }
  });
  return `<!doctype html><html><body style="font-family:sans-serif">${body.join('\n')}</body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
