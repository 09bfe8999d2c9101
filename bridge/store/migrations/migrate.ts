import { type Kysely, Migrator } from 'kysely';
import { PartylineError, describeError } from '../../kernel/errors.js';
import type { ColumnTypes } from './column-types.js';
import { type SchemaStep, schemaSteps } from './index.js';
import type { Schema } from '../schema.js';

const appliedTable = 'schema_steps';
const lockTable = 'schema_steps_lock';

/**
 * The steps that the database lacks.
 * @throws PartylineError `database-newer` when it has a step that we do not know
 */
export async function pendingSteps(
  db: Kysely<Schema>,
  place: string,
  steps: readonly SchemaStep[] = schemaSteps,
): Promise<readonly string[]> {
  const known = steps.map((step) => step.name);
  const applied = await appliedSteps(db);
  const unknown = applied.find((name) => !known.includes(name));
  if (unknown === undefined) return known.filter((name) => !applied.includes(name));
  throw new PartylineError(
    'database-newer',
    `${place} was made by a newer partyline (${unknown})`,
    { mend: 'run that version, or restore a backup made by this one' },
  );
}

/**
 * Applies the steps that the database lacks, in order.
 * @returns the names of the steps applied.
 * @throws PartylineError `database-newer`
 */
export async function migrate(
  db: Kysely<Schema>,
  types: ColumnTypes,
  place: string,
  steps: readonly SchemaStep[] = schemaSteps,
): Promise<readonly string[]> {
  if ((await pendingSteps(db, place, steps)).length === 0) return [];
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: () =>
        Promise.resolve(
          Object.fromEntries(
            steps.map(({ name, up }) => [name, { up: (on: Kysely<unknown>) => up(on, types) }]),
          ),
        ),
    },
    migrationTableName: appliedTable,
    migrationLockTableName: lockTable,
  });
  for (let triesLeft = 3 * steps.length; ; triesLeft--) {
    const { error, results } = await migrator.migrateToLatest();
    if (error === undefined) return (results ?? []).map((result) => result.migrationName);
    // Programs that open an empty database at once: each finds the others' work, step by step.
    if (triesLeft === 0) throw error instanceof Error ? error : new Error(describeError(error));
  }
}

async function appliedSteps(db: Kysely<Schema>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === appliedTable)) return [];
  const rows = await db
    .withTables<{ [appliedTable]: { name: string } }>()
    .selectFrom(appliedTable)
    .select('name')
    .orderBy('name')
    .execute();
  return rows.map((row) => row.name);
}
