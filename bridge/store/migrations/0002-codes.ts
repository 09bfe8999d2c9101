import type { Kysely } from 'kysely';
import { addColumn } from './add-column.js';

/** The last security code of a room, and the billing code of a conference. */
export async function codes(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'rooms', 'security_code_hash', 'text');
  await addColumn(db, 'conferences', 'billing_code', 'text');
}
