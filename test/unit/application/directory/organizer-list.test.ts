import t from 'tap';
import { readOrganizerList } from '../../../../bridge/application/directory/organizer-list.js';

const problemsOf = (csv: string): (readonly [number, string])[] =>
  readOrganizerList(csv).flatMap(({ line, problems }) =>
    problems.map(({ column }) => [line, column] as const),
  );

t.test('a list of organizers is read with commas or semicolons, quoted or not', (t) => {
  const rows = readOrganizerList(
    '\uFEFFName;EMAIL;Group;Room;Pin;Language;Numbers\r\n' +
      'Ada Martin;Ada@Example.com;Sales;700100;83926517;fr;+32 2 555 01 00, +33155550100\r\n' +
      '\r\n' +
      '"Bob; ""the"" Builder";bob@example.com;;;;;\r\n',
  );
  t.same(rows, [
    {
      line: 2,
      name: 'Ada Martin',
      email: 'Ada@Example.com',
      organizer: {
        name: 'Ada Martin',
        email: 'ada@example.com',
        group: 'Sales',
        room: '700100',
        pin: '83926517',
        language: 'fr',
        numbers: ['+3225550100', '+33155550100'],
      },
      problems: [],
    },
    {
      line: 3,
      name: 'Bob; "the" Builder',
      email: 'bob@example.com',
      organizer: {
        name: 'Bob; "the" Builder',
        email: 'bob@example.com',
        group: null,
        room: null,
        pin: null,
        language: null,
        numbers: null,
      },
      problems: [],
    },
  ]);
  t.equal(readOrganizerList('name,email\nAda,ada@example.com').length, 1);
  t.same(readOrganizerList('email,name'), []);
  t.end();
});

t.test('each problem of a line names its column, and no PIN', (t) => {
  const csv = [
    'name,email,room,pin,language,numbers',
    ',ada@example,12,1234567,de,+32 2 555 01 00',
    'Bob,bob@example.com,700100,12x4,en,0225550100',
    'Eve,not an address,,,,',
    'Short line',
  ].join('\n');
  t.same(problemsOf(csv), [
    [2, 'name'],
    [2, 'room'],
    [2, 'language'],
    [3, 'pin'],
    [3, 'numbers'],
    [4, 'email'],
    [5, 'email'],
  ]);
  const rows = readOrganizerList(csv);
  t.ok(rows.every(({ organizer }) => organizer === null));
  t.notMatch(JSON.stringify(rows), /1234567|12x4/);
  t.end();
});

t.test('a value that two lines share is a problem of the second', (t) => {
  const csv = [
    'name,email,room',
    'Ada,ada@example.com,700100',
    'Bob,ADA@example.com,',
    'Eve,eve@example.com,700100',
  ].join('\n');
  t.same(problemsOf(csv), [
    [3, 'email'],
    [4, 'room'],
  ]);
  t.match(readOrganizerList(csv)[1]!.problems[0]!.message, 'line 2');
  t.end();
});

t.test('a file that is no such list is refused as a whole, with the mend', (t) => {
  for (const csv of [
    '',
    'name\nAda',
    'name,email,salary\nAda,ada@example.com,1',
    'name,email\n"Ada,ada@example.com',
    `name,email\n${'a,b@example.com\n'.repeat(1_001)}`,
    `name,email\n${'x'.repeat(20_000)},a@example.com`,
  ]) {
    t.throws(() => readOrganizerList(csv), { code: 'bad-value', mend: /./ }, csv.slice(0, 40));
  }
  t.end();
});
