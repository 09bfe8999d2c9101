import { existsSync, readFileSync } from 'node:fs';
import t from 'tap';

/** How many rows the product has under each letter; H and S are not built yet. */
const rowsOf = { A: 13, K: 12, R: 7, P: 8, M: 6 } as const;

const lines = readFileSync('docs/rows.md', 'utf8').split('\n');
const rows = lines.flatMap((line) => {
  const [, id, ...cells] = line.split('|').map((cell) => cell.trim());
  return id !== undefined && /^[A-Z]\d+$/.test(id) ? [{ id, seenIn: cells.at(-2) ?? '' }] : [];
});

/** `keypad` is an acceptance test; what has a folder is given from `test/`; commands and keys are none. */
function testsNamed(text: string): readonly string[] {
  const quoted = [...text.matchAll(/`([a-z0-9/-]+)`/g)].map(([, name]) => name!);
  return quoted.map((name) => (name.includes('/') ? name : `acceptance/${name}`));
}

t.test('every row of the product stands there once', (t) => {
  const wanted = Object.entries(rowsOf).flatMap(([letter, count]) =>
    Array.from({ length: count }, (_, i) => `${letter}${i + 1}`),
  );
  t.same(
    rows.map(({ id }) => id),
    wanted,
  );
  t.end();
});

t.test('every row names a test, and every test that is named exists', (t) => {
  for (const { id, seenIn } of rows) {
    const named = testsNamed(seenIn);
    t.ok(named.length > 0, id);
    for (const name of named) {
      const exists = [`test/${name}.test.ts`, `test/${name}.ts`].some((file) => existsSync(file));
      t.ok(exists, `${id}: ${name}`);
    }
  }
  t.end();
});
