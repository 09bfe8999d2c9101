import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { languages } from '../../../bridge/conference/languages.js';

const folders = ['bridge', 'ivr', 'portal', 'config', 'recordings', 'scripts/cli', 'languages'];

/** Where a language may be named: the one list, and what is kept under each language's code. */
const mayName = [
  'bridge/conference/languages.ts',
  'languages/languages.ts',
  'languages/locales.ts',
  'ivr/say/grammars.ts',
];

const sources = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(folder, file)),
);

t.test('no source names a language but the tables of languages', (t) => {
  const named = new RegExp(`'(${languages.join('|')})'|\\b(${languages.join('|')}): `);
  const wrong = sources
    .filter((file) => !mayName.includes(file))
    .filter((file) => !/^languages\/\w+\//.test(file))
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => named.test(line) && !/^\s*(\*|\/\/|\/\*\*)/.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
  t.same(wrong, []);
  t.end();
});
