import type { Kysely } from 'kysely';
import { addColumn } from './add-column.js';

/** Whom an account's organizers may call, as JSON; and what a call that was made is charged as. */
export async function dialOut(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'accounts', 'dial_out_policy', 'text');
  await addColumn(db, 'call_legs', 'price_class', 'text');
}
