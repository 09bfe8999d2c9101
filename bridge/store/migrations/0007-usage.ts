import { type Kysely, sql } from 'kysely';
import type { ColumnTypes } from './column-types.js';
import { addColumn } from './add-column.js';

/**
 * What reports group by is kept with the call and the conference as it was then: a number that is
 * given back, or an organizer who moves to another group, changes no report of the past.
 */
export async function usage(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await addColumn(db, 'call_legs', 'number_kind', 'text');
  await addColumn(db, 'call_legs', 'number_country', 'text');
  await addColumn(db, 'conferences', 'account_id', 'text');
  await addColumn(db, 'conferences', 'organizer_id', 'text');
  await addColumn(db, 'conferences', 'group_id', 'text');
  await addColumn(db, 'accounts', 'currency', 'text');
  await fillIn(db);
  await db.schema
    .createTable('number_prices')
    .ifNotExists()
    .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('valid_from', types.bigInteger, (column) => column.notNull())
    .addColumn('millionths_per_minute', types.bigInteger, (column) => column.notNull())
    .addPrimaryKeyConstraint('number_prices_key', ['account_id', 'kind', 'valid_from'])
    .execute();
}

async function fillIn(db: Kysely<unknown>): Promise<void> {
  await sql`
    update call_legs set
      number_kind = case when direction = 'outbound' then 'dial-out' else coalesce(
        (select kind from access_numbers where number = call_legs.dialled_number), 'direct') end,
      number_country =
        (select country from access_numbers where number = call_legs.dialled_number)
    where number_kind is null`.execute(db);
  await sql`
    update conferences set
      organizer_id = (select organizer_id from rooms where rooms.id = conferences.room_id)
    where organizer_id is null`.execute(db);
  await sql`
    update conferences set
      account_id = (select account_id from organizers where organizers.id = organizer_id),
      group_id = (select group_id from organizers where organizers.id = organizer_id)
    where account_id is null`.execute(db);
}
