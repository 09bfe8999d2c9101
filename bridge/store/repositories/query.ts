import type { Kysely } from 'kysely';
import type { Schema } from '../schema.js';

/** Runs a query and makes PartylineErrors of what the database throws. */
export type Query = <Result>(run: (db: Kysely<Schema>) => Promise<Result>) => Promise<Result>;
