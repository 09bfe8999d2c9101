import type { Kysely } from 'kysely';
import { foldedText } from '../../kernel/folded-text.js';
import { addColumn } from './add-column.js';

interface Named {
  id: string;
  name: string;
  name_folded: string | null;
}

/** Names of people and groups, as they are put in order and looked for. */
export async function foldedNames(db: Kysely<unknown>): Promise<void> {
  const named = db.withTables<{ organizers: Named; groups: Named }>();
  for (const table of ['organizers', 'groups'] as const) {
    await addColumn(db, table, 'name_folded', 'text');
    const rows = await named
      .selectFrom(table)
      .select(['id', 'name'])
      .where('name_folded', 'is', null)
      .execute();
    for (const { id, name } of rows) {
      await named
        .updateTable(table)
        .set({ name_folded: foldedText(name) })
        .where('id', '=', id)
        .execute();
    }
  }
  await db.schema.dropIndex('organizers_name').ifExists().execute();
  await db.schema
    .createIndex('organizers_name_folded')
    .ifNotExists()
    .on('organizers')
    .columns(['account_id', 'name_folded', 'id'])
    .execute();
}
