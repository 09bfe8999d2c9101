import type Database from 'better-sqlite3';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Query texts are few; more than this means that someone builds them from values. */
const mostStatements = 200;

/** Kysely prepares each query anew; the same text gets its statement from here. */
export function cachedStatements(database: Database.Database): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => {
      statements.clear();
      database.close();
    },
    prepare: (text) => {
      // On a full disk SQLite may have rolled back already; a second rollback would hide why.
      if (text === 'rollback' && !database.inTransaction) return database.prepare('select 1');
      let statement = statements.get(text);
      if (statement === undefined) {
        if (statements.size >= mostStatements) statements.clear();
        statement = database.prepare(text);
        statements.set(text, statement);
      }
      return statement;
    },
  };
}
