import type { Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.js';

/** What the defence against guessing and pumping remembers across restarts. */
export async function tallies(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('tallies')
    .ifNotExists()
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('level', types.real, (column) => column.notNull())
    .addColumn('at', types.bigInteger, (column) => column.notNull())
    .addColumn('until', types.bigInteger, (column) => column.notNull())
    .addPrimaryKeyConstraint('tallies_key', ['kind', 'key'])
    .execute();
}
