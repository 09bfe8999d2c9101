import type { CallKind } from '../../ports/usage.js';
import { type UsageColumns, numberOf } from './columns.js';

export interface PriceRow {
  readonly kind: CallKind;
  readonly valid_from: number;
  readonly millionths_per_minute: number;
}

/**
 * What calls cost an account. A cost is counted in sixtieths of a millionth of the currency (seconds
 * times millionths per minute), a whole number: sums are exact in whatever order, and stay below
 * 2^53 up to 150 million units of the currency.
 */
export class Prices {
  /** By kind, the latest first. */
  readonly #steps = new Map<CallKind, readonly PriceRow[]>();
  /** The steps of each number in the columns' dictionary. */
  readonly #ofNumber: (readonly PriceRow[])[] = [];

  /** @param rows of one account */
  constructor(rows: readonly PriceRow[]) {
    for (const row of [...rows].sort((a, b) => b.valid_from - a.valid_from)) {
      this.#steps.set(row.kind, [...(this.#steps.get(row.kind) ?? []), row]);
    }
  }

  millionthsPerMinute(kind: CallKind, startedAtMs: number): number {
    return priceAt(this.#steps.get(kind) ?? [], startedAtMs);
  }

  /** What one line of the columns costs, in sixtieths of a millionth. */
  costOfLine(columns: UsageColumns, line: number, startedAtMs: number): number {
    const number = columns.lineNumber[line]!;
    const steps = (this.#ofNumber[number] ??= this.#stepsOf(columns.numbers.text(number) ?? ''));
    return priceAt(steps, startedAtMs) * columns.lineSeconds[line]!;
  }

  costOfConference(columns: UsageColumns, conference: number): number {
    let cost = 0;
    const startedAtMs = columns.startedAt[conference]!;
    const end = columns.firstLine[conference + 1]!;
    for (let line = columns.firstLine[conference]!; line < end; line++) {
      cost += this.costOfLine(columns, line, startedAtMs);
    }
    return cost;
  }

  #stepsOf(number: string): readonly PriceRow[] {
    return this.#steps.get(numberOf(number).kind) ?? [];
  }
}

/** The last price that began at or before a moment. */
function priceAt(latestFirst: readonly PriceRow[], startedAtMs: number): number {
  for (const step of latestFirst) {
    if (step.valid_from <= startedAtMs) return step.millionths_per_minute;
  }
  return 0;
}

/** From sixtieths of a millionth. */
export function toMillionths(cost: number): number {
  return Math.round(cost / 60);
}
