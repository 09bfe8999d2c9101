import type { Language } from '../../bridge/ports/language.js';
import { localeOf } from '../../languages/locales.js';

/** A cell: text as it is, a number with its digits after the point, or a moment. */
export type Cell =
  | string
  | null
  | { readonly number: number; readonly digits: number }
  | { readonly at: number; readonly timeZone: string };

/**
 * CSV as Excel opens it by a double click, in the language of the reader: with a byte order mark, or it
 * takes UTF-8 for an old code page; separated by what that language's list separator is, a semicolon
 * where the comma divides decimals. No `sep=` line: with one, Excel ignores the mark.
 */
export class CsvFormat {
  readonly #separator: string;
  readonly #decimalMark: string;

  constructor(language: Language) {
    const { separator, decimalMark } = localeOf(language).csv;
    this.#separator = separator;
    this.#decimalMark = decimalMark;
  }

  /** What the file begins with. */
  head(titles: readonly string[]): string {
    return `\uFEFF${this.row(titles)}`;
  }

  row(cells: readonly Cell[]): string {
    return `${cells.map((cell) => this.#cell(cell)).join(this.#separator)}\r\n`;
  }

  #cell(cell: Cell): string {
    if (cell === null) return '';
    if (typeof cell === 'string') return quoted(cell);
    if ('number' in cell) {
      return quoted(cell.number.toFixed(cell.digits).replace('.', this.#decimalMark));
    }
    return quoted(wallClock(cell.at, cell.timeZone));
  }
}

/**
 * A text that a spreadsheet would take for a formula begins with an apostrophe, which makes it text
 * again (also a telephone number, which would lose its plus sign).
 */
function quoted(text: string): string {
  const guarded = /^\s*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
  return `"${guarded.replaceAll('"', '""')}"`;
}

/** `2026-11-23 15:30:00`, which Excel takes for a date and time in every language. */
function wallClock(at: number, timeZone: string): string {
  return formatter(timeZone).format(at).replace(',', '');
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  let found = formatters.get(timeZone);
  if (found === undefined) {
    // Sweden writes dates as ISO 8601 has them.
    found = new Intl.DateTimeFormat('sv-SE', {
      dateStyle: 'short',
      timeStyle: 'medium',
      timeZone,
    });
    formatters.set(timeZone, found);
  }
  return found;
}
