import ICAL from 'ical.js';
import t from 'tap';
import { calendarFile } from '../../../../bridge/application/schedule/calendar.js';
import type { Inviter } from '../../../../bridge/application/schedule/joining-lines.js';
import { firstOccurrence } from '../../../../bridge/application/schedule/occurrences.js';
import { dayText, parseDay } from '../../../../bridge/application/schedule/local-date.js';
import { momentsOf } from '../../../../bridge/application/schedule/wall-clock.js';
import type {
  Recurrence,
  RecurrencePattern,
  ScheduleContact,
  ScheduledConference,
  Weekday,
} from '../../../../bridge/ports/schedule.js';
import { SeededRandom } from '../../../support/seeded-random.js';

const inviter: Inviter = {
  name: 'Ada Martin',
  email: 'ada@example.com',
  roomNumber: '700100',
  numbers: [
    { number: '+3280055501', country: 'BE', kind: 'toll-free', language: 'fr', greeting: null },
    { number: '+3225550100', country: 'BE', kind: 'toll', language: 'fr', greeting: null },
    { number: '+33155501001', country: 'FR', kind: 'toll', language: 'fr', greeting: null },
  ],
};

const contact: ScheduleContact = { email: 'bob@example.org', name: 'Bob', language: 'en' };

const conference: ScheduledConference = {
  id: '6a6ddb22-6f71-4b5f-9f0c-8f6c7f3c8a11',
  organizerId: 'ada',
  roomId: 'room-ada',
  subject: 'Weekly review',
  note: '',
  startsAt: '2026-03-24T15:30',
  timeZone: 'Europe/Brussels',
  durationMinutes: 45,
  recurrence: null,
  contacts: [contact],
  sequence: 0,
  changedAtMs: Date.UTC(2026, 2, 1),
  cancelledAtMs: null,
};

/** The file as an independent parser reads it. Its time zones are those of the file alone. */
function parsed(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const component = calendar.getFirstSubcomponent('vevent')!;
  return { calendar, component, event: new ICAL.Event(component) };
}

/** The first `count` occurrences as the parser has them, ms since the epoch. */
function momentsInFile(text: string, count: number): readonly number[] {
  const { event } = parsed(text);
  if (!event.isRecurring()) return [event.startDate.toUnixTime() * 1000];
  const iterator = event.iterator();
  const moments: number[] = [];
  for (;;) {
    // Typed as always there; it is not, after the last.
    const next = iterator.next() as ICAL.Time | null | undefined;
    if (!next) break;
    moments.push(next.toUnixTime() * 1000);
    if (moments.length === count) break;
  }
  return moments;
}

function ours(series: ScheduledConference, count: number): readonly number[] {
  const moments: number[] = [];
  for (const moment of momentsOf(series)) if (moments.push(moment) === count) break;
  return moments;
}

const fileOf = (series: ScheduledConference) => calendarFile(series, inviter, contact, 'REQUEST');

t.test('an invitation has what Outlook and Google ask for', (t) => {
  const text = fileOf(conference);
  const { calendar, component, event } = parsed(text);
  t.equal(calendar.getFirstPropertyValue('method'), 'REQUEST');
  t.equal(calendar.getFirstPropertyValue('version'), '2.0');
  t.equal(event.uid, `${conference.id}@partyline`);
  t.equal(event.sequence, 0);
  t.equal(event.summary, 'Weekly review');
  t.equal(event.organizer, 'mailto:ada@example.com');
  const attendees = component.getAllProperties('attendee');
  t.equal(attendees.length, 1);
  t.match(attendees[0]?.getFirstValue()?.toString().toLowerCase(), 'mailto:bob@example.org');
  t.equal(attendees[0]?.getParameter('rsvp'), 'TRUE');
  t.equal(attendees[0]?.getParameter('partstat'), 'NEEDS-ACTION');
  t.equal(component.getFirstPropertyValue('dtstamp')?.toString(), '2026-03-01T00:00:00Z');
  t.equal(component.getFirstPropertyValue('status'), 'CONFIRMED');
  t.equal(component.getFirstProperty('dtstart')?.getParameter('tzid'), 'Europe/Brussels');
  t.equal(event.duration.toSeconds(), 45 * 60);
  t.match(event.description, '+3225550100,,700100#');
  t.match(event.location, '+3225550100,,700100#', 'local rate, the first country');
  for (const line of text.split('\r\n')) t.ok(Buffer.byteLength(line) <= 75, 'folded lines');
  t.notOk(text.replaceAll('\r\n', '').includes('\n'), 'CRLF only');
  t.end();
});

t.test('a cancellation keeps the UID and says so', (t) => {
  const text = calendarFile({ ...conference, sequence: 3 }, inviter, contact, 'CANCEL');
  const { calendar, component, event } = parsed(text);
  t.equal(calendar.getFirstPropertyValue('method'), 'CANCEL');
  t.equal(component.getFirstPropertyValue('status'), 'CANCELLED');
  t.equal(event.sequence, 3);
  t.equal(event.uid, `${conference.id}@partyline`);
  t.end();
});

t.test('hostile texts stay inside their property', (t) => {
  const hostile = 'x\r\nATTENDEE:mailto:eve@evil.example\r\nEND:VEVENT;,\\"\u0007é'.repeat(4);
  const series = { ...conference, subject: hostile, note: hostile };
  const named = { ...contact, name: '";X=1:mailto:eve@evil.example\r\nX-Y:1' };
  const text = calendarFile(series, { ...inviter, name: hostile }, named, 'REQUEST');
  const { calendar, component } = parsed(text);
  t.equal(calendar.getAllSubcomponents('vevent').length, 1);
  t.equal(component.getAllProperties('attendee').length, 1);
  t.notOk(component.hasProperty('x-y'));
  t.notOk(component.hasProperty('end'));
  t.equal(component.getFirstPropertyValue('organizer'), 'mailto:ada@example.com');
  t.end();
});

const never = { kind: 'never' } as const;
const series = (pattern: RecurrencePattern, end: Recurrence['end'] = never): Recurrence => ({
  pattern,
  end,
});

t.test('a series keeps its wall-clock time when the clocks change', (t) => {
  const weekly = { ...conference, recurrence: series({ every: 'week', interval: 1, days: [2] }) };
  const moments = momentsInFile(fileOf(weekly), 33);
  t.equal(moments[0], Date.UTC(2026, 2, 24, 14, 30), 'winter: UTC+1');
  t.equal(moments[1], Date.UTC(2026, 2, 31, 13, 30), 'summer: UTC+2');
  t.equal(moments[30], Date.UTC(2026, 9, 20, 13, 30));
  t.equal(moments[31], Date.UTC(2026, 9, 27, 14, 30));
  t.same(moments, ours(weekly, 33));
  t.end();
});

t.test('the end of a series is the same for both', (t) => {
  const daily = { every: 'day', interval: 1 } as const;
  const until = series(daily, { kind: 'until', date: '2026-03-31' });
  const byDate = { ...conference, recurrence: until };
  t.equal(momentsInFile(fileOf(byDate), 100).length, 8, 'the last day is in it, in summer time');
  t.same(momentsInFile(fileOf(byDate), 100), ours(byDate, 100));
  const byCount = { ...conference, recurrence: series(daily, { kind: 'count', count: 5 }) };
  t.equal(momentsInFile(fileOf(byCount), 100).length, 5);
  t.same(momentsInFile(fileOf(byCount), 100), ours(byCount, 100));
  t.end();
});

t.test('months without the day are left out', (t) => {
  const monthly = series({ every: 'month-date', interval: 1, date: 31 });
  const onThe31st = { ...conference, startsAt: '2026-01-31T09:00', recurrence: monthly };
  const moments = momentsInFile(fileOf(onThe31st), 5);
  t.same(
    moments.map((at) => new Date(at).getUTCMonth() + 1),
    [1, 3, 5, 7, 8],
  );
  t.same(moments, ours(onThe31st, 5));
  t.end();
});

const zones = [
  'Europe/Brussels',
  'Europe/London',
  'Europe/Dublin',
  'America/New_York',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Jerusalem',
  'Pacific/Chatham',
  'America/St_Johns',
  'UTC',
];

t.test('random series in many zones: the file says what our list says', (t) => {
  const seed = 11;
  const random = new SeededRandom(seed);
  for (let n = 0; n < 112; n++) {
    const pattern = randomPattern(random);
    const day = firstOccurrence(parseDay('2026-01-01') + random.below(700), pattern)!;
    // Between 23:00 and 4:00 some hours come twice, of which the parser takes the second.
    const hour = String(4 + random.below(19)).padStart(2, '0');
    const one = {
      ...conference,
      timeZone: zones[n % zones.length]!,
      startsAt: `${dayText(day)}T${hour}:15`,
      recurrence: { pattern, end: randomEnd(random, day) },
    };
    const what = `seed ${seed}: ${one.timeZone} ${one.startsAt} ${JSON.stringify(one.recurrence)}`;
    t.same(momentsInFile(fileOf(one), 25), ours(one, 25), what);
  }
  t.end();
});

function randomPattern(random: SeededRandom): RecurrencePattern {
  const interval = 1 + random.below(3);
  const day = (1 + random.below(7)) as Weekday;
  switch (random.below(5)) {
    case 0:
      return { every: 'day', interval };
    case 1:
      return { every: 'weekday' };
    case 2: {
      const days = ([1, 2, 3, 4, 5, 6, 7] as const).filter(() => random.below(3) === 0);
      return { every: 'week', interval, days: days.length === 0 ? [day] : days };
    }
    case 3:
      return { every: 'month-date', interval, date: 1 + random.below(31) };
    default: {
      const nth = ([1, 2, 3, 4, -1] as const)[random.below(5)]!;
      return { every: 'month-weekday', interval, nth, day };
    }
  }
}

function randomEnd(random: SeededRandom, firstDay: number): Recurrence['end'] {
  switch (random.below(3)) {
    case 0:
      return never;
    case 1:
      return { kind: 'until', date: dayText(firstDay + random.below(400)) };
    default:
      return { kind: 'count', count: 1 + random.below(30) };
  }
}
