import type { Kysely } from 'kysely';
import type { CallUsage } from '../../ports/usage.js';
import type { Schema } from '../schema.js';
import { secondsOf } from './figures.js';
import { Prices, toMillionths } from './prices.js';

/** What organizers and groups are called now. */
export interface UsageNames {
  readonly organizers: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
}

/** What is told of a conference or a call beyond what is counted, read as it is asked for. */
export class UsageRows {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async names(accountId: string): Promise<UsageNames> {
    const names = async (table: 'organizers' | 'groups') => {
      const rows = await this.#db
        .selectFrom(table)
        .select(['id', 'name'])
        .where('account_id', '=', accountId)
        .execute();
      return new Map(rows.map(({ id, name }) => [id, name]));
    };
    return { organizers: await names('organizers'), groups: await names('groups') };
  }

  async prices(accountId: string): Promise<Prices> {
    const rows = await this.#db
      .selectFrom('number_prices')
      .select(['kind', 'valid_from', 'millionths_per_minute'])
      .where('account_id', '=', accountId)
      .execute();
    return new Prices(rows);
  }

  /** By conference: the number of its room, and why it ended. */
  async endings(ids: readonly string[]): Promise<ReadonlyMap<string, Ending>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#db
      .selectFrom('conferences')
      .leftJoin('rooms', 'rooms.id', 'conferences.room_id')
      .select(['conferences.id', 'rooms.number', 'conferences.end_reason'])
      .where('conferences.id', 'in', ids)
      .execute();
    return new Map(
      rows.map((row) => [row.id, { roomNumber: row.number, endReason: row.end_reason }]),
    );
  }

  /** The calls of some conferences, by conference, in the order of their joining. */
  async calls(
    conferences: readonly { readonly id: string; readonly startedAtMs: number }[],
    prices: Prices,
  ): Promise<ReadonlyMap<string, readonly CallUsage[]>> {
    const calls = new Map<string, CallUsage[]>(conferences.map(({ id }) => [id, []]));
    if (calls.size === 0) return calls;
    const startedAt = new Map(
      conferences.map((conference) => [conference.id, conference.startedAtMs]),
    );
    const rows = await this.#db
      .selectFrom('call_legs')
      .selectAll()
      .where('conference_id', 'in', [...calls.keys()])
      .where('joined_at', 'is not', null)
      .$narrowType<{ conference_id: string; joined_at: number }>()
      .orderBy('joined_at')
      .orderBy('id')
      .execute();
    for (const row of rows) {
      const kind = row.number_kind ?? 'direct';
      const seconds = secondsOf({ joinedAtMs: row.joined_at, endedAtMs: row.ended_at });
      const price = prices.millionthsPerMinute(kind, startedAt.get(row.conference_id) ?? 0);
      calls.get(row.conference_id)?.push({
        legId: row.id,
        callerName: row.caller_name,
        callerNumber: row.caller_number,
        dialledNumber: row.dialled_number,
        kind,
        country: row.number_country,
        role: row.role ?? 'participant',
        joinedAtMs: row.joined_at,
        endedAtMs: row.ended_at,
        endReason: row.end_reason,
        seconds,
        costMillionths: toMillionths(seconds * price),
        codec: row.codec,
        packetsReceived: row.packets_received,
        packetsLost: row.packets_lost,
        jitterMs: row.jitter_ms,
        roundTripMs: row.round_trip_ms,
        mos: row.mos,
      });
    }
    return calls;
  }
}

interface Ending {
  readonly roomNumber: string | null;
  readonly endReason: string | null;
}
