import type { Kysely } from 'kysely';
import { PartylineError } from '../../kernel/errors.js';
import type { AccessNumberRecord } from '../../ports/access-numbers.js';
import type {
  AccountRecord,
  DirectoryStore,
  OrganizerRecord,
  RoomRecord,
} from '../../ports/directory.js';
import { organizerOf, refuseUnless } from './organizer-rows.js';
import { inOneTransaction, type Query } from './query.js';
import type { Schema } from '../schema.js';

type Policy = Readonly<Record<string, unknown>>;

export class DirectoryRepository implements DirectoryStore {
  readonly #query: Query;

  constructor(query: Query) {
    this.#query = query;
  }

  async isEmpty(): Promise<boolean> {
    return (await this.listAccounts()).length === 0;
  }

  async createAccount(account: AccountRecord): Promise<void> {
    const { id, name, language } = account;
    await this.#query((db) => db.insertInto('accounts').values({ id, name, language }).execute());
  }

  listAccounts(): Promise<readonly AccountRecord[]> {
    return this.#query((db) =>
      db.selectFrom('accounts').select(['id', 'name', 'language']).orderBy('name').execute(),
    );
  }

  optionPolicy(accountId: string): Promise<Policy> {
    return this.#policy(accountId, 'option_policy');
  }

  setOptionPolicy(accountId: string, policy: Policy): Promise<void> {
    return this.#setPolicy(accountId, { option_policy: JSON.stringify(policy) });
  }

  dialOutPolicy(accountId: string): Promise<Policy> {
    return this.#policy(accountId, 'dial_out_policy');
  }

  setDialOutPolicy(accountId: string, policy: Policy): Promise<void> {
    return this.#setPolicy(accountId, { dial_out_policy: JSON.stringify(policy) });
  }

  findRoomByNumber(number: string): Promise<RoomRecord | null> {
    return this.#findRoom('rooms.number', number);
  }

  findRoomById(id: string): Promise<RoomRecord | null> {
    return this.#findRoom('rooms.id', id);
  }

  listRoomsOf(organizerId: string): Promise<readonly RoomRecord[]> {
    return this.#query(async (db) => {
      const rows = await roomsWithOwners(db)
        .where('rooms.organizer_id', '=', organizerId)
        .orderBy('rooms.number')
        .execute();
      return rows.map(roomOf);
    });
  }

  #policy(accountId: string, column: 'option_policy' | 'dial_out_policy'): Promise<Policy> {
    return this.#query(async (db) => {
      const account = db.selectFrom('accounts').selectAll().where('id', '=', accountId);
      return parsedPolicy((await account.executeTakeFirst())?.[column] ?? null);
    });
  }

  async #setPolicy(
    accountId: string,
    set: { option_policy: string } | { dial_out_policy: string },
  ): Promise<void> {
    await this.#query((db) =>
      db.updateTable('accounts').set(set).where('id', '=', accountId).execute(),
    );
  }

  #findRoom(column: 'rooms.number' | 'rooms.id', value: string): Promise<RoomRecord | null> {
    return this.#query(async (db) => {
      const row = await roomsWithOwners(db).where(column, '=', value).executeTakeFirst();
      return row === undefined ? null : roomOf(row);
    });
  }

  organizerOfRoom(roomId: string): Promise<OrganizerRecord | null> {
    return this.#query(async (db) => {
      const row = await db
        .selectFrom('organizers')
        .innerJoin('rooms', 'rooms.organizer_id', 'organizers.id')
        .selectAll('organizers')
        .where('rooms.id', '=', roomId)
        .executeTakeFirst();
      return row === undefined ? null : organizerOf(row);
    });
  }

  async setRoomOptions(roomId: string, changes: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#query((db) =>
      inOneTransaction(db, async (inOne) => {
        const options = { ...(await lockedOptions(inOne, roomId)), ...changes };
        const kept = Object.entries(options).filter(([, value]) => value !== null);
        await inOne
          .updateTable('rooms')
          .set({ options: JSON.stringify(Object.fromEntries(kept)) })
          .where('id', '=', roomId)
          .execute();
      }),
    );
  }

  async setSecurityCodeHash(roomId: string, hash: string): Promise<void> {
    await this.#query((db) =>
      db.updateTable('rooms').set({ security_code_hash: hash }).where('id', '=', roomId).execute(),
    );
  }

  async addAccessNumber(number: AccessNumberRecord): Promise<void> {
    await this.#query((db) =>
      db
        .insertInto('access_numbers')
        .values({ ...number })
        .onConflict((conflict) => conflict.column('number').doNothing())
        .executeTakeFirst()
        .then((result) =>
          refuseUnless(result.numInsertedOrUpdatedRows, accessTaken(number.number)),
        ),
    );
  }

  findAccessNumber(number: string): Promise<AccessNumberRecord | null> {
    return this.#query(async (db) => {
      const row = await db
        .selectFrom('access_numbers')
        .selectAll()
        .where('number', '=', number)
        .executeTakeFirst();
      return row ?? null;
    });
  }

  listAccessNumbers(): Promise<readonly AccessNumberRecord[]> {
    return this.#query((db) =>
      db.selectFrom('access_numbers').selectAll().orderBy('number').execute(),
    );
  }
}

const roomsWithOwners = (db: Kysely<Schema>) =>
  db
    .selectFrom('rooms')
    .innerJoin('organizers', 'organizers.id', 'rooms.organizer_id')
    .innerJoin('accounts', 'accounts.id', 'organizers.account_id')
    .select([
      'rooms.id',
      'rooms.number',
      'rooms.organizer_id',
      'rooms.pin_hash',
      'rooms.security_code_hash',
      'rooms.options',
      'organizers.account_id',
      'organizers.disabled',
      'organizers.language as organizer_language',
      'accounts.language as account_language',
      'accounts.option_policy',
      'accounts.dial_out_policy',
    ]);

type RoomRow = Awaited<ReturnType<ReturnType<typeof roomsWithOwners>['execute']>>[number];

function roomOf(row: RoomRow): RoomRecord {
  return {
    id: row.id,
    number: row.number,
    organizerId: row.organizer_id,
    accountId: row.account_id,
    pinHash: row.pin_hash,
    securityCodeHash: row.security_code_hash,
    language: row.organizer_language ?? row.account_language,
    enabled: row.disabled === 0,
    options: JSON.parse(row.options) as Record<string, unknown>,
    optionPolicy: parsedPolicy(row.option_policy),
    dialOutPolicy: parsedPolicy(row.dial_out_policy),
  };
}

function parsedPolicy(text: string | null): Policy {
  return text === null ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** Takes the write lock first, by a write that changes nothing: two merges never cross. */
async function lockedOptions(db: Kysely<Schema>, roomId: string): Promise<object> {
  await db
    .updateTable('rooms')
    .set((row) => ({ options: row.ref('options') }))
    .where('id', '=', roomId)
    .execute();
  const room = await db
    .selectFrom('rooms')
    .select('options')
    .where('id', '=', roomId)
    .executeTakeFirst();
  if (room === undefined) throw new PartylineError('not-found', 'there is no such room');
  return JSON.parse(room.options) as object;
}

const accessTaken = (number: string) =>
  new PartylineError('already-exists', `access number ${number} exists`, { mend: 'add another' });
