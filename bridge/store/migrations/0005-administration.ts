import type { Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.js';

/** The numbers given to each organizer, and the audit log. */
export async function administration(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('organizer_numbers')
    .ifNotExists()
    .addColumn('organizer_id', 'text', (column) => column.notNull().references('organizers.id'))
    .addColumn('number', 'text', (column) =>
      column.notNull().references('access_numbers.number').onDelete('cascade'),
    )
    .addPrimaryKeyConstraint('organizer_numbers_key', ['organizer_id', 'number'])
    .execute();
  // No foreign keys: the log outlives what it tells of.
  await db.schema
    .createTable('audit')
    .ifNotExists()
    .addColumn('sequence', types.sequence, (column) => column.primaryKey())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('at', types.bigInteger, (column) => column.notNull())
    .addColumn('actor_kind', 'text', (column) => column.notNull())
    .addColumn('actor_id', 'text')
    .addColumn('actor_name', 'text')
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('subject_kind', 'text', (column) => column.notNull())
    .addColumn('subject_id', 'text', (column) => column.notNull())
    .addColumn('subject_name', 'text', (column) => column.notNull())
    .addColumn('group_id', 'text')
    .addColumn('detail', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('audit_account')
    .ifNotExists()
    .on('audit')
    .columns(['account_id', 'sequence'])
    .execute();
  await db.schema
    .createIndex('organizers_name')
    .ifNotExists()
    .on('organizers')
    .columns(['account_id', 'name', 'id'])
    .execute();
}
