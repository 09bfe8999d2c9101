import type { Kysely, Selectable } from 'kysely';
import type { Schema } from '../schema.js';
import { type CountedCall, type CountedConference, countNumbers, peakOf } from './figures.js';

export interface ReadConference {
  readonly conference: CountedConference;
  /** True when nothing of it can change any more. */
  readonly settled: boolean;
}

const conferencesAtOnce = 500;
const conferenceColumns = [
  ...(['id', 'account_id', 'organizer_id', 'group_id', 'billing_code'] as const),
  ...(['started_at', 'ended_at'] as const),
] as const;

/** Reads conferences with their calls counted. */
export class HistorySource {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Those that began at or after a moment, in order, without those that are known. */
  async *startedSince(
    atMs: number,
    known: ReadonlySet<string>,
  ): AsyncGenerator<readonly ReadConference[]> {
    let last = { started_at: atMs, id: '' };
    while (true) {
      const rows = await this.#db
        .selectFrom('conferences')
        .select(conferenceColumns)
        .where((on) =>
          on.eb(on.refTuple('started_at', 'id'), '>', on.tuple(last.started_at, last.id)),
        )
        .orderBy('started_at')
        .orderBy('id')
        .limit(conferencesAtOnce)
        .execute();
      yield this.#counted(rows.filter(({ id }) => !known.has(id)));
      if (rows.length < conferencesAtOnce) return;
      last = rows[rows.length - 1]!;
    }
  }

  async find(ids: readonly string[]): Promise<readonly ReadConference[]> {
    if (ids.length === 0) return [];
    const select = this.#db.selectFrom('conferences').select(conferenceColumns);
    return this.#counted(await select.where('id', 'in', ids).execute());
  }

  /** When the oldest of all began; Infinity when there is none. */
  async oldestStart(): Promise<number> {
    const row = await this.#db
      .selectFrom('conferences')
      .select(({ fn }) => fn.min('started_at').as('at'))
      .executeTakeFirst();
    return row?.at ?? Infinity;
  }

  async countBefore(atMs: number): Promise<number> {
    const row = await this.#db
      .selectFrom('conferences')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('started_at', '<', atMs)
      .executeTakeFirstOrThrow();
    return Number(row.count);
  }

  async #counted(rows: readonly ConferenceRow[]): Promise<readonly ReadConference[]> {
    if (rows.length === 0) return [];
    const calls = new Map<string | null, CountedCall[]>(rows.map(({ id }) => [id, []]));
    const found = await this.#db
      .selectFrom('call_legs')
      .select(['conference_id', 'number_kind', 'number_country', 'joined_at', 'ended_at'])
      .where('conference_id', 'in', [...calls.keys()])
      .where('joined_at', 'is not', null)
      .$narrowType<{ joined_at: number }>()
      .execute();
    for (const row of found) {
      calls.get(row.conference_id)?.push({
        kind: row.number_kind ?? 'direct',
        country: row.number_country,
        joinedAtMs: row.joined_at,
        endedAtMs: row.ended_at,
      });
    }
    return rows.map((row) => counted(row, calls.get(row.id) ?? []));
  }
}

type ConferenceRow = Pick<Selectable<Schema['conferences']>, (typeof conferenceColumns)[number]>;

function counted(row: ConferenceRow, calls: readonly CountedCall[]): ReadConference {
  const conference = {
    id: row.id,
    accountId: row.account_id,
    organizerId: row.organizer_id,
    groupId: row.group_id,
    billingCode: row.billing_code,
    startedAtMs: row.started_at,
    endedAtMs: row.ended_at,
    peak: peakOf(calls),
    numbers: countNumbers(calls),
  };
  const settled = row.ended_at !== null && calls.every((call) => call.endedAtMs !== null);
  return { conference, settled };
}
