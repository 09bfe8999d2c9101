import type { Kysely } from 'kysely';
import type { Schema } from '../schema.js';

/** Runs in one transaction: that which is under way, or one of its own. */
export function inOneTransaction<Result>(
  db: Kysely<Schema>,
  run: (inOne: Kysely<Schema>) => Promise<Result>,
): Promise<Result> {
  return db.isTransaction ? run(db) : db.transaction().execute(run);
}

/** Runs a query and makes PartylineErrors of what the database throws. */
export type Query = <Result>(run: (db: Kysely<Schema>) => Promise<Result>) => Promise<Result>;
