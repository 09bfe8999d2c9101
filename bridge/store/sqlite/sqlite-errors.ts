import { PartylineError, describeError } from '../../kernel/errors.js';

/** SQLite's extended result code of an error, or '' when it is none of SQLite's. */
function sqliteCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : '';
}

/** True when the row is at fault (a constraint, a value that no column takes), not the database. */
export function isRowFault(error: unknown): boolean {
  const cause = error instanceof PartylineError ? error.cause : error;
  const code = sqliteCode(cause);
  return (
    code.startsWith('SQLITE_CONSTRAINT') ||
    code === 'SQLITE_TOOBIG' ||
    code === 'SQLITE_MISMATCH' ||
    // better-sqlite3 and JSON.stringify refuse a value with these before SQLite sees it.
    cause instanceof TypeError ||
    cause instanceof RangeError
  );
}

export function asPartylineError(error: unknown, file: string): PartylineError {
  if (error instanceof PartylineError) return error;
  const code = sqliteCode(error);
  if (code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED') {
    return new PartylineError('database-locked', `${file} is locked by another program`, {
      mend: 'close what holds it open for writing (a database browser, a backup), then try again',
      cause: error,
    });
  }
  return new PartylineError('database-failed', `${file}: ${describeError(error)}`, {
    mend: mendOf(code),
    cause: error,
  });
}

function mendOf(code: string): string {
  if (code === 'SQLITE_FULL') return 'free some space on its disk';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'restore a backup';
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN')) {
    return 'make the file and its directory writable for the user that runs partyline';
  }
  if (code.startsWith('SQLITE_IOERR')) return 'check its disk';
  return '';
}
