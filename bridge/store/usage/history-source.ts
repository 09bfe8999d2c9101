import type Database from 'better-sqlite3';
import type { CallKind } from '../../ports/usage.js';
import { type CountedCall, type CountedConference, countNumbers, peakOf } from './figures.js';

type ConferenceRow = [
  n: number,
  id: string,
  accountId: string | null,
  organizerId: string | null,
  groupId: string | null,
  billingCode: string | null,
  startedAt: number,
  endedAt: number | null,
];

type CallRow = [
  kind: CallKind | null,
  country: string | null,
  joinedAt: number,
  endedAt: number | null,
];

export interface ReadConference {
  /** Counts up with the rows of the table. */
  readonly row: number;
  readonly conference: CountedConference;
  /** True when nothing of it can change any more. */
  readonly settled: boolean;
}

const conferenceColumns =
  'rowid, id, account_id, organizer_id, group_id, billing_code, started_at, ended_at';
const conferencesAtOnce = 1_000;
const callColumns = 'number_kind, number_country, joined_at, ended_at';

/** Reads conferences with their calls counted. */
export class HistorySource {
  readonly #after: Database.Statement<[number], ConferenceRow>;
  readonly #byId: Database.Statement<[string], ConferenceRow>;
  readonly #callsOf: Database.Statement<[string], CallRow>;
  readonly #oldestStart: Database.Statement<[], [number | null]>;
  readonly #idOfRow: Database.Statement<[number], [string]>;

  constructor(database: Database.Database) {
    this.#after = database
      .prepare<[number], ConferenceRow>(
        `select ${conferenceColumns} from conferences where rowid > ? order by rowid limit ${conferencesAtOnce}`,
      )
      .raw();
    this.#byId = database
      .prepare<[string], ConferenceRow>(`select ${conferenceColumns} from conferences where id = ?`)
      .raw();
    this.#callsOf = database
      .prepare<[string], CallRow>(`select ${callColumns} from call_legs where conference_id = ?`)
      .raw();
    this.#oldestStart = database
      .prepare<[], [number | null]>('select min(started_at) from conferences')
      .raw();
    this.#idOfRow = database
      .prepare<[number], [string]>('select id from conferences where rowid = ?')
      .raw();
  }

  /** Those beyond a row, in order. */
  *after(row: number): Generator<ReadConference> {
    for (let last = row; ;) {
      const found = this.#after.all(last);
      // The calls of a conference lie together in the table, as they were written.
      for (const one of found) yield read(one, this.#callsOf.all(one[1]));
      if (found.length < conferencesAtOnce) return;
      last = found[found.length - 1]![0];
    }
  }

  find(id: string): ReadConference | null {
    const found = this.#byId.get(id);
    return found === undefined ? null : read(found, this.#callsOf.all(id));
  }

  oldestStart(): number {
    return this.#oldestStart.get()?.[0] ?? Infinity;
  }

  idOfRow(row: number): string | null {
    return this.#idOfRow.get(row)?.[0] ?? null;
  }
}

function read(row: ConferenceRow, callRows: readonly CallRow[]): ReadConference {
  const [n, id, accountId, organizerId, groupId, billingCode, startedAt, endedAt] = row;
  const calls: CountedCall[] = callRows.map(([kind, country, joinedAt, callEndedAt]) => ({
    kind: kind ?? 'direct',
    country,
    joinedAt,
    endedAt: callEndedAt,
  }));
  const conference = {
    ...{ id, accountId, organizerId, groupId, billingCode, startedAt, endedAt },
    peak: peakOf(calls),
    numbers: countNumbers(calls),
  };
  const settled = endedAt !== null && calls.every((call) => call.endedAt !== null);
  return { row: n, conference, settled };
}
