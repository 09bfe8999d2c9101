import t from 'tap';
import { CsvFormat } from '../../../portal/csv/csv.js';
import { parseCsv } from '../../support/parse-csv.js';

t.test('a file opens right in Excel in both languages', (t) => {
  const at = Date.UTC(2026, 2, 29, 0, 59, 59);
  const cells = ['Été; "x", y', { number: 1234.5, digits: 2 }, { at, timeZone: 'Europe/Paris' }];
  const english = new CsvFormat('en');
  const french = new CsvFormat('fr');
  t.equal(english.head(['a', 'b']), '\uFEFF"a","b"\r\n');
  t.equal(french.head(['a', 'b']), '\uFEFF"a";"b"\r\n');
  t.equal(english.row(cells), '"Été; ""x"", y","1234.50","2026-03-29 01:59:59"\r\n');
  t.equal(french.row([...cells, null]), '"Été; ""x"", y";"1234,50";"2026-03-29 01:59:59";\r\n');
  t.same(parseCsv(french.row(cells), ';'), [['Été; "x", y', '1234,50', '2026-03-29 01:59:59']]);
  t.end();
});

t.test('no cell is a formula, nor leaves its cell', (t) => {
  const hostile = [
    "=cmd|' /C calc'!A0",
    '+32470000001',
    '-1+1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '\uFF1D1',
    '"=1',
    'a\r\n=1',
    '",=1,"',
  ];
  for (const [language, separator] of [
    ['en', ','],
    ['fr', ';'],
  ] as const) {
    const [row = []] = parseCsv(new CsvFormat(language).row(hostile), separator);
    t.equal(row.length, hostile.length);
    row.forEach((cell, n) => {
      t.notMatch(cell, /^\s*[=+\-@\uFF1D]/, JSON.stringify(hostile[n]));
      t.ok(cell === hostile[n] || cell === `'${hostile[n]!}`, 'otherwise as it was');
    });
  }
  t.end();
});
