/** How a language writes what is no text: names, numbers, dates, lists and series. */
export interface Locale {
  /** BCP 47, for `Intl`: `en-GB`. */
  readonly tag: string;
  /** What the language calls itself. */
  readonly name: string;
  /** As its spreadsheets take them: Excel splits at a semicolon where the comma divides decimals. */
  readonly csv: { readonly separator: ',' | ';'; readonly decimalMark: '.' | ',' };
  /** The unit symbol of a byte. */
  readonly byte: string;
  readonly recurrence: RecurrenceGrammar;
}

/** A series of conferences in words. Days are already in the language. */
export interface RecurrenceGrammar {
  everyDay(interval: number): string;
  readonly mondayToFriday: string;
  everyWeek(interval: number, days: string): string;
  onDate(interval: number, date: number): string;
  /** The nth of a weekday in its month; −1 is the last. */
  onNth(interval: number, nth: 1 | 2 | 3 | 4 | -1, weekday: string): string;
  until(series: string, day: string): string;
  times(series: string, count: number): string;
}
