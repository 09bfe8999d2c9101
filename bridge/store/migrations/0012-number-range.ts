import { type Kysely, sql } from 'kysely';
import { addColumn } from './add-column.js';

/** Whether an organizer has all access numbers, which having none of them meant before. */
export async function numberRange(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'organizers', 'number_range', 'text');
  await sql`
    update organizers set number_range = 'chosen'
    where id in (select organizer_id from organizer_numbers)
  `.execute(db);
}
