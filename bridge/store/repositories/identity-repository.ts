import type { Kysely, Selectable } from 'kysely';
import { PartylineError } from '../../kernel/errors.js';
import { foldedText } from '../../kernel/folded-text.js';
import type {
  AdminReach,
  IdentityStore,
  NewPerson,
  PasswordLinkRecord,
  PersonRecord,
  SessionOfPerson,
  SessionRecord,
} from '../../ports/identity-store.js';
import type { Language } from '../../ports/language.js';
import { organizerOf } from './organizer-rows.js';
import { inOneTransaction, type Query } from './query.js';
import type { OrganizersTable, Schema } from '../schema.js';

export class IdentityRepository implements IdentityStore {
  readonly #query: Query;

  constructor(query: Query) {
    this.#query = query;
  }

  findPerson(id: string): Promise<PersonRecord | null> {
    return this.#query((db) => findPerson(db, 'id', id));
  }

  findPersonByEmail(email: string): Promise<PersonRecord | null> {
    return this.#query((db) => findPerson(db, 'email', email));
  }

  async createPerson(person: NewPerson): Promise<void> {
    const { numInsertedOrUpdatedRows: inserted } = await this.#query((db) =>
      db
        .insertInto('organizers')
        .values({
          id: person.id,
          account_id: person.accountId,
          group_id: null,
          name: person.name,
          name_folded: foldedText(person.name),
          email: person.email,
          language: person.language,
          disabled: person.disabled ? 1 : 0,
          password_hash: person.passwordHash,
          admin: adminColumn(person.admin),
        })
        .onConflict((conflict) => conflict.column('email').doNothing())
        .executeTakeFirst(),
    );
    if (inserted === 1n) return;
    throw new PartylineError('already-exists', `somebody with e-mail ${person.email} exists`, {
      mend: 'give another e-mail',
    });
  }

  listAdmins(accountId: string): Promise<readonly PersonRecord[]> {
    return this.#query(async (db) => {
      const rows = await db
        .selectFrom('organizers')
        .select('id')
        .where('account_id', '=', accountId)
        .where('admin', 'is not', null)
        .orderBy('name_folded')
        .orderBy('id')
        .execute();
      const people = await Promise.all(rows.map(({ id }) => findPerson(db, 'id', id)));
      return people.filter((person) => person !== null);
    });
  }

  async setAdmin(personId: string, admin: AdminReach, groupIds: readonly string[]): Promise<void> {
    await this.#query((db) =>
      inOneTransaction(db, async (inOne) => {
        await inOne
          .updateTable('organizers')
          .set({ admin: adminColumn(admin) })
          .where('id', '=', personId)
          .execute();
        await inOne.deleteFrom('admin_groups').where('person_id', '=', personId).execute();
        if (admin !== 'groups') return;
        for (const groupId of groupIds) {
          await inOne
            .insertInto('admin_groups')
            .values({ person_id: personId, group_id: groupId })
            .execute();
        }
      }),
    );
  }

  async setPasswordHash(personId: string, hash: string): Promise<void> {
    await this.#query((db) => setPasswordHash(db, personId, hash));
  }

  async setLanguage(personId: string, language: Language | null): Promise<void> {
    await this.#query((db) =>
      db.updateTable('organizers').set({ language }).where('id', '=', personId).execute(),
    );
  }

  async createSession(session: SessionRecord): Promise<void> {
    await this.#query((db) =>
      db
        .insertInto('sessions')
        .values({
          id_hash: session.idHash,
          person_id: session.personId,
          created_at: session.createdAtMs,
          seen_at: session.seenAtMs,
          expires_at: session.expiresAtMs,
        })
        .execute(),
    );
  }

  findSession(idHash: string, nowMs: number): Promise<SessionOfPerson | null> {
    return this.#query(async (db) => {
      const row = await db
        .selectFrom('sessions')
        .selectAll()
        .where('id_hash', '=', idHash)
        .where('expires_at', '>', nowMs)
        .executeTakeFirst();
      if (row === undefined) return null;
      const person = await findPerson(db, 'id', row.person_id);
      if (person === null || person.disabled) return null;
      const session = {
        idHash: row.id_hash,
        personId: row.person_id,
        createdAtMs: row.created_at,
        seenAtMs: row.seen_at,
        expiresAtMs: row.expires_at,
      };
      return { session, person };
    });
  }

  async touchSession(idHash: string, seenAtMs: number, expiresAtMs: number): Promise<void> {
    await this.#query((db) =>
      db
        .updateTable('sessions')
        .set({ seen_at: seenAtMs, expires_at: expiresAtMs })
        .where('id_hash', '=', idHash)
        .execute(),
    );
  }

  async deleteSession(idHash: string): Promise<void> {
    await this.#query((db) => db.deleteFrom('sessions').where('id_hash', '=', idHash).execute());
  }

  async deleteSessions(personId: string, except: string | null): Promise<void> {
    await this.#query((db) => deleteSessions(db, personId, except));
  }

  async deleteExpired(nowMs: number): Promise<void> {
    await this.#query(async (db) => {
      await db.deleteFrom('sessions').where('expires_at', '<=', nowMs).execute();
      await db.deleteFrom('password_links').where('expires_at', '<=', nowMs).execute();
    });
  }

  async createPasswordLink(link: PasswordLinkRecord): Promise<void> {
    await this.#query((db) =>
      db
        .insertInto('password_links')
        .values({
          token_hash: link.tokenHash,
          person_id: link.personId,
          expires_at: link.expiresAtMs,
        })
        .execute(),
    );
  }

  countPasswordLinks(personId: string, nowMs: number): Promise<number> {
    return this.#query(async (db) => {
      const { links } = await db
        .selectFrom('password_links')
        .select((of) => of.fn.countAll<number>().as('links'))
        .where('person_id', '=', personId)
        .where('expires_at', '>', nowMs)
        .executeTakeFirstOrThrow();
      return links;
    });
  }

  findPasswordLink(tokenHash: string, nowMs: number): Promise<PersonRecord | null> {
    return this.#query(async (db) => {
      const link = await db
        .selectFrom('password_links')
        .select('person_id')
        .where('token_hash', '=', tokenHash)
        .where('expires_at', '>', nowMs)
        .executeTakeFirst();
      const person = link === undefined ? null : await findPerson(db, 'id', link.person_id);
      return person?.disabled === false ? person : null;
    });
  }

  usePasswordLink(tokenHash: string, hash: string, nowMs: number): Promise<PersonRecord | null> {
    return this.#query((db) =>
      inOneTransaction(db, async (inOne) => {
        // What deletes the link owns it.
        const link = await inOne
          .deleteFrom('password_links')
          .where('token_hash', '=', tokenHash)
          .where('expires_at', '>', nowMs)
          .returning('person_id')
          .executeTakeFirst();
        const person = link === undefined ? null : await findPerson(inOne, 'id', link.person_id);
        if (person === null || person.disabled) return null;
        await setPasswordHash(inOne, person.id, hash);
        await inOne.deleteFrom('password_links').where('person_id', '=', person.id).execute();
        await deleteSessions(inOne, person.id, null);
        return { ...person, passwordHash: hash };
      }),
    );
  }
}

async function setPasswordHash(db: Kysely<Schema>, personId: string, hash: string): Promise<void> {
  await db
    .updateTable('organizers')
    .set({ password_hash: hash })
    .where('id', '=', personId)
    .execute();
}

async function deleteSessions(
  db: Kysely<Schema>,
  personId: string,
  except: string | null,
): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where('person_id', '=', personId)
    .where('id_hash', '!=', except ?? '')
    .execute();
}

async function findPerson(
  db: Kysely<Schema>,
  column: 'id' | 'email',
  value: string,
): Promise<PersonRecord | null> {
  const row = await db
    .selectFrom('organizers')
    .selectAll()
    .where(column, '=', value)
    .executeTakeFirst();
  if (row === undefined) return null;
  const groups =
    row.admin === 'groups'
      ? await db
          .selectFrom('admin_groups')
          .select('group_id')
          .where('person_id', '=', row.id)
          .execute()
      : [];
  return personOf(
    row,
    groups.map(({ group_id }) => group_id),
  );
}

function personOf(
  row: Selectable<OrganizersTable>,
  adminGroupIds: readonly string[],
): PersonRecord {
  return {
    ...organizerOf(row),
    passwordHash: row.password_hash,
    admin: row.admin ?? 'none',
    adminGroupIds,
  };
}

function adminColumn(admin: AdminReach): 'groups' | 'account' | null {
  return admin === 'none' ? null : admin;
}
