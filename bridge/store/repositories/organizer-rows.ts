import type { Kysely, Selectable } from 'kysely';
import { PartylineError } from '../../kernel/errors.js';
import { foldedText } from '../../kernel/folded-text.js';
import type { NewRoom, OrganizerRecord } from '../../ports/directory.js';
import type { OrganizersTable, Schema } from '../schema.js';

/** In a transaction: both or neither. @throws PartylineError `already-exists` naming the e-mail or room number */
export async function insertOrganizer(
  db: Kysely<Schema>,
  organizer: OrganizerRecord,
  room: NewRoom,
  passwordHash: string | null = null,
): Promise<void> {
  await db
    .insertInto('organizers')
    .values({
      id: organizer.id,
      account_id: organizer.accountId,
      group_id: organizer.groupId,
      name: organizer.name,
      name_folded: foldedText(organizer.name),
      email: organizer.email,
      language: organizer.language,
      disabled: organizer.disabled ? 1 : 0,
      password_hash: passwordHash,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirst()
    .then((result) => refuseUnless(result.numInsertedOrUpdatedRows, emailTaken(organizer)));
  await db
    .insertInto('rooms')
    .values({
      id: room.id,
      number: room.number,
      organizer_id: organizer.id,
      pin_hash: room.pinHash,
      options: JSON.stringify(room.options),
    })
    .onConflict((conflict) => conflict.column('number').doNothing())
    .executeTakeFirst()
    .then((result) => refuseUnless(result.numInsertedOrUpdatedRows, numberTaken(room.number)));
}

export function organizerOf(row: Selectable<OrganizersTable>): OrganizerRecord {
  return {
    id: row.id,
    accountId: row.account_id,
    groupId: row.group_id,
    name: row.name,
    email: row.email,
    language: row.language,
    disabled: row.disabled !== 0,
  };
}

export function refuseUnless(inserted: bigint | undefined, refusal: PartylineError): void {
  if (inserted !== 1n) throw refusal;
}

const emailTaken = (organizer: OrganizerRecord) =>
  new PartylineError('already-exists', `an organizer with e-mail ${organizer.email} exists`, {
    mend: 'give another e-mail',
  });

const numberTaken = (number: string) =>
  new PartylineError('already-exists', `room ${number} exists`, { mend: 'give another number' });
