import type { Selectable } from 'kysely';
import type { TokenRecord, TokenStore } from '../../ports/token-store.js';
import type { Query } from './query.js';
import type { Schema } from '../schema.js';

export class TokenRepository implements TokenStore {
  readonly #query: Query;

  constructor(query: Query) {
    this.#query = query;
  }

  async create(token: TokenRecord, secretHash: string): Promise<void> {
    await this.#query((db) =>
      db
        .insertInto('personal_tokens')
        .values({
          id: token.id,
          token_hash: secretHash,
          person_id: token.personId,
          name: token.name,
          scopes: JSON.stringify(token.scopes),
          created_at: token.createdAtMs,
          used_at: token.usedAtMs,
          expires_at: token.expiresAtMs,
        })
        .execute(),
    );
  }

  findByHash(secretHash: string, nowMs: number): Promise<TokenRecord | null> {
    return this.#query(async (db) => {
      const row = await db
        .selectFrom('personal_tokens')
        .selectAll()
        .where('token_hash', '=', secretHash)
        .where((where) =>
          where.or([where('expires_at', 'is', null), where('expires_at', '>', nowMs)]),
        )
        .executeTakeFirst();
      return row === undefined ? null : asRecord(row);
    });
  }

  async touch(id: string, usedAtMs: number): Promise<void> {
    await this.#query((db) =>
      db.updateTable('personal_tokens').set({ used_at: usedAtMs }).where('id', '=', id).execute(),
    );
  }

  listOf(personId: string): Promise<readonly TokenRecord[]> {
    return this.#query(async (db) => {
      const rows = await db
        .selectFrom('personal_tokens')
        .selectAll()
        .where('person_id', '=', personId)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .execute();
      return rows.map(asRecord);
    });
  }

  remove(personId: string, id: string): Promise<boolean> {
    return this.#query(async (db) => {
      const { numDeletedRows } = await db
        .deleteFrom('personal_tokens')
        .where('person_id', '=', personId)
        .where('id', '=', id)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    });
  }
}

function asRecord(row: Selectable<Schema['personal_tokens']>): TokenRecord {
  return {
    id: row.id,
    personId: row.person_id,
    name: row.name,
    scopes: JSON.parse(row.scopes) as string[],
    createdAtMs: row.created_at,
    usedAtMs: row.used_at,
    expiresAtMs: row.expires_at,
  };
}
