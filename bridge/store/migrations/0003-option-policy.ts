import type { Kysely } from 'kysely';
import { addColumn } from './add-column.js';

/** What an account lays down for the options of its rooms, as JSON. */
export async function optionPolicy(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'accounts', 'option_policy', 'text');
}
