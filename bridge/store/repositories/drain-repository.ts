import type { DrainStore } from '../../ports/drains.js';
import type { Query } from './query.js';

export class DrainRepository implements DrainStore {
  readonly #query: Query;

  constructor(query: Query) {
    this.#query = query;
  }

  drained(): Promise<ReadonlyMap<string, number>> {
    return this.#query(async (db) => {
      const rows = await db.selectFrom('drained_servers').selectAll().orderBy('name').execute();
      return new Map(rows.map(({ name, since }) => [name, since]));
    });
  }

  async drain(server: string, sinceMs: number): Promise<void> {
    await this.#query((db) =>
      db
        .insertInto('drained_servers')
        .values({ name: server, since: sinceMs })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute(),
    );
  }

  async resume(server: string): Promise<void> {
    await this.#query((db) =>
      db.deleteFrom('drained_servers').where('name', '=', server).execute(),
    );
  }
}
