import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import t from 'tap';
import { numberRange } from '../../../bridge/store/migrations/0012-number-range.js';
import { foldedNames } from '../../../bridge/store/migrations/0013-folded-names.js';

t.test('who had no number of their own keeps all, and who had some keeps those', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'partyline-steps-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const database = new Database(path.join(folder, 'before.db'));
  database.exec(`
    create table organizers (id text primary key, account_id text, name text);
    create table groups (id text primary key, name text);
    create table organizer_numbers (organizer_id text, number text);
    insert into organizers values ('all', 'a', 'Élodie'), ('some', 'a', 'Zoé');
    insert into groups values ('g', 'Été');
    insert into organizer_numbers values ('some', '+3225550100');
  `);
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database }) });
  // Twice: a step that was cut short is begun again.
  for (const step of [numberRange, foldedNames, numberRange, foldedNames]) await step(db);
  t.same(database.prepare('select id, number_range, name_folded from organizers').all(), [
    { id: 'all', number_range: null, name_folded: 'elodie' },
    { id: 'some', number_range: 'chosen', name_folded: 'zoe' },
  ]);
  t.same(database.prepare('select name_folded from groups').all(), [{ name_folded: 'ete' }]);
  await db.destroy();
});
