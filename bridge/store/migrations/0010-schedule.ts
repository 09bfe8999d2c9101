import type { Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.js';

/** Conferences that contacts were invited to. */
export async function schedule(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('scheduled_conferences')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('organizer_id', 'text', (column) => column.notNull().references('organizers.id'))
    .addColumn('room_id', 'text', (column) => column.notNull().references('rooms.id'))
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('starts_at', 'text', (column) => column.notNull())
    .addColumn('time_zone', 'text', (column) => column.notNull())
    .addColumn('duration_minutes', 'integer', (column) => column.notNull())
    .addColumn('recurrence', 'text')
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('changed_at', types.bigInteger, (column) => column.notNull())
    .addColumn('cancelled_at', types.bigInteger)
    .execute();
  await db.schema
    .createIndex('scheduled_conferences_organizer')
    .ifNotExists()
    .on('scheduled_conferences')
    .columns(['organizer_id', 'changed_at'])
    .execute();
  await db.schema
    .createTable('schedule_contacts')
    .ifNotExists()
    .addColumn('schedule_id', 'text', (column) =>
      column.notNull().references('scheduled_conferences.id').onDelete('cascade'),
    )
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('schedule_contacts_key', ['schedule_id', 'email'])
    .execute();
}
