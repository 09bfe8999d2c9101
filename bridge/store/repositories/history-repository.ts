import type { Selectable } from 'kysely';
import type {
  CallLegEnd,
  CallLegJoin,
  CallLegRecord,
  ConferenceRecord,
  HistoryEvent,
  HistoryStore,
  NewCallLeg,
  NewConference,
} from '../../ports/history.js';
import { deleteHistory } from './delete-history.js';
import { closeLeftOpen } from './left-open.js';
import type { Query } from './query.js';
import type { CallLegsTable, Schema } from '../schema.js';
import type { WriteQueue } from '../write-queue.js';

export class HistoryRepository implements HistoryStore {
  readonly #query: Query;
  readonly #queue: WriteQueue;

  constructor(query: Query, queue: WriteQueue) {
    this.#query = query;
    this.#queue = queue;
  }

  conferenceStarted(conference: NewConference): void {
    this.#queue.push({ kind: 'conference-started', conference });
  }

  conferenceBilled(id: string, billingCode: string | null): void {
    this.#queue.push({ kind: 'conference-billed', id, billingCode });
  }

  conferenceEnded(id: string, endedAtMs: number, reason: string): void {
    this.#queue.push({ kind: 'conference-ended', id, endedAtMs, reason });
  }

  legStarted(leg: NewCallLeg): void {
    this.#queue.push({ kind: 'leg-started', leg });
  }

  legJoined(id: string, join: CallLegJoin): void {
    this.#queue.push({ kind: 'leg-joined', id, join });
  }

  legEnded(id: string, end: CallLegEnd): void {
    this.#queue.push({ kind: 'leg-ended', id, end });
  }

  event(event: HistoryEvent): void {
    this.#queue.push({ kind: 'event', event });
  }

  flush(): Promise<void> {
    return this.#queue.flush();
  }

  problem(): string | null {
    return this.#queue.problem;
  }

  counters(): { readonly queued: number; readonly lost: number } {
    return this.#queue.counters;
  }

  closeLeftOpen(nowMs: number): Promise<{ readonly legs: number; readonly conferences: number }> {
    return this.#query((db) => closeLeftOpen(db, nowMs));
  }

  deleteBefore(atMs: number, mostRows: number): Promise<number> {
    return this.#query((db) => deleteHistory(db, atMs, mostRows));
  }

  conferences(filter: {
    readonly roomId?: string;
    readonly open?: boolean;
    readonly limit: number;
  }): Promise<readonly ConferenceRecord[]> {
    return this.#query(async (db) => {
      let select = db
        .selectFrom('conferences')
        .selectAll()
        .orderBy('started_at', 'desc')
        .limit(filter.limit);
      if (filter.roomId !== undefined) select = select.where('room_id', '=', filter.roomId);
      if (filter.open !== undefined) {
        select = select.where('ended_at', filter.open ? 'is' : 'is not', null);
      }
      return (await select.execute()).map(asConference);
    });
  }

  findConference(id: string): Promise<ConferenceRecord | null> {
    return this.#query(async (db) => {
      const row = await db
        .selectFrom('conferences')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row === undefined ? null : asConference(row);
    });
  }

  eventsOf(filter: {
    readonly kind: string;
    readonly sinceMs: number;
    readonly limit: number;
  }): Promise<readonly HistoryEvent[]> {
    return this.#query(async (db) => {
      const rows = await db
        .selectFrom('events')
        .selectAll()
        .where('at', '>=', filter.sinceMs)
        .where('kind', '=', filter.kind)
        .orderBy('at', 'desc')
        .orderBy('sequence', 'desc')
        .limit(filter.limit)
        .execute();
      return rows.map((row) => ({
        atMs: row.at,
        conferenceId: row.conference_id,
        legId: row.leg_id,
        kind: row.kind,
        detail: JSON.parse(row.detail) as Record<string, unknown>,
      }));
    });
  }

  legsOf(conferenceId: string): Promise<readonly CallLegRecord[]> {
    return this.#query(async (db) => {
      const rows = await db
        .selectFrom('call_legs')
        .selectAll()
        .where('conference_id', '=', conferenceId)
        .orderBy('started_at')
        .execute();
      return rows.map(legRecord);
    });
  }

  findLegByCallId(callId: string): Promise<CallLegRecord | null> {
    return this.#query(async (db) => {
      const row = await db
        .selectFrom('call_legs')
        .selectAll()
        .where('call_id', '=', callId)
        .orderBy('started_at', 'desc')
        .executeTakeFirst();
      return row === undefined ? null : legRecord(row);
    });
  }
}

function legRecord(row: Selectable<CallLegsTable>): CallLegRecord {
  return {
    id: row.id,
    callId: row.call_id,
    direction: row.direction,
    dialledNumber: row.dialled_number,
    callerNumber: row.caller_number,
    callerName: row.caller_name,
    source: row.source,
    codec: row.codec,
    startedAtMs: row.started_at,
    priceClass: row.price_class,
    conferenceId: row.conference_id,
    role: row.role,
    joinedAtMs: row.joined_at,
    end: legEnd(row),
  };
}

function legEnd(row: Selectable<CallLegsTable>): CallLegEnd | null {
  if (row.ended_at === null) return null;
  return {
    endedAtMs: row.ended_at,
    reason: row.end_reason ?? '',
    codec: row.codec,
    packetsReceived: row.packets_received ?? 0,
    packetsLost: row.packets_lost ?? 0,
    jitterMs: row.jitter_ms ?? 0,
    roundTripMs: row.round_trip_ms,
    mos: row.mos,
  };
}

function asConference(row: Selectable<Schema['conferences']>): ConferenceRecord {
  return {
    id: row.id,
    roomId: row.room_id,
    startedAtMs: row.started_at,
    endedAtMs: row.ended_at,
    endReason: row.end_reason,
    billingCode: row.billing_code,
  };
}
