import type { Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.js';

/** Media servers that an operator has taken out of use. */
export async function drainedServers(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('drained_servers')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('since', types.bigInteger, (column) => column.notNull())
    .execute();
}
