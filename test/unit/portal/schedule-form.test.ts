import { texts } from '../../../languages/languages.js';
import { inspect } from 'node:util';
import t from 'tap';
import { readForm } from '../../../portal/http/form.js';
import { readContacts } from '../../../portal/routes/schedule/contacts.js';
import {
  type ScheduleFields,
  readEntry,
  scheduleSchema,
} from '../../../portal/routes/schedule/schedule-form.js';

const nowMs = Date.UTC(2026, 10, 23);
const good = {
  subject: 'Review',
  date: '2026-12-01',
  time: '15:30',
  timeZone: 'Europe/Brussels',
  minutes: '45',
  language: 'en',
  contacts: 'bob@example.org',
};

/** The names of the fields that are refused; none when all is well. */
function refused(changes: Readonly<Record<string, unknown>>): readonly string[] {
  const read = scheduleSchema.safeParse({ ...good, ...changes });
  if (!read.success) return read.error.issues.map((issue) => String(issue.path[0]));
  const entry = readEntry(read.data, texts('en').schedule, nowMs);
  return 'refused' in entry ? Object.keys(entry.refused) : [];
}

function entryOf(changes: Readonly<Record<string, unknown>>) {
  const read = scheduleSchema.parse({ ...good, ...changes }) satisfies ScheduleFields;
  const entry = readEntry(read, texts('en').schedule, nowMs);
  if ('refused' in entry) throw new Error(JSON.stringify(entry.refused));
  return entry.entry;
}

t.test('every bad value is refused by the name of its field', (t) => {
  t.same(refused({}), []);
  const bad: Readonly<Record<string, readonly unknown[]>> = {
    subject: [undefined, '', '   ', 'x'.repeat(121), 'a\r\nBcc: eve@evil.example', ['a']],
    note: ['x'.repeat(1_501), {}],
    date: [undefined, '', '2026-02-30', '23/11/2026', '2026-11-01', '0001-01-01', '9'.repeat(30)],
    time: [undefined, '', '24:00', '7:5', 'noon', '15:30:00'],
    timeZone: [undefined, '', 'Mars/Olympus', 'x'.repeat(65), '../../etc/passwd'],
    minutes: ['', '0', '1441', '1.5', 'NaN', '1e9', 'forty'],
    repeat: ['hourly', '__proto__'],
    interval: ['0', '100', '-1', '1.5'],
    day1: ['yes'],
    end: ['someday'],
    count: ['0', '1000', 'many'],
    contacts: [
      'bob',
      'bob@',
      '<script>@x',
      'a@b.c\nnobody',
      'x'.repeat(60_001),
      '"\u0000" <a@b.cd>',
    ],
    language: [undefined, 'de'],
    action: ['drop'],
  };
  for (const [field, values] of Object.entries(bad)) {
    for (const value of values) {
      const what = `${field}: ${inspect(value).slice(0, 60)}`;
      t.same(refused({ [field]: value }), [field], what);
    }
  }
  t.same(refused({ repeat: 'day', end: 'until', until: '2026-11-30' }), ['until']);
  t.same(refused({ repeat: 'day', end: 'until', until: '' }), ['until']);
  t.same(refused({ date: '2027-03-28', time: '02:30' }), ['time'], 'left out by summer time');
  t.end();
});

t.test('the fields make a series', (t) => {
  t.equal(entryOf({}).recurrence, null);
  const patternOf = (changes: Readonly<Record<string, string>>) =>
    entryOf(changes).recurrence?.pattern;
  t.same(patternOf({ repeat: 'week' }), { every: 'week', interval: 1, days: [2] });
  t.same(patternOf({ repeat: 'week', day1: 'on', day5: 'on', interval: '2' }), {
    every: 'week',
    interval: 2,
    days: [1, 5],
  });
  t.same(patternOf({ repeat: 'month-date', date: '2026-12-31' }), {
    every: 'month-date',
    interval: 1,
    date: 31,
  });
  t.match(patternOf({ repeat: 'month-weekday' }), { nth: 1, day: 2 });
  t.match(patternOf({ repeat: 'month-weekday', date: '2026-12-29' }), { nth: -1, day: 2 });
  t.same(entryOf({ repeat: 'day', end: 'count', count: '3' }).recurrence?.end, {
    kind: 'count',
    count: 3,
  });
  t.equal(
    entryOf({ timeZone: 'Romance Standard Time' }).timeZone,
    'Europe/Paris',
    'as Outlook says',
  );
  t.end();
});

t.test('contacts are read as people write them', (t) => {
  const text = 'bob@example.org\r\n"Chloé D." <chloe@example.org> fr; BOB@example.org en\n\n';
  t.same(readContacts(text, 'fr'), {
    contacts: [
      { email: 'BOB@example.org', name: '', language: 'en' },
      { email: 'chloe@example.org', name: 'Chloé D.', language: 'fr' },
    ],
  });
  const many = Array.from({ length: 501 }, (_, n) => `a${n}@example.org`).join('\n');
  t.same(readContacts(many, 'en'), { tooMany: true });
  t.end();
});

t.test('what is too long is refused, and shown again whole', (t) => {
  const note = `${'a'.repeat(4_000)}end`;
  const read = readForm(scheduleSchema, { note, subject: ['a', 'b'] }, 'en');
  t.match(read, { ok: false, form: { values: { note }, problems: { note: String } } });
  t.ok('subject' in read.form.problems);
  t.end();
});
