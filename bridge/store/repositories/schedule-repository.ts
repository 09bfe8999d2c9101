import type { Kysely, Selectable } from 'kysely';
import { PartylineError } from '../../kernel/errors.js';
import type {
  Recurrence,
  ScheduleContact,
  ScheduleStore,
  ScheduledConference,
} from '../../ports/schedule.js';
import { inOneTransaction, type Query } from './query.js';
import type { ScheduledConferencesTable, Schema } from '../schema.js';

export class ScheduleRepository implements ScheduleStore {
  readonly #query: Query;

  constructor(query: Query) {
    this.#query = query;
  }

  async add(conference: ScheduledConference): Promise<void> {
    await this.#query((db) =>
      inOneTransaction(db, async (inOne) => {
        await inOne
          .insertInto('scheduled_conferences')
          .values({ id: conference.id, ...rowOf(conference) })
          .execute();
        await addContacts(inOne, conference);
      }),
    );
  }

  async replace(conference: ScheduledConference): Promise<void> {
    await this.#query((db) =>
      inOneTransaction(db, async (inOne) => {
        const { numUpdatedRows } = await inOne
          .updateTable('scheduled_conferences')
          .set(rowOf(conference))
          .where('id', '=', conference.id)
          .where('sequence', '=', conference.sequence - 1)
          .executeTakeFirst();
        if (numUpdatedRows !== 1n) {
          throw new PartylineError('wrong-state', 'somebody else has changed it meanwhile', {
            mend: 'look at it again',
          });
        }
        await inOne
          .deleteFrom('schedule_contacts')
          .where('schedule_id', '=', conference.id)
          .execute();
        await addContacts(inOne, conference);
      }),
    );
  }

  find(id: string): Promise<ScheduledConference | null> {
    return this.#query(async (db) => {
      const row = await db
        .selectFrom('scheduled_conferences')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      if (row === undefined) return null;
      return conferenceOf(row, (await contactsOf(db, [id])).get(id) ?? []);
    });
  }

  list(organizerId: string, limit: number): Promise<readonly ScheduledConference[]> {
    return this.#query(async (db) => {
      const rows = await db
        .selectFrom('scheduled_conferences')
        .selectAll()
        .where('organizer_id', '=', organizerId)
        .where('cancelled_at', 'is', null)
        .orderBy('changed_at', 'desc')
        .limit(limit)
        .execute();
      const ids = rows.map(({ id }) => id);
      const contacts = await contactsOf(db, ids);
      return rows.map((row) => conferenceOf(row, contacts.get(row.id) ?? []));
    });
  }
}

async function addContacts(db: Kysely<Schema>, conference: ScheduledConference): Promise<void> {
  if (conference.contacts.length === 0) return;
  await db
    .insertInto('schedule_contacts')
    .values(
      conference.contacts.map(({ email, name, language }, position) => ({
        schedule_id: conference.id,
        position,
        email,
        name,
        language,
      })),
    )
    .execute();
}

async function contactsOf(
  db: Kysely<Schema>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly ScheduleContact[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('schedule_contacts')
    .selectAll()
    .where('schedule_id', 'in', ids)
    .orderBy('position')
    .execute();
  const contacts = new Map<string, ScheduleContact[]>(ids.map((id) => [id, []]));
  for (const { schedule_id, email, name, language } of rows) {
    contacts.get(schedule_id)?.push({ email, name, language });
  }
  return contacts;
}

function rowOf(conference: ScheduledConference) {
  return {
    organizer_id: conference.organizerId,
    room_id: conference.roomId,
    subject: conference.subject,
    note: conference.note,
    starts_at: conference.startsAt,
    time_zone: conference.timeZone,
    duration_minutes: conference.durationMinutes,
    recurrence: conference.recurrence === null ? null : JSON.stringify(conference.recurrence),
    sequence: conference.sequence,
    changed_at: conference.changedAtMs,
    cancelled_at: conference.cancelledAtMs,
  };
}

function conferenceOf(
  row: Selectable<ScheduledConferencesTable>,
  contacts: readonly ScheduleContact[],
): ScheduledConference {
  return {
    id: row.id,
    organizerId: row.organizer_id,
    roomId: row.room_id,
    subject: row.subject,
    note: row.note,
    startsAt: row.starts_at,
    timeZone: row.time_zone,
    durationMinutes: row.duration_minutes,
    recurrence: row.recurrence === null ? null : (JSON.parse(row.recurrence) as Recurrence),
    contacts,
    sequence: row.sequence,
    changedAtMs: row.changed_at,
    cancelledAtMs: row.cancelled_at,
  };
}
