import { DateTime } from 'luxon';
import type { ScheduledConference } from '../../ports/schedule.js';
import type { AccessNumberRecord } from '../../ports/access-numbers.js';
import type { Language } from '../../ports/language.js';
import { dialString, dialUri, numbersByCountry } from './dial-strings.js';
import { localeOf } from '../../../languages/locales.js';
import { texts } from '../../../languages/languages.js';
import { recurrenceText } from './recurrence-text.js';
import { momentOf } from './wall-clock.js';

/** Who invites, and how one gets in. Never a PIN: whoever has it is an organizer. */
export interface Inviter {
  readonly name: string;
  readonly email: string;
  readonly roomNumber: string;
  readonly numbers: readonly AccessNumberRecord[];
}

export type InvitationOccasion = 'invited' | 'changed' | 'cancelled';

/** What a mail or a calendar entry says, as text: the same lines in both. */
export function joiningText(
  conference: ScheduledConference,
  inviter: Inviter,
  language: Language,
): string {
  return plainText(joiningLines(conference, inviter, language, 'invited').slice(2));
}

export type JoiningLine =
  | { readonly kind: 'paragraph' | 'heading' | 'item'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string; readonly dial: string; readonly uri: string };

export function joiningLines(
  conference: ScheduledConference,
  inviter: Inviter,
  language: Language,
  occasion: InvitationOccasion,
): readonly JoiningLine[] {
  const text = texts(language).invitation;
  const opening = {
    invited: text.invites,
    changed: text.hasChanged,
    cancelled: text.hasCancelled,
  }[occasion](inviter.name);
  const what: JoiningLine[] = [
    { kind: 'paragraph', text: opening },
    { kind: 'heading', text: conference.subject },
    { kind: 'item', text: text.labelled(text.when, whenText(conference, language)) },
    ...(conference.recurrence === null
      ? []
      : [item(text.labelled(text.repeats, recurrenceText(conference.recurrence, language)))]),
  ];
  if (occasion === 'cancelled') return what;
  const note: JoiningLine[] = conference.note
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => ({ kind: 'paragraph', text: line }));
  return [
    ...what,
    ...note,
    { kind: 'heading', text: text.labelled(text.room, inviter.roomNumber) },
    ...numberLines(inviter, language),
    { kind: 'heading', text: text.commands },
    ...text.keys.map(([keys, meaning]) => item(`${keys} ${meaning}`)),
  ];
}

function numberLines(inviter: Inviter, language: Language): readonly JoiningLine[] {
  const text = texts(language).invitation;
  if (inviter.numbers.length === 0) return [{ kind: 'paragraph', text: text.noNumbers }];
  const numbers = numbersByCountry(inviter.numbers, language).flatMap((country) =>
    country.numbers.map((number): JoiningLine => ({
      kind: 'number',
      text: text.labelled(country.name, `${number.number} (${text.kinds[number.kind]})`),
      dial: dialString(number.number, inviter.roomNumber),
      uri: dialUri(number.number, inviter.roomNumber),
    })),
  );
  return [
    { kind: 'paragraph', text: `${text.dial} (${text.oneTap})` },
    ...numbers,
    { kind: 'paragraph', text: text.thenKey(inviter.roomNumber) },
  ];
}

const item = (text: string): JoiningLine => ({ kind: 'item', text });

/** `Monday, 23 November 2026, 15:30 – 16:30 (Europe/Brussels)` */
function whenText(
  conference: Pick<ScheduledConference, 'startsAt' | 'timeZone' | 'durationMinutes'>,
  language: Language,
): string {
  const { startsAt, timeZone, durationMinutes } = conference;
  const locale = localeOf(language).tag;
  const start = DateTime.fromMillis(momentOf(startsAt, timeZone), { zone: timeZone, locale });
  const end = start.plus({ minutes: durationMinutes });
  const day = start.toLocaleString(DateTime.DATE_HUGE);
  const times = [start, end].map((at) => at.toLocaleString(DateTime.TIME_24_SIMPLE)).join(' – ');
  return `${day}, ${times} (${timeZone})`;
}

export function plainText(lines: readonly JoiningLine[]): string {
  return lines
    .map((line) => {
      switch (line.kind) {
        case 'paragraph':
          return `${line.text}\n`;
        case 'heading':
          return `\n${line.text}\n`;
        case 'item':
          return `  ${line.text}`;
        case 'number':
          return `  ${line.text}\n    ${line.dial}`;
      }
    })
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
