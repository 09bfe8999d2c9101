import type { ErrorCode } from '../../bridge/kernel/errors.js';

/** What scripts may rely on. `partyline --help` lists them. */
export const exitCodes = {
  ok: 0,
  /** Configuration, data directory, database, ports; and what nobody foresaw. */
  failed: 1,
  usage: 2,
  badValue: 3,
  notFound: 4,
  alreadyExists: 5,
  doctorFailed: 6,
  /** Files of recordings. */
  faulty: 7,
} as const;

export const exitCodesHelp = `
Exit codes:
  0  done
  1  could not start: configuration, data directory, database, ports
  2  wrong usage: unknown command or option
  3  a value that cannot be
  4  no such thing
  5  exists already
  6  doctor found what keeps the bridge from working
  7  a recording's file is missing or faulty
`;

export function exitCodeOf(code: ErrorCode): number {
  if (code === 'bad-value') return exitCodes.badValue;
  if (code === 'not-found') return exitCodes.notFound;
  if (code === 'already-exists') return exitCodes.alreadyExists;
  return exitCodes.failed;
}
