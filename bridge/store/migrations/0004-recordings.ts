import type { Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.js';

/**
 * Recordings, who spoke in them, and who heard that they were made. Like history they have no
 * foreign keys: they outlive the rooms and legs that they tell of. Every step may find itself half
 * done, or done by another program.
 */
export async function recordings(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('recordings')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('room_id', 'text', (column) => column.notNull())
    .addColumn('room_number', 'text', (column) => column.notNull())
    .addColumn('conference_id', 'text', (column) => column.notNull())
    .addColumn('title', 'text')
    .addColumn('started_at', types.bigInteger, (column) => column.notNull())
    .addColumn('expires_at', types.bigInteger, (column) => column.notNull())
    .addColumn('sample_rate', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('samples', types.bigInteger, (column) => column.notNull().defaultTo(0))
    .addColumn('bytes', types.bigInteger, (column) => column.notNull().defaultTo(0))
    .addColumn('parts', 'text', (column) => column.notNull().defaultTo('[]'))
    .addColumn('gaps', 'text', (column) => column.notNull().defaultTo('[]'))
    .addColumn('ended_at', types.bigInteger)
    .addColumn('sha256', 'text')
    .addColumn('recovered', 'integer')
    .addColumn('deleted_at', types.bigInteger)
    .addColumn('deleted_by', 'text')
    .addColumn('removed', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable('recording_speech')
    .ifNotExists()
    .addColumn('recording_id', 'text', (column) => column.primaryKey())
    .addColumn('turns', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('recording_notices')
    .ifNotExists()
    .addColumn('recording_id', 'text', (column) => column.notNull())
    .addColumn('leg_id', 'text', (column) => column.notNull())
    .addColumn('heard_at', types.bigInteger, (column) => column.notNull())
    .addPrimaryKeyConstraint('recording_notices_key', ['recording_id', 'leg_id', 'heard_at'])
    .execute();
  await indexes(db);
}

/** For the lists of an account, a room and a conference, newest first. */
async function indexes(db: Kysely<unknown>): Promise<void> {
  for (const columns of [
    ['account_id', 'started_at'],
    ['room_id', 'started_at'],
    ['conference_id'],
  ]) {
    await db.schema
      .createIndex(['recordings', ...columns].join('_'))
      .ifNotExists()
      .on('recordings')
      .columns(columns)
      .execute();
  }
  // What is open, expires, or waits to be removed is few among the many that are gone.
  const index = (name: string, column: string) =>
    db.schema.createIndex(name).ifNotExists().on('recordings').column(column);
  await index('recordings_open', 'started_at')
    .where('ended_at' as never, 'is', null)
    .execute();
  await index('recordings_kept', 'expires_at')
    .where('deleted_at' as never, 'is', null)
    .execute();
  await index('recordings_unremoved', 'deleted_at')
    .where('deleted_at' as never, 'is not', null)
    .where('removed' as never, '=', 0)
    .execute();
}
