import type { Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.js';

/** `Kysely<unknown>`: a migration is written against the tables of its day, not today's. */
export async function firstTables(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await directoryTables(db);
  await historyTables(db, types);
}

async function directoryTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('accounts')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('groups')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addUniqueConstraint('groups_name', ['account_id', 'name'])
    .execute();
  await db.schema
    .createTable('organizers')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('group_id', 'text', (column) => column.references('groups.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('email', 'text', (column) => column.notNull().unique())
    .addColumn('language', 'text')
    .addColumn('disabled', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('rooms')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('number', 'text', (column) => column.notNull().unique())
    .addColumn('organizer_id', 'text', (column) => column.notNull().references('organizers.id'))
    .addColumn('pin_hash', 'text', (column) => column.notNull())
    .addColumn('options', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('rooms_organizer').on('rooms').column('organizer_id').execute();
  await db.schema
    .createTable('access_numbers')
    .addColumn('number', 'text', (column) => column.primaryKey())
    .addColumn('country', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('greeting', 'text')
    .execute();
}

/**
 * History has no foreign keys: it outlives the rooms it tells of, and a row whose parent could not
 * be written is better kept than lost.
 */
async function historyTables(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('conferences')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('room_id', 'text', (column) => column.notNull())
    .addColumn('started_at', types.bigInteger, (column) => column.notNull())
    .addColumn('ended_at', types.bigInteger)
    .addColumn('end_reason', 'text')
    .execute();
  await db.schema
    .createTable('call_legs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('call_id', 'text', (column) => column.notNull())
    .addColumn('direction', 'text', (column) => column.notNull())
    .addColumn('dialled_number', 'text', (column) => column.notNull())
    .addColumn('caller_number', 'text')
    .addColumn('caller_name', 'text')
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('codec', 'text')
    .addColumn('started_at', types.bigInteger, (column) => column.notNull())
    .addColumn('conference_id', 'text')
    .addColumn('role', 'text')
    .addColumn('joined_at', types.bigInteger)
    .addColumn('ended_at', types.bigInteger)
    .addColumn('end_reason', 'text')
    .addColumn('packets_received', types.bigInteger)
    .addColumn('packets_lost', types.bigInteger)
    .addColumn('jitter_ms', types.real)
    .addColumn('round_trip_ms', types.real)
    .addColumn('mos', types.real)
    .execute();
  await db.schema
    .createTable('events')
    .addColumn('sequence', types.sequence, (column) => column.primaryKey())
    .addColumn('at', types.bigInteger, (column) => column.notNull())
    .addColumn('conference_id', 'text')
    .addColumn('leg_id', 'text')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('signs_of_life')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('at', types.bigInteger, (column) => column.notNull())
    .execute();
  await historyIndexes(db);
}

/** For reports: a room's conferences by time, a conference's legs, all legs of a period. */
async function historyIndexes(db: Kysely<unknown>): Promise<void> {
  const indexes: readonly (readonly [table: string, columns: readonly string[]])[] = [
    ['conferences', ['room_id', 'started_at']],
    ['conferences', ['started_at']],
    ['call_legs', ['conference_id', 'started_at']],
    ['call_legs', ['started_at']],
    ['call_legs', ['call_id']],
    ['events', ['conference_id', 'at']],
    ['events', ['at']],
  ];
  for (const [table, columns] of indexes) {
    await db.schema
      .createIndex([table, ...columns].join('_'))
      .on(table)
      .columns([...columns])
      .execute();
  }
  // What is open now is few among many: these indexes hold the open rows alone.
  for (const table of ['conferences', 'call_legs']) {
    await db.schema
      .createIndex(`${table}_open`)
      .on(table)
      .column('started_at')
      .where('ended_at' as never, 'is', null)
      .execute();
  }
}
