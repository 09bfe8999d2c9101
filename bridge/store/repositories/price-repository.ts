import { type MinutePrice, type PriceStore, defaultCurrency } from '../../ports/usage.js';
import type { Query } from './query.js';

export class PriceRepository implements PriceStore {
  readonly #query: Query;

  constructor(query: Query) {
    this.#query = query;
  }

  currency(accountId: string): Promise<string> {
    return this.#query(async (db) => {
      const row = await db
        .selectFrom('accounts')
        .select('currency')
        .where('id', '=', accountId)
        .executeTakeFirst();
      return row?.currency ?? defaultCurrency;
    });
  }

  async setCurrency(accountId: string, currency: string): Promise<void> {
    await this.#query((db) =>
      db.updateTable('accounts').set({ currency }).where('id', '=', accountId).execute(),
    );
  }

  prices(accountId: string): Promise<readonly MinutePrice[]> {
    return this.#query(async (db) => {
      const rows = await db
        .selectFrom('number_prices')
        .selectAll()
        .where('account_id', '=', accountId)
        .orderBy('kind')
        .orderBy('valid_from')
        .execute();
      return rows.map((row) => ({
        kind: row.kind,
        validFromMs: row.valid_from,
        millionthsPerMinute: row.millionths_per_minute,
      }));
    });
  }

  async setPrice(accountId: string, price: MinutePrice): Promise<void> {
    const millionths = { millionths_per_minute: price.millionthsPerMinute };
    await this.#query((db) =>
      db
        .insertInto('number_prices')
        .values({
          account_id: accountId,
          kind: price.kind,
          valid_from: price.validFromMs,
          ...millionths,
        })
        .onConflict((conflict) =>
          conflict.columns(['account_id', 'kind', 'valid_from']).doUpdateSet(millionths),
        )
        .execute(),
    );
  }
}
