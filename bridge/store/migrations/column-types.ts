import type { RawBuilder } from 'kysely';

/** The few column types that databases name differently. Text and integers are alike. */
export interface ColumnTypes {
  /** A key that counts up by itself. */
  readonly sequence: RawBuilder<unknown>;
  /** 64 bits: times, counts. */
  readonly bigInteger: RawBuilder<unknown>;
  readonly real: RawBuilder<unknown>;
}
