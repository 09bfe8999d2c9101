import { parse } from 'csv-parse/sync';
import { PartylineError, describeError } from '../../kernel/errors.js';
import type { Language } from '../../ports/language.js';
import * as input from './directory-input.js';

/** The columns of a list of organizers. Only name and e-mail must be there. */
export const listColumns = [
  'name',
  'email',
  'group',
  'room',
  'pin',
  'language',
  'numbers',
] as const;
export type ListColumn = (typeof listColumns)[number];

/** One line of the list, well-formed. What is empty is given by us, or left as the account has it. */
export interface ListedOrganizer {
  readonly name: string;
  readonly email: string;
  readonly group: string | null;
  readonly room: string | null;
  readonly pin: string | null;
  readonly language: Language | null;
  /** Null for all. */
  readonly numbers: readonly string[] | null;
}

export interface ListProblem {
  readonly column: ListColumn;
  readonly message: string;
  readonly mend: string;
}

export interface ListRow {
  /** Of the file; the line of column names is 1. */
  readonly line: number;
  /** For showing the line again; never its PIN. */
  readonly name: string;
  readonly email: string;
  readonly organizer: ListedOrganizer | null;
  readonly problems: readonly ListProblem[];
}

/** Each PIN costs tens of milliseconds to hash. */
const mostRows = 1_000;

/**
 * Reads a CSV of organizers: comma or semicolon (as spreadsheets in French write it), with a line
 * of column names. What is wrong with a line stands beside it; nothing is looked up.
 * @throws PartylineError `bad-value` when the file as a whole cannot be read
 */
export function readOrganizerList(csv: string): readonly ListRow[] {
  const records = parsed(csv);
  const [header, ...lines] = records;
  const columns = columnsOf(header ?? []);
  if (lines.length > mostRows) {
    throw bad(`the list has ${lines.length} lines`, `send at most ${mostRows} at a time`);
  }
  return withoutRepeats(lines.map((cells, index) => readRow(cells, columns, index + 2)));
}

function parsed(csv: string): string[][] {
  const [firstLine = ''] = csv.split(/[\r\n]/, 1);
  const semicolons = firstLine.split(';').length > firstLine.split(',').length;
  try {
    return parse(csv, {
      bom: true,
      delimiter: semicolons ? ';' : ',',
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      max_record_size: 10_000,
    });
  } catch (error) {
    throw bad(`the list cannot be read: ${describeError(error)}`, 'save it as CSV and try again');
  }
}

function columnsOf(header: readonly string[]): ReadonlyMap<ListColumn, number> {
  const names = header.map((name) => name.toLowerCase());
  const unknown = names.find((name) => !listColumns.some((column) => column === name));
  if (unknown !== undefined) {
    throw bad(`there is no column "${unknown}"`, `the columns are ${listColumns.join(', ')}`);
  }
  const columns = new Map<ListColumn, number>();
  for (const column of listColumns) {
    const at = names.indexOf(column);
    if (at >= 0) columns.set(column, at);
  }
  for (const needed of ['name', 'email'] as const) {
    if (!columns.has(needed)) {
      throw bad(`the column "${needed}" is missing`, 'name the columns in the first line');
    }
  }
  return columns;
}

function readRow(
  cells: readonly string[],
  columns: ReadonlyMap<ListColumn, number>,
  line: number,
): ListRow {
  const problems: ListProblem[] = [];
  const text = (column: ListColumn): string => cells[columns.get(column) ?? -1] ?? '';
  const checked = <Value>(column: ListColumn, read: (text: string) => Value): Value | null => {
    try {
      return read(text(column));
    } catch (error) {
      if (!(error instanceof PartylineError)) throw error;
      problems.push({ column, message: error.message, mend: error.mend });
      return null;
    }
  };
  const optional = <Value>(column: ListColumn, read: (text: string) => Value): Value | null =>
    text(column) === '' ? null : checked(column, read);

  const name = checked('name', input.personName);
  const email = checked('email', input.emailAddress);
  const rest = {
    group: optional('group', input.groupName),
    room: optional('room', input.roomNumber),
    pin: optional('pin', input.organizerPin),
    language: optional('language', input.language),
    numbers: optional('numbers', (list) => list.split(/[\s,;|]+(?=\+)/).map(input.e164)),
  };
  const organizer =
    name === null || email === null || problems.length > 0 ? null : { name, email, ...rest };
  return { line, name: text('name'), email: text('email'), organizer, problems };
}

/** Two lines of one list must not be given the same. */
function withoutRepeats(rows: readonly ListRow[]): readonly ListRow[] {
  const lineOf = new Map<string, number>();
  return rows.map((row) => {
    const problems: ListProblem[] = [];
    for (const column of ['email', 'room'] as const) {
      const value = row.organizer?.[column] ?? null;
      if (value === null) continue;
      const line = lineOf.get(`${column} ${value}`);
      if (line === undefined) {
        lineOf.set(`${column} ${value}`, row.line);
        continue;
      }
      const message = `${value} is in line ${line} already`;
      problems.push({ column, message, mend: 'give each line its own' });
    }
    return problems.length === 0 ? row : { ...row, organizer: null, problems };
  });
}

function bad(message: string, mend: string): PartylineError {
  return new PartylineError('bad-value', message, { mend });
}
