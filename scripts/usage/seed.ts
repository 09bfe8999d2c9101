import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { databaseFile } from '../../bridge/store/sqlite/sqlite-database.js';

export interface SeedOptions {
  readonly dataDir: string;
  readonly legs: number;
  readonly organizers: number;
  /** The newest conferences end before this, the oldest begin 13 months before it. */
  readonly nowMs: number;
  readonly seed: number;
}

export interface Seeded {
  readonly accountId: string;
  /** Who held the most conferences: a tenth of all. */
  readonly busiestOrganizerId: string;
  readonly conferences: number;
}

const dayMs = 86_400_000;
const seededDays = 395;
const commitEvery = 20_000;

const accessNumbers = [
  { number: '+3225550100', country: 'BE', kind: 'toll' },
  { number: '+3280055501', country: 'BE', kind: 'toll-free' },
  { number: '+33155501001', country: 'FR', kind: 'toll' },
  { number: '+33805550100', country: 'FR', kind: 'toll-free' },
  { number: '+80055501000', country: 'BE', kind: 'international-toll-free' },
] as const;

/** A year of a company's calls, alike for the same seed, into a data directory that has its tables. */
export function seedUsage(options: SeedOptions): Seeded {
  const database = new Database(databaseFile(options.dataDir));
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = OFF');
    return new Seeder(database, options).run();
  } finally {
    database.close();
  }
}

class Seeder {
  readonly #database: Database.Database;
  readonly #options: SeedOptions;
  readonly #random: () => number;

  constructor(database: Database.Database, options: SeedOptions) {
    this.#database = database;
    this.#options = options;
    this.#random = mulberry32(options.seed);
  }

  run(): Seeded {
    const accountId = randomUUID();
    const organizers = this.#directory(accountId);
    let legs = 0;
    let conferences = 0;
    while (legs < this.#options.legs) {
      const until = Math.min(this.#options.legs, legs + commitEvery);
      this.#database.transaction(() => {
        while (legs < until) {
          const progress = legs / this.#options.legs;
          // Two of ten belong to one organizer, who makes the worst page of all.
          const busiest = this.#random() < 0.1;
          const organizer = organizers[busiest ? 0 : this.#below(organizers.length)]!;
          legs += this.#conference(accountId, organizer, progress, until - legs);
          conferences++;
        }
      })();
    }
    this.#database.pragma('wal_checkpoint(TRUNCATE)');
    return { accountId, busiestOrganizerId: organizers[0]!.id, conferences };
  }

  #directory(accountId: string): readonly SeededOrganizer[] {
    const database = this.#database;
    database
      .prepare('insert into accounts (id, name, language, currency) values (?, ?, ?, ?)')
      .run(accountId, 'Seeded company', 'en', 'EUR');
    const addNumber = database.prepare(
      'insert or ignore into access_numbers (number, country, kind, language) values (?, ?, ?, ?)',
    );
    for (const { number, country, kind } of accessNumbers)
      addNumber.run(number, country, kind, 'fr');
    const addPrice = database.prepare('insert into number_prices values (?, ?, 0, ?)');
    addPrice.run(accountId, 'toll', 12_500);
    addPrice.run(accountId, 'toll-free', 45_000);
    addPrice.run(accountId, 'international-toll-free', 140_000);
    const addGroup = database.prepare('insert into groups (id, account_id, name) values (?, ?, ?)');
    const groups = ['Finance', 'Legal', 'Sales', 'Support', 'Research'].map((name) => {
      const id = randomUUID();
      addGroup.run(id, accountId, name);
      return id;
    });
    const addOrganizer = database.prepare(
      `insert into organizers
       (id, account_id, group_id, name, name_folded, email, language, disabled)
       values (?, ?, ?, ?, ?, ?, null, 0)`,
    );
    const addRoom = database.prepare(
      'insert into rooms (id, number, organizer_id, pin_hash, options) values (?, ?, ?, ?, ?)',
    );
    return Array.from({ length: this.#options.organizers }, (_, n) => {
      const id = randomUUID();
      const room = randomUUID();
      const groupId = n % 7 === 6 ? null : groups[n % groups.length]!;
      const email = `organizer-${n}-${accountId.slice(0, 8)}@example.com`;
      addOrganizer.run(id, accountId, groupId, `Organizer ${n}`, `organizer ${n}`, email);
      // No PIN opens these rooms: the hash is of none.
      addRoom.run(room, this.#roomNumber(), id, '', '{}');
      return { id, room, groupId };
    });
  }

  #roomNumber(): string {
    return `9${this.#below(1_000_000_000).toString().padStart(9, '0')}`;
  }

  #conference(
    accountId: string,
    organizer: SeededOrganizer,
    progress: number,
    mostCalls: number,
  ): number {
    const id = randomUUID();
    const day = Math.floor(progress * seededDays);
    const hour = 8 + this.#random() * 10;
    const firstDay = this.#options.nowMs - (seededDays + 1) * dayMs;
    const startedAtMs = Math.floor(firstDay + day * dayMs + hour * 3_600_000);
    const lengthMs = Math.floor(60_000 * (5 + this.#random() * 80));
    const calls = Math.min(mostCalls, this.#size());
    const code = this.#random() < 0.6 ? `${1000 + this.#below(400)}` : null;
    this.#prepared(
      `insert into conferences (id, room_id, started_at, ended_at, end_reason, billing_code,
         account_id, organizer_id, group_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      ...[id, organizer.room, startedAtMs, startedAtMs + lengthMs, 'empty', code],
      ...[accountId, organizer.id, organizer.groupId],
    );
    for (let n = 0; n < calls; n++) this.#call(id, n, startedAtMs, lengthMs);
    return calls;
  }

  /** Most conferences are small, some fill a hall. */
  #size(): number {
    const luck = this.#random();
    if (luck < 0.8) return 2 + this.#below(10);
    if (luck < 0.995) return 12 + this.#below(30);
    return 100 + this.#below(300);
  }

  #call(conferenceId: string, n: number, conferenceStart: number, lengthMs: number): void {
    const number = accessNumbers[this.#below(accessNumbers.length)]!;
    const joinedAtMs = conferenceStart + (n === 0 ? 0 : this.#below(Math.ceil(lengthMs / 4)));
    const endedAtMs = conferenceStart + lengthMs - this.#below(Math.ceil(lengthMs / 4));
    const packets = Math.max(0, Math.floor((endedAtMs - joinedAtMs) / 20));
    this.#prepared(
      `insert into call_legs (id, call_id, direction, dialled_number, caller_number, caller_name,
         source, codec, started_at, conference_id, role, joined_at, ended_at, end_reason,
         packets_received, packets_lost, jitter_ms, round_trip_ms, mos, number_kind, number_country)
       values (?, ?, 'inbound', ?, ?, null, 'carrier', ?, ?, ?, ?, ?, ?, 'remote-bye',
         ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      ...[randomUUID(), `${conferenceId.slice(0, 13)}-${n}@carrier.example`, number.number],
      ...[`+32470${String(this.#below(1_000_000)).padStart(6, '0')}`, 'PCMA/8000'],
      ...[joinedAtMs - 20_000, conferenceId, n === 0 ? 'organizer' : 'participant'],
      ...[joinedAtMs, endedAtMs, packets, Math.floor(packets * 0.001), this.#random() * 12],
      ...[20 + this.#random() * 80, 3.4 + this.#random(), number.kind, number.country],
    );
  }

  readonly #statements = new Map<string, Database.Statement>();

  #prepared(text: string): Database.Statement {
    let statement = this.#statements.get(text);
    if (statement === undefined) {
      statement = this.#database.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }

  #below(bound: number): number {
    return Math.floor(this.#random() * bound);
  }
}

interface SeededOrganizer {
  readonly id: string;
  readonly room: string;
  readonly groupId: string | null;
}

function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
