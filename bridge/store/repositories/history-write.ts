import type { Transaction } from 'kysely';
import { unreachable } from '../../kernel/errors.js';
import type {
  CallLegEnd,
  CallLegJoin,
  HistoryEvent,
  NewCallLeg,
  NewConference,
} from '../../ports/history.js';
import type { Tally } from '../../ports/tallies.js';
import type { Schema } from '../schema.js';

/** One queued write, as plain data. */
export type HistoryWrite =
  | { readonly kind: 'conference-started'; readonly conference: NewConference }
  | {
      readonly kind: 'conference-ended';
      readonly id: string;
      readonly endedAtMs: number;
      readonly reason: string;
    }
  | {
      readonly kind: 'conference-billed';
      readonly id: string;
      readonly billingCode: string | null;
    }
  | { readonly kind: 'leg-started'; readonly leg: NewCallLeg }
  | { readonly kind: 'leg-joined'; readonly id: string; readonly join: CallLegJoin }
  | { readonly kind: 'leg-ended'; readonly id: string; readonly end: CallLegEnd }
  | { readonly kind: 'event'; readonly event: HistoryEvent }
  | { readonly kind: 'tally'; readonly tally: Tally };

/** A row that is there already stays as it is: a write may come twice, after a failed commit. */
export async function applyWrite(db: Transaction<Schema>, write: HistoryWrite): Promise<void> {
  switch (write.kind) {
    case 'conference-started':
      return insertConference(db, write.conference);
    case 'conference-ended':
      await db
        .updateTable('conferences')
        .set({ ended_at: write.endedAtMs, end_reason: write.reason })
        .where('id', '=', write.id)
        .where('ended_at', 'is', null)
        .execute();
      return;
    case 'conference-billed':
      await db
        .updateTable('conferences')
        .set({ billing_code: write.billingCode })
        .where('id', '=', write.id)
        .execute();
      return;
    case 'leg-started':
      return insertLeg(db, write.leg);
    case 'leg-joined':
      await db
        .updateTable('call_legs')
        .set({
          conference_id: write.join.conferenceId,
          role: write.join.role,
          joined_at: write.join.joinedAtMs,
        })
        .where('id', '=', write.id)
        .execute();
      return;
    case 'leg-ended':
      return endLeg(db, write.id, write.end);
    case 'event':
      return insertEvent(db, write.event);
    case 'tally':
      return replaceTally(db, write.tally);
    default:
      return unreachable(write);
  }
}

/** With whose it is at this moment: reports tell of it as it was. */
async function insertConference(db: Transaction<Schema>, conference: NewConference): Promise<void> {
  const owner = await db
    .selectFrom('rooms')
    .innerJoin('organizers', 'organizers.id', 'rooms.organizer_id')
    .select(['organizers.id', 'organizers.account_id', 'organizers.group_id'])
    .where('rooms.id', '=', conference.roomId)
    .executeTakeFirst();
  await db
    .insertInto('conferences')
    .values({
      id: conference.id,
      room_id: conference.roomId,
      account_id: owner?.account_id ?? null,
      organizer_id: owner?.id ?? null,
      group_id: owner?.group_id ?? null,
      started_at: conference.startedAtMs,
      ended_at: null,
      end_reason: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** With the kind and country that its number has at this moment. */
async function insertLeg(db: Transaction<Schema>, leg: NewCallLeg): Promise<void> {
  const number = await db
    .selectFrom('access_numbers')
    .select(['kind', 'country'])
    .where('number', '=', leg.dialledNumber)
    .executeTakeFirst();
  await db
    .insertInto('call_legs')
    .values({
      id: leg.id,
      call_id: leg.callId,
      direction: leg.direction,
      dialled_number: leg.dialledNumber,
      caller_number: leg.callerNumber,
      caller_name: leg.callerName,
      source: leg.source,
      codec: leg.codec,
      started_at: leg.startedAtMs,
      number_kind: leg.direction === 'outbound' ? 'dial-out' : (number?.kind ?? 'direct'),
      number_country: number?.country ?? null,
      price_class: leg.priceClass,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

async function endLeg(db: Transaction<Schema>, id: string, end: CallLegEnd): Promise<void> {
  await db
    .updateTable('call_legs')
    .set({
      ended_at: end.endedAtMs,
      end_reason: end.reason,
      ...(end.codec === null ? {} : { codec: end.codec }),
      packets_received: end.packetsReceived,
      packets_lost: end.packetsLost,
      jitter_ms: end.jitterMs,
      round_trip_ms: end.roundTripMs,
      mos: end.mos,
    })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

async function insertEvent(db: Transaction<Schema>, event: HistoryEvent): Promise<void> {
  await db
    .insertInto('events')
    .values({
      at: event.atMs,
      conference_id: event.conferenceId,
      leg_id: event.legId,
      kind: event.kind,
      detail: JSON.stringify(event.detail),
    })
    .execute();
}

async function replaceTally(db: Transaction<Schema>, tally: Tally): Promise<void> {
  const { kind, key, level, atMs: at, untilMs: until } = tally;
  await db
    .insertInto('tallies')
    .values({ kind, key, level, at, until })
    .onConflict((conflict) => conflict.columns(['kind', 'key']).doUpdateSet({ level, at, until }))
    .execute();
}
