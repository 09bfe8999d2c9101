import type { Language } from './language.js';

/**
 * Who may sign in to the portal: people, their sessions, links and tokens. A person is an organizer
 * when a room is theirs, and an admin besides or instead. Secrets are never stored: a session, a
 * link or a token is known by the SHA-256 of it. Times are ms since the epoch; ids are UUIDs.
 */
export interface IdentityStore {
  findPerson(id: string): Promise<PersonRecord | null>;
  /** @param email in lower case */
  findPersonByEmail(email: string): Promise<PersonRecord | null>;
  /** Somebody without a room. @throws PartylineError `already-exists` naming the e-mail */
  createPerson(person: NewPerson): Promise<void>;
  /** By name. */
  listAdmins(accountId: string): Promise<readonly PersonRecord[]>;
  setAdmin(personId: string, admin: AdminReach, groupIds: readonly string[]): Promise<void>;
  setPasswordHash(personId: string, hash: string): Promise<void>;
  setLanguage(personId: string, language: Language | null): Promise<void>;

  createSession(session: SessionRecord): Promise<void>;
  /** With its person, unless it has expired by `now`, or the person is disabled. */
  findSession(idHash: string, nowMs: number): Promise<SessionOfPerson | null>;
  touchSession(idHash: string, seenAtMs: number, expiresAtMs: number): Promise<void>;
  deleteSession(idHash: string): Promise<void>;
  /** All of a person's, `except` one. */
  deleteSessions(personId: string, except: string | null): Promise<void>;
  /** Takes out what has expired: sessions and links. */
  deleteExpired(nowMs: number): Promise<void>;

  createPasswordLink(link: PasswordLinkRecord): Promise<void>;
  /** Those that may still be used. */
  countPasswordLinks(personId: string, nowMs: number): Promise<number>;
  /** The person it is for, while it may be used. */
  findPasswordLink(tokenHash: string, nowMs: number): Promise<PersonRecord | null>;
  /**
   * Sets the password by a link: the link, all other links of that person, and all sessions are
   * gone afterwards. Of two at once one wins.
   * @returns the person, or null when the link has been used or has expired
   */
  usePasswordLink(tokenHash: string, hash: string, nowMs: number): Promise<PersonRecord | null>;
}

/** `groups`: the groups listed beside it, and no others. */
export type AdminReach = 'none' | 'groups' | 'account';

export interface PersonRecord {
  readonly id: string;
  readonly accountId: string;
  readonly groupId: string | null;
  readonly name: string;
  readonly email: string;
  readonly language: Language | null;
  readonly disabled: boolean;
  /** argon2id, encoded; null before the first password. */
  readonly passwordHash: string | null;
  readonly admin: AdminReach;
  /** Those administered; empty unless `admin` is `groups`. */
  readonly adminGroupIds: readonly string[];
}

export type NewPerson = Omit<PersonRecord, 'adminGroupIds' | 'groupId'>;

export interface SessionRecord {
  readonly idHash: string;
  readonly personId: string;
  readonly createdAtMs: number;
  readonly seenAtMs: number;
  readonly expiresAtMs: number;
}

export interface SessionOfPerson {
  readonly session: SessionRecord;
  readonly person: PersonRecord;
}

export interface PasswordLinkRecord {
  readonly tokenHash: string;
  readonly personId: string;
  readonly expiresAtMs: number;
}
