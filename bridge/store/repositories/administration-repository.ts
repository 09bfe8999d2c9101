import { sql, type Kysely } from 'kysely';
import { PartylineError } from '../../kernel/errors.js';
import { foldedText } from '../../kernel/folded-text.js';
import type {
  AddedOrganizerRecord,
  AdministrationStore,
  AuditEntry,
  AuditFilter,
  AuditRecord,
  GroupRecord,
  GroupRow,
  OrganizerChanges,
  OrganizerFilter,
  OrganizerRow,
} from '../../ports/administration.js';
import { readAudit, writeAudit } from './audit-repository.js';
import { insertOrganizer } from './organizer-rows.js';
import { inOneTransaction, type Query } from './query.js';
import type { Schema } from '../schema.js';

export class AdministrationRepository implements AdministrationStore {
  readonly #query: Query;

  constructor(query: Query) {
    this.#query = query;
  }

  listGroups(accountId: string): Promise<readonly GroupRow[]> {
    return this.#query((db) =>
      db
        .selectFrom('groups')
        .leftJoin('organizers', 'organizers.group_id', 'groups.id')
        .select((of) => [
          'groups.id',
          'groups.account_id as accountId',
          'groups.name',
          of.fn.count<number>('organizers.id').as('organizers'),
        ])
        .where('groups.account_id', '=', accountId)
        .groupBy('groups.id')
        .orderBy('groups.name_folded')
        .orderBy('groups.name')
        .execute(),
    );
  }

  findGroup(id: string): Promise<GroupRecord | null> {
    return this.#query(async (db) => {
      const row = await db
        .selectFrom('groups')
        .select(['id', 'account_id as accountId', 'name'])
        .where('id', '=', id)
        .executeTakeFirst();
      return row ?? null;
    });
  }

  createGroup({ id, accountId, name }: GroupRecord, audit: AuditEntry): Promise<void> {
    return this.#change(audit, async (db) => {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('groups')
        .values({ id, account_id: accountId, name, name_folded: foldedText(name) })
        .onConflict((conflict) => conflict.columns(['account_id', 'name']).doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows !== 1n) throw groupTaken(name);
    });
  }

  renameGroup(id: string, name: string, audit: AuditEntry): Promise<void> {
    return this.#change(audit, async (db) => {
      const group = await db
        .selectFrom('groups')
        .select('account_id')
        .where('id', '=', id)
        .executeTakeFirst();
      if (group === undefined) throw noSuch('group');
      const other = await db
        .selectFrom('groups')
        .select('id')
        .where('account_id', '=', group.account_id)
        .where('name', '=', name)
        .where('id', '!=', id)
        .executeTakeFirst();
      if (other !== undefined) throw groupTaken(name);
      await db
        .updateTable('groups')
        .set({ name, name_folded: foldedText(name) })
        .where('id', '=', id)
        .execute();
    });
  }

  deleteGroup(id: string, audit: AuditEntry): Promise<void> {
    return this.#change(audit, async (db) => {
      const member = await db
        .selectFrom('organizers')
        .select('id')
        .where('group_id', '=', id)
        .executeTakeFirst();
      if (member !== undefined) {
        throw new PartylineError('wrong-state', 'the group still has organizers', {
          mend: 'move them to another group first',
        });
      }
      const { numDeletedRows } = await db
        .deleteFrom('groups')
        .where('id', '=', id)
        .executeTakeFirst();
      if (numDeletedRows !== 1n) throw noSuch('group');
    });
  }

  listOrganizers(filter: OrganizerFilter): Promise<readonly OrganizerRow[]> {
    return this.#query(async (db) => {
      const rows = await organizerRows(db)
        .where('organizers.account_id', '=', filter.accountId)
        .$if(filter.groupIds !== undefined, (query) =>
          query.where('organizers.group_id', 'in', [...filter.groupIds!]),
        )
        .$if(filter.search !== undefined, (query) => {
          const name = `%${escapeLike(foldedText(filter.search!))}%`;
          const part = `%${escapeLike(filter.search!.toLowerCase())}%`;
          return query.where((where) =>
            where.or([
              sql<boolean>`organizers.name_folded like ${name} escape '\\'`,
              sql<boolean>`organizers.email like ${part} escape '\\'`,
              sql<boolean>`rooms.number like ${part} escape '\\'`,
            ]),
          );
        })
        .$if(filter.after !== undefined, (query) => {
          const { id } = filter.after!;
          const name = foldedText(filter.after!.name);
          return query.where((where) =>
            where.or([
              where('organizers.name_folded', '>', name),
              where.and([
                where('organizers.name_folded', '=', name),
                where('organizers.id', '>', id),
              ]),
            ]),
          );
        })
        .orderBy('organizers.name_folded')
        .orderBy('organizers.id')
        .limit(filter.limit)
        .execute();
      return withNumbers(db, rows);
    });
  }

  findOrganizer(id: string): Promise<OrganizerRow | null> {
    return this.#query(async (db) => {
      const rows = await organizerRows(db).where('organizers.id', '=', id).limit(1).execute();
      const [row] = await withNumbers(db, rows);
      return row ?? null;
    });
  }

  takenEmails(emails: readonly string[]): Promise<readonly string[]> {
    return this.#query(async (db) => {
      const rows = await db
        .selectFrom('organizers')
        .select('email')
        .where('email', 'in', [...emails])
        .execute();
      return rows.map(({ email }) => email);
    });
  }

  async createOrganizers(added: readonly AddedOrganizerRecord[]): Promise<void> {
    await this.#query((db) =>
      inOneTransaction(db, async (inOne) => {
        for (const { organizer, room, assignedNumbers, passwordHash, audit } of added) {
          await insertOrganizer(inOne, organizer, room, passwordHash);
          await giveNumbers(inOne, organizer.id, assignedNumbers);
          await writeAudit(inOne, audit);
        }
      }),
    );
  }

  updateOrganizer(id: string, changes: OrganizerChanges, audit: AuditEntry): Promise<void> {
    return this.#change(audit, async (db) => {
      if (changes.email !== undefined) {
        const other = await db
          .selectFrom('organizers')
          .select('id')
          .where('email', '=', changes.email)
          .where('id', '!=', id)
          .executeTakeFirst();
        if (other !== undefined) {
          throw new PartylineError(
            'already-exists',
            `an organizer with e-mail ${changes.email} exists`,
            { mend: 'give another e-mail' },
          );
        }
      }
      const { numUpdatedRows } = await db
        .updateTable('organizers')
        .set({
          id,
          ...(changes.name === undefined
            ? {}
            : { name: changes.name, name_folded: foldedText(changes.name) }),
          ...(changes.email === undefined ? {} : { email: changes.email }),
          ...(changes.language === undefined ? {} : { language: changes.language }),
          ...(changes.groupId === undefined ? {} : { group_id: changes.groupId }),
          ...(changes.disabled === undefined ? {} : { disabled: changes.disabled ? 1 : 0 }),
        })
        .where('id', '=', id)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw noSuch('organizer');
    });
  }

  setPinHash(roomId: string, pinHash: string, audit: AuditEntry): Promise<void> {
    return this.#change(audit, async (db) => {
      const { numUpdatedRows } = await db
        .updateTable('rooms')
        .set({ pin_hash: pinHash })
        .where('id', '=', roomId)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw noSuch('room');
    });
  }

  setAssignedNumbers(
    organizerId: string,
    numbers: readonly string[] | null,
    audit: AuditEntry,
  ): Promise<void> {
    return this.#change(audit, (db) => giveNumbers(db, organizerId, numbers));
  }

  organizersGiven(number: string): Promise<readonly { readonly name: string }[]> {
    return this.#query((db) =>
      db
        .selectFrom('organizer_numbers')
        .innerJoin('organizers', 'organizers.id', 'organizer_numbers.organizer_id')
        .select('organizers.name')
        .where('organizer_numbers.number', '=', number)
        .orderBy('organizers.name_folded')
        .execute(),
    );
  }

  removeAccessNumber(number: string, audit: AuditEntry): Promise<void> {
    return this.#change(audit, async (db) => {
      const { numDeletedRows } = await db
        .deleteFrom('access_numbers')
        .where('number', '=', number)
        .executeTakeFirst();
      if (numDeletedRows !== 1n) throw noSuch('access number');
    });
  }

  listAudit(filter: AuditFilter): Promise<readonly AuditRecord[]> {
    return this.#query((db) => readAudit(db, filter));
  }

  #change(audit: AuditEntry, run: (db: Kysely<Schema>) => Promise<void>): Promise<void> {
    return this.#query((db) =>
      inOneTransaction(db, async (inOne) => {
        // The log first: a write from the start takes the lock, and two changes never cross.
        await writeAudit(inOne, audit);
        await run(inOne);
      }),
    );
  }
}

function organizerRows(db: Kysely<Schema>) {
  return db
    .selectFrom('organizers')
    .innerJoin('rooms', 'rooms.organizer_id', 'organizers.id')
    .leftJoin('groups', 'groups.id', 'organizers.group_id')
    .select([
      'organizers.id',
      'organizers.account_id as accountId',
      'organizers.group_id as groupId',
      'organizers.name',
      'organizers.email',
      'organizers.language',
      'organizers.disabled',
      'organizers.number_range as numberRange',
      'groups.name as groupName',
      'rooms.id as roomId',
      'rooms.number as roomNumber',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof organizerRows>['execute']>>[number];

async function withNumbers(
  db: Kysely<Schema>,
  rows: readonly Row[],
): Promise<readonly OrganizerRow[]> {
  if (rows.length === 0) return [];
  const given = await db
    .selectFrom('organizer_numbers')
    .selectAll()
    .where(
      'organizer_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('number')
    .execute();
  return rows.map(({ numberRange, ...row }) => ({
    ...row,
    disabled: row.disabled !== 0,
    assignedNumbers:
      numberRange === null
        ? null
        : given.filter(({ organizer_id }) => organizer_id === row.id).map(({ number }) => number),
  }));
}

async function giveNumbers(
  db: Kysely<Schema>,
  organizerId: string,
  numbers: readonly string[] | null,
): Promise<void> {
  await db
    .updateTable('organizers')
    .set({ number_range: numbers === null ? null : 'chosen' })
    .where('id', '=', organizerId)
    .execute();
  await db.deleteFrom('organizer_numbers').where('organizer_id', '=', organizerId).execute();
  if (numbers === null || numbers.length === 0) return;
  const known = await db
    .selectFrom('access_numbers')
    .select('number')
    .where('number', 'in', [...numbers])
    .execute();
  const missing = numbers.find((number) => !known.some((one) => one.number === number));
  if (missing !== undefined) {
    throw new PartylineError('not-found', `there is no access number ${missing}`, {
      mend: 'add it first',
    });
  }
  await db
    .insertInto('organizer_numbers')
    .values(numbers.map((number) => ({ organizer_id: organizerId, number })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}

const groupTaken = (name: string) =>
  new PartylineError('already-exists', `there is a group "${name}"`, { mend: 'give another name' });

const noSuch = (what: string) =>
  new PartylineError('not-found', `there is no such ${what}`, {
    mend: 'somebody may have removed it meanwhile',
  });
