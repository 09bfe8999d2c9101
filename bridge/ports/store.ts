import type { IdentityStore } from './identity-store.js';
import type { DrainStore } from './drains.js';
import type { RecordingStore } from './recordings.js';
import type { AdministrationStore } from './administration.js';
import type { ScheduleStore } from './schedule.js';
import type { PriceStore, UsageReports } from './usage.js';
import type { TallyStore } from './tallies.js';
import type { TokenStore } from './token-store.js';

/**
 * Everything that outlives the process. Times are ms since the epoch; ids are UUIDs.
 * Adapters: SQLite (default) and PostgreSQL, both in `bridge/store`.
 *
 * Every method may throw PartylineError `database-failed` or `database-locked`.
 */
export interface Store {
  readonly directory: DirectoryStore;
  readonly identity: IdentityStore;
  readonly history: HistoryStore;
  readonly recordings: RecordingStore;
  readonly administration: AdministrationStore;
  readonly tokens: TokenStore;
  readonly usage: UsageReports;
  readonly prices: PriceStore;
  readonly schedule: ScheduleStore;
  readonly tallies: TallyStore;
  readonly drains: DrainStore;
  /** Brings the schema up to date. @throws PartylineError `database-newer` */
  migrate(): Promise<{ readonly applied: readonly string[] }>;
  /** A write that proves the database can be written; throws where it cannot. */
  check(): Promise<void>;
  /** A consistent copy of the whole database in one file. */
  backup(path: string): Promise<void>;
  close(): Promise<void>;
}

export type Language = 'en' | 'fr';
export type NumberKind = 'toll' | 'toll-free' | 'international-toll-free';

export interface AccountRecord {
  readonly id: string;
  readonly name: string;
  readonly language: Language;
}

export interface OrganizerRecord {
  readonly id: string;
  readonly accountId: string;
  readonly groupId: string | null;
  readonly name: string;
  readonly email: string;
  readonly language: Language | null;
  readonly disabled: boolean;
}

export interface RoomRecord {
  readonly id: string;
  readonly number: string;
  readonly organizerId: string;
  readonly accountId: string;
  /** argon2id, encoded. */
  readonly pinHash: string;
  /** The security code set last (A5), argon2id, encoded; null before the first. */
  readonly securityCodeHash: string | null;
  /** By number, then by organizer, then by account (A13). */
  readonly language: Language;
  /** False when the room's organizer is disabled. */
  readonly enabled: boolean;
  /** Only what differs from the defaults; `bridge/conference` knows the options. */
  readonly options: Readonly<Record<string, unknown>>;
  /** What its account lays down for the options. */
  readonly optionPolicy: Readonly<Record<string, unknown>>;
  /** Whom its organizers may call from a conference; `bridge/conference` knows the form. */
  readonly dialOutPolicy: Readonly<Record<string, unknown>>;
}

export interface NewRoom {
  readonly id: string;
  readonly number: string;
  readonly pinHash: string;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface AccessNumberRecord {
  /** E.164 with its plus sign. */
  readonly number: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly kind: NumberKind;
  readonly language: Language;
  /** The name of a greeting prompt, or null for the usual one. */
  readonly greeting: string | null;
}

export interface DirectoryStore {
  isEmpty(): Promise<boolean>;
  createAccount(account: AccountRecord): Promise<void>;
  listAccounts(): Promise<readonly AccountRecord[]>;
  /** Both or neither. @throws PartylineError `already-exists` naming the e-mail or room number */
  createOrganizer(
    organizer: OrganizerRecord,
    room: NewRoom,
    /** For the portal, argon2id, encoded. */
    passwordHash?: string | null,
  ): Promise<void>;
  optionPolicy(accountId: string): Promise<Readonly<Record<string, unknown>>>;
  /** Replaces what was laid down before. */
  setOptionPolicy(accountId: string, policy: Readonly<Record<string, unknown>>): Promise<void>;
  dialOutPolicy(accountId: string): Promise<Readonly<Record<string, unknown>>>;
  /** Replaces what was laid down before. */
  setDialOutPolicy(accountId: string, policy: Readonly<Record<string, unknown>>): Promise<void>;
  findRoomByNumber(number: string): Promise<RoomRecord | null>;
  findRoomById(id: string): Promise<RoomRecord | null>;
  /** By number. */
  listRoomsOf(organizerId: string): Promise<readonly RoomRecord[]>;
  organizerOfRoom(roomId: string): Promise<OrganizerRecord | null>;
  /** Merges into the stored options; a null value takes an option back to its default. */
  setRoomOptions(roomId: string, changes: Readonly<Record<string, unknown>>): Promise<void>;
  setSecurityCodeHash(roomId: string, hash: string): Promise<void>;
  /** @throws PartylineError `already-exists` */
  addAccessNumber(number: AccessNumberRecord): Promise<void>;
  findAccessNumber(number: string): Promise<AccessNumberRecord | null>;
  listAccessNumbers(): Promise<readonly AccessNumberRecord[]>;
}

export interface NewConference {
  readonly id: string;
  readonly roomId: string;
  readonly startedAt: number;
}

export interface NewCallLeg {
  readonly id: string;
  readonly callId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly dialledNumber: string;
  readonly callerNumber: string | null;
  readonly callerName: string | null;
  readonly source: string;
  readonly codec: string | null;
  readonly startedAt: number;
  /** Of a call that we made: what the account's reports group its cost by; else null. */
  readonly priceClass: string | null;
}

export interface CallLegJoin {
  readonly conferenceId: string;
  readonly role: 'organizer' | 'participant';
  readonly joinedAt: number;
}

export interface CallLegEnd {
  readonly endedAt: number;
  /** A stable word, e.g. `remote-bye`, `wrong-pin`, `media-timeout`, `conference-ended`, `crash`. */
  readonly reason: string;
  readonly codec: string | null;
  readonly packetsReceived: number;
  readonly packetsLost: number;
  readonly jitterMs: number;
  readonly roundTripMs: number | null;
  readonly mos: number | null;
}

export interface CallLegRecord extends NewCallLeg {
  readonly conferenceId: string | null;
  readonly role: 'organizer' | 'participant' | null;
  readonly joinedAt: number | null;
  readonly end: CallLegEnd | null;
}

export interface ConferenceRecord extends NewConference {
  readonly endedAt: number | null;
  readonly endReason: string | null;
  /** A6; null for none. */
  readonly billingCode: string | null;
}

export interface HistoryEvent {
  readonly at: number;
  readonly conferenceId: string | null;
  readonly legId: string | null;
  readonly kind: string;
  /** Plain data; never a PIN or a code. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * The record of calls, written from the first call on. Writes are queued and committed in batches
 * by the adapter, in order; `flush` waits until all that was queued is on disk.
 */
export interface HistoryStore extends HistoryWriter {
  flush(): Promise<void>;
  /** The last error of a queued write, until one succeeds again. Calls go on meanwhile. */
  problem(): string | null;
  /**
   * Ends whatever a dead process left open, with reason `crash`, at its last sign of life (the
   * latest of what was written, `Store.check` included), never after `now`.
   */
  closeLeftOpen(now: number): Promise<{ readonly legs: number; readonly conferences: number }>;
  /**
   * Deletes ended calls and conferences that began before this time, and events of before.
   * @param mostRows of each, in one go
   * @returns how many rows: 0 when there are no more
   */
  deleteBefore(at: number, mostRows: number): Promise<number>;

  conferences(filter: {
    readonly roomId?: string;
    readonly open?: boolean;
    readonly limit: number;
  }): Promise<readonly ConferenceRecord[]>;
  /** The newest first. */
  eventsOf(filter: {
    readonly kind: string;
    readonly since: number;
    readonly limit: number;
  }): Promise<readonly HistoryEvent[]>;
  findConference(id: string): Promise<ConferenceRecord | null>;
  legsOf(conferenceId: string): Promise<readonly CallLegRecord[]>;
  findLegByCallId(callId: string): Promise<CallLegRecord | null>;
}

/** The side of the history that calls write to; nothing here waits for the disk. */
export interface HistoryWriter {
  conferenceStarted(conference: NewConference): void;
  conferenceBilled(id: string, billingCode: string | null): void;
  conferenceEnded(id: string, endedAt: number, reason: string): void;
  legStarted(leg: NewCallLeg): void;
  legJoined(id: string, join: CallLegJoin): void;
  legEnded(id: string, end: CallLegEnd): void;
  event(event: HistoryEvent): void;
}
