import type { Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.js';
import { addColumn } from './add-column.js';

/** Sign-in to the portal. Admins stand among the organizers; those without a room are no more than that. */
export async function identity(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await addColumn(db, 'organizers', 'password_hash', 'text');
  await addColumn(db, 'organizers', 'admin', 'text');
  await db.schema
    .createTable('admin_groups')
    .ifNotExists()
    .addColumn('person_id', 'text', (column) => column.notNull().references('organizers.id'))
    .addColumn('group_id', 'text', (column) => column.notNull().references('groups.id'))
    .addPrimaryKeyConstraint('admin_groups_key', ['person_id', 'group_id'])
    .execute();
  await secretsTables(db, types);
}

/** Each is known by the hash of its secret. */
async function secretsTables(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('sessions')
    .ifNotExists()
    .addColumn('id_hash', 'text', (column) => column.primaryKey())
    .addColumn('person_id', 'text', (column) => column.notNull().references('organizers.id'))
    .addColumn('created_at', types.bigInteger, (column) => column.notNull())
    .addColumn('seen_at', types.bigInteger, (column) => column.notNull())
    .addColumn('expires_at', types.bigInteger, (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('password_links')
    .ifNotExists()
    .addColumn('token_hash', 'text', (column) => column.primaryKey())
    .addColumn('person_id', 'text', (column) => column.notNull().references('organizers.id'))
    .addColumn('expires_at', types.bigInteger, (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('personal_tokens')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('person_id', 'text', (column) => column.notNull().references('organizers.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('scopes', 'text', (column) => column.notNull())
    .addColumn('created_at', types.bigInteger, (column) => column.notNull())
    .addColumn('used_at', types.bigInteger)
    .addColumn('expires_at', types.bigInteger)
    .execute();
  for (const table of ['sessions', 'password_links', 'personal_tokens']) {
    await db.schema
      .createIndex(`${table}_person`)
      .ifNotExists()
      .on(table)
      .column('person_id')
      .execute();
  }
}
