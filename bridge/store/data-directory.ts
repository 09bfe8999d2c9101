import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { PartylineError, describeError } from '../kernel/errors.js';

/** Creates it, for its owner alone, where it is missing. @throws PartylineError `data-dir-unwritable` */
export function prepareDataDirectory(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    if (!statSync(dataDir).isDirectory()) throw new Error('it is not a directory');
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new PartylineError(
      'data-dir-unwritable',
      `cannot write to the data directory ${path.resolve(dataDir)}: ${describeError(error)}`,
      { mend: 'make it writable for this user, or set PARTYLINE_DATA_DIR', cause: error },
    );
  }
}
