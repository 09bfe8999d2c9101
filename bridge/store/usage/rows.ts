import type Database from 'better-sqlite3';
import type { CallKind, CallUsage, ConferenceUsage } from '../../ports/usage.js';
import type { UsageColumns } from './columns.js';
import { secondsOf } from './figures.js';
import { type PriceRow, Prices, toMillionths } from './prices.js';
import type { UsageNames } from './report.js';

interface CallRow {
  readonly id: string;
  readonly caller_name: string | null;
  readonly caller_number: string | null;
  readonly dialled_number: string;
  readonly number_kind: CallKind | null;
  readonly number_country: string | null;
  readonly role: 'organizer' | 'participant' | null;
  readonly joined_at: number;
  readonly ended_at: number | null;
  readonly end_reason: string | null;
  readonly codec: string | null;
  readonly packets_received: number | null;
  readonly packets_lost: number | null;
  readonly jitter_ms: number | null;
  readonly round_trip_ms: number | null;
  readonly mos: number | null;
}

const callColumns = `id, caller_name, caller_number, dialled_number, number_kind, number_country,
  role, joined_at, ended_at, end_reason, codec, packets_received, packets_lost, jitter_ms,
  round_trip_ms, mos`;

/** What is told of a conference or a call beyond what is counted, read as it is asked for. */
export class UsageRows implements UsageNames {
  readonly #roomNumber: Database.Statement<[string], [string | null]>;
  readonly #calls: Database.Statement<[string], CallRow>;
  readonly #endReason: Database.Statement<[string], [string | null]>;
  readonly #organizers: Database.Statement<[], [id: string, name: string]>;
  readonly #groups: Database.Statement<[], [id: string, name: string]>;
  readonly #prices: Database.Statement<[string], PriceRow>;
  #organizerNames = new Map<string, string>();
  #groupNames = new Map<string, string>();

  constructor(database: Database.Database) {
    this.#roomNumber = database
      .prepare<[string], [string | null]>(
        `select rooms.number from conferences
         left join rooms on rooms.id = conferences.room_id where conferences.id = ?`,
      )
      .raw();
    this.#calls = database.prepare(
      `select ${callColumns} from call_legs
       where conference_id = ? and joined_at is not null order by joined_at, id`,
    );
    this.#endReason = database
      .prepare<[string], [string | null]>('select end_reason from conferences where id = ?')
      .raw();
    this.#organizers = database
      .prepare<[], [string, string]>('select id, name from organizers')
      .raw();
    this.#groups = database.prepare<[], [string, string]>('select id, name from groups').raw();
    this.#prices = database.prepare(
      'select kind, valid_from, millionths_per_minute from number_prices where account_id = ?',
    );
  }

  /** Reads the names again. */
  refreshNames(): void {
    this.#organizerNames = new Map(this.#organizers.all());
    this.#groupNames = new Map(this.#groups.all());
  }

  prices(accountId: string): Prices {
    return new Prices(this.#prices.all(accountId));
  }

  organizer(id: string): string | null {
    return this.#organizerNames.get(id) ?? null;
  }

  group(id: string): string | null {
    return this.#groupNames.get(id) ?? null;
  }

  endReason(conferenceId: string): string | null {
    return this.#endReason.get(conferenceId)?.[0] ?? null;
  }

  conference(columns: UsageColumns, prices: Prices, n: number): ConferenceUsage {
    const id = columns.ids[n]!;
    const organizerId = columns.organizers.text(columns.organizer[n]!);
    const groupId = columns.groups.text(columns.group[n]!);
    return {
      id,
      roomNumber: this.#roomNumber.get(id)?.[0] ?? null,
      organizerId,
      organizerName: organizerId === null ? null : this.organizer(organizerId),
      groupName: groupId === null ? null : this.group(groupId),
      billingCode: columns.billingCodes.text(columns.billingCode[n]!),
      startedAt: columns.startedAt[n]!,
      endedAt: columns.endedAt[n]! || null,
      calls: columns.calls[n]!,
      seconds: columns.seconds[n]!,
      peak: columns.peak[n]!,
      costMillionths: toMillionths(prices.costOfConference(columns, n)),
    };
  }

  calls(conferenceId: string, priceOf: (kind: CallKind) => number): readonly CallUsage[] {
    return this.#calls.all(conferenceId).map((row) => {
      const kind = row.number_kind ?? 'direct';
      const seconds = secondsOf({ joinedAt: row.joined_at, endedAt: row.ended_at });
      return {
        legId: row.id,
        callerName: row.caller_name,
        callerNumber: row.caller_number,
        dialledNumber: row.dialled_number,
        kind,
        country: row.number_country,
        role: row.role ?? 'participant',
        joinedAt: row.joined_at,
        endedAt: row.ended_at,
        endReason: row.end_reason,
        seconds,
        costMillionths: toMillionths(seconds * priceOf(kind)),
        codec: row.codec,
        packetsReceived: row.packets_received,
        packetsLost: row.packets_lost,
        jitterMs: row.jitter_ms,
        roundTripMs: row.round_trip_ms,
        mos: row.mos,
      };
    });
  }
}
