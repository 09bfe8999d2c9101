import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.js';

const reason = 'crash';

/**
 * Ends what a dead process left open. It ends at the last time that is known of it, or of the
 * process, not at `now`: minutes while the bridge was down are nobody's.
 */
export async function closeLeftOpen(
  db: Kysely<Schema>,
  nowMs: number,
): Promise<{ readonly legs: number; readonly conferences: number }> {
  return db.transaction().execute(async (inOne) => {
    const lastSign = Math.min(nowMs, await lastSignOfLife(inOne));
    const atLeastItsStart = sql<number>`case when started_at > ${lastSign} then started_at else ${lastSign} end`;
    const end = { ended_at: atLeastItsStart, end_reason: reason };
    const legs = await inOne
      .updateTable('call_legs')
      .set(end)
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    const conferences = await inOne
      .updateTable('conferences')
      .set(end)
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    return { legs: Number(legs.numUpdatedRows), conferences: Number(conferences.numUpdatedRows) };
  });
}

export async function noteSignOfLife(db: Kysely<Schema>, nowMs: number): Promise<void> {
  await db
    .insertInto('signs_of_life')
    .values({ id: 1, at: nowMs })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ at: nowMs }))
    .execute();
}

/** The latest of what was written: the regular sign, an event, a call's start or end. */
async function lastSignOfLife(db: Kysely<Schema>): Promise<number> {
  const times = [
    await db.selectFrom('signs_of_life').select(db.fn.max('at').as('at')).executeTakeFirst(),
    await db.selectFrom('events').select(db.fn.max('at').as('at')).executeTakeFirst(),
    await db.selectFrom('conferences').select(db.fn.max('started_at').as('at')).executeTakeFirst(),
    await db.selectFrom('call_legs').select(db.fn.max('started_at').as('at')).executeTakeFirst(),
  ];
  return Math.max(0, ...times.map((row) => row?.at ?? 0));
}
