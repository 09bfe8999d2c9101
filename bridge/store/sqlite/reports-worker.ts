/** The main module of the reports' thread: SQLite works on the thread that calls it. */
import { parentPort, workerData } from 'node:worker_threads';
import BetterSqlite from 'better-sqlite3';
import { SqliteDialect } from 'kysely';
import { answerUsage } from '../usage/usage-thread.js';
import { asPartylineError } from './sqlite-errors.js';
import { cachedStatements } from './statement-cache.js';

if (parentPort === null) throw new Error('this module runs as a worker thread');
const { file } = workerData as { readonly file: string };
const database = new BetterSqlite(file, { readonly: true, fileMustExist: true, timeout: 5_000 });
answerUsage(parentPort, {
  dialect: new SqliteDialect({ database: cachedStatements(database) }),
  asPartylineError: (error) => asPartylineError(error, file),
});
