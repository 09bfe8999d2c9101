import { PartylineError, describeError } from '../../bridge/kernel/errors.js';
import { exitCodeOf, exitCodes } from './exit-codes.js';

/** What a command came to: `json` for programs, `text` for people. */
export interface Result {
  readonly json: unknown;
  readonly text: string;
  readonly exitCode?: number;
}

export function printResult(result: Result, asJson: boolean): void {
  process.stdout.write(asJson ? `${JSON.stringify(result.json)}\n` : `${result.text}\n`);
  process.exitCode = result.exitCode ?? exitCodes.ok;
}

/** `partyline: what (mend)` on standard error, the same as an object on standard output for programs. */
export function printFailure(error: unknown, asJson: boolean): void {
  const known = error instanceof PartylineError ? error : null;
  const mend = known === null || known.mend === '' ? '' : ` (${known.mend})`;
  process.stderr.write(`partyline: ${oneLine(describeError(error))}${mend}\n`);
  if (asJson) {
    const { code, message } = known ?? { code: 'failed', message: describeError(error) };
    const value = { error: { code, message: oneLine(message), mend: known?.mend ?? '' } };
    process.stdout.write(`${JSON.stringify(value)}\n`);
  }
  process.exitCode = known === null ? exitCodes.failed : exitCodeOf(known.code);
}

export const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ').trim();

/** Rows in columns as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
