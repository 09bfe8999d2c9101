import type { Tally, TallyStore } from '../../ports/tallies.js';
import type { Query } from './query.js';
import type { WriteQueue } from '../write-queue.js';

export class TallyRepository implements TallyStore {
  readonly #query: Query;
  readonly #queue: WriteQueue;

  constructor(query: Query, queue: WriteQueue) {
    this.#query = query;
    this.#queue = queue;
  }

  load(nowMs: number): Promise<readonly Tally[]> {
    return this.#query(async (db) => {
      await db.deleteFrom('tallies').where('until', '<=', nowMs).execute();
      const rows = await db.selectFrom('tallies').selectAll().orderBy('at').execute();
      return rows.map(({ kind, key, level, at, until }) => {
        return { kind, key, level, atMs: at, untilMs: until };
      });
    });
  }

  put(tally: Tally): void {
    this.#queue.push({ kind: 'tally', tally });
  }
}
