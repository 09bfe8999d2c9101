import type { Kysely } from 'kysely';
import type { Schema } from '../schema.js';

/** What goes on is kept, however long ago it began. @returns how many rows are gone */
export async function deleteHistory(
  db: Kysely<Schema>,
  before: number,
  mostRows: number,
): Promise<number> {
  return db.transaction().execute(async (inOne) => {
    let rows = 0;
    for (const table of ['call_legs', 'conferences'] as const) {
      const { numDeletedRows } = await inOne
        .deleteFrom(table)
        .where('id', 'in', (from) =>
          from
            .selectFrom(table)
            .select('id')
            .where('started_at', '<', before)
            .where('ended_at', 'is not', null)
            .limit(mostRows),
        )
        .executeTakeFirst();
      rows += Number(numDeletedRows);
    }
    const { numDeletedRows } = await inOne
      .deleteFrom('events')
      .where('sequence', 'in', (from) =>
        from.selectFrom('events').select('sequence').where('at', '<', before).limit(mostRows),
      )
      .executeTakeFirst();
    return rows + Number(numDeletedRows);
  });
}
