import type { AccessNumberRecord } from './access-numbers.js';
import type { Language } from './language.js';

export interface DirectoryStore {
  isEmpty(): Promise<boolean>;
  createAccount(account: AccountRecord): Promise<void>;
  listAccounts(): Promise<readonly AccountRecord[]>;
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
