import t from 'tap';
import { attachmentHeader, recordingFileName } from '../../../recordings/file-name.js';
import { cleanTitle } from '../../../recordings/title.js';

const startedAtMs = Date.UTC(2026, 10, 23, 14, 35);
const nameOf = (title: string | null, timeZone = 'UTC') =>
  recordingFileName({ roomNumber: '700100', title, startedAtMs }, timeZone);

/** What a client that knows RFC 8187 saves the file as. */
const nameIn = (header: string) => decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(header)![1]!);

t.test('a file is named by room, title and time, as the reader has it', (t) => {
  t.equal(nameOf('Weekly sync'), '700100 Weekly sync 2026-11-23 14-35.mp3');
  t.equal(nameOf(null), '700100 2026-11-23 14-35.mp3');
  t.equal(nameOf('Réunion', 'Europe/Brussels'), '700100 Réunion 2026-11-23 15-35.mp3');
  t.equal(nameOf('x', 'Pacific/Kiritimati'), '700100 x 2026-11-24 04-35.mp3');
  t.end();
});

t.test('whatever the title, the name is one that every system takes', (t) => {
  const hostile = [
    '../../etc/passwd',
    '..\\..\\windows',
    'a\r\nSet-Cookie: b=c',
    'nul\0byte',
    '<img src=x onerror=alert(1)>',
    '=HYPERLINK("http://x")',
    '"; filename="evil.exe',
    '\u202egpj.exe',
    'x'.repeat(10_000),
    '会'.repeat(3_000),
    '🎉'.repeat(3_000),
    'عرض المبيعات',
    '\ud800 alone',
    '%2e%2e%2f',
    "it's (a) *star*!",
  ];
  for (const title of hostile) {
    const name = nameOf(title);
    const shown = JSON.stringify(title.slice(0, 30));
    t.match(name, /^700100 .*2026-11-23 14-35\.mp3$/u, shown);
    t.notMatch(name, /[\p{C}<>:"/\\|?*]/u, `${shown}: nothing that a file system refuses`);
    t.ok(Buffer.byteLength(name) <= 220, `${shown}: short enough`);
    const header = attachmentHeader(name);
    t.match(
      header,
      /^attachment; filename="[A-Za-z0-9 ._,()+=@#-]+"; filename\*=UTF-8''[A-Za-z0-9%._~-]+$/,
      `${shown}: a header of plain letters`,
    );
    t.equal(nameIn(header), name, `${shown}: the real name for those that know it`);
  }
  t.end();
});

t.test('clients that know ASCII alone are given it without accents', (t) => {
  const plain = (title: string) => /filename="([^"]*)"/.exec(attachmentHeader(nameOf(title)))![1];
  t.equal(plain('Réunion à Liège'), '700100 Reunion a Liege 2026-11-23 14-35.mp3');
  t.equal(plain('会議'), '700100 _ 2026-11-23 14-35.mp3');
  t.end();
});

t.test('a title is one line of what can be seen', (t) => {
  const cases: readonly (readonly [string, string])[] = [
    ['  Weekly\t\r\nsync ', 'Weekly sync'],
    ['\u202eevil\u2066', 'evil'],
    ['e\u0301te\u0301', '\u00e9t\u00e9'],
    ['<b>bold</b>', '<b>bold</b>'],
    ['עברית', 'עברית'],
    ['👩‍🚀', '👩‍🚀'],
    ['a\ud800b', 'a b'],
    ['x'.repeat(200), 'x'.repeat(200)],
  ];
  for (const [entered, kept] of cases) t.equal(cleanTitle(entered), kept);
  for (const entered of ['', ' ', '\0', '\u200f', 'x'.repeat(201), 'x'.repeat(10_000)]) {
    t.throws(() => cleanTitle(entered), { code: 'bad-value' });
  }
  t.end();
});
