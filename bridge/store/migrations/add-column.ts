import type { Kysely } from 'kysely';

/**
 * SQLite's migrations are no transactions: a step that was cut short, or that two programs begin at
 * once, must find what is there already.
 */
export async function addColumn(
  db: Kysely<unknown>,
  table: string,
  column: string,
  type: 'text',
): Promise<void> {
  const tables = await db.introspection.getTables();
  const columns = tables.find(({ name }) => name === table)?.columns ?? [];
  if (columns.some(({ name }) => name === column)) return;
  await db.schema.alterTable(table).addColumn(column, type).execute();
}
