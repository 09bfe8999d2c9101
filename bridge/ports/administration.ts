import type { NewRoom, OrganizerRecord } from './directory.js';
import type { Language } from './language.js';

/**
 * Groups, organizers and the audit log (M1–M3, M6). Each change is written together with what the
 * audit log says of it: both or neither. Times are ms since the epoch; ids are UUIDs.
 */
export interface AdministrationStore {
  /** By name. */
  listGroups(accountId: string): Promise<readonly GroupRow[]>;
  findGroup(id: string): Promise<GroupRecord | null>;
  /** @throws PartylineError `already-exists` */
  createGroup(group: GroupRecord, audit: AuditEntry): Promise<void>;
  /** @throws PartylineError `already-exists`, `not-found` */
  renameGroup(id: string, name: string, audit: AuditEntry): Promise<void>;
  /** @throws PartylineError `wrong-state` while it has organizers, `not-found` */
  deleteGroup(id: string, audit: AuditEntry): Promise<void>;

  listOrganizers(filter: OrganizerFilter): Promise<readonly OrganizerRow[]>;
  findOrganizer(id: string): Promise<OrganizerRow | null>;
  /** Those of these e-mails (in lower case) that somebody has. */
  takenEmails(emails: readonly string[]): Promise<readonly string[]>;
  /** All or none. @throws PartylineError `already-exists` naming the e-mail or room number */
  createOrganizers(added: readonly AddedOrganizerRecord[]): Promise<void>;
  /** @throws PartylineError `already-exists`, `not-found` */
  updateOrganizer(id: string, changes: OrganizerChanges, audit: AuditEntry): Promise<void>;
  setPinHash(roomId: string, pinHash: string, audit: AuditEntry): Promise<void>;
  /** The access numbers an organizer is given (A2); null for all. Replaces those before. */
  setAssignedNumbers(
    organizerId: string,
    numbers: readonly string[] | null,
    audit: AuditEntry,
  ): Promise<void>;
  /** Those who were given it, by name. */
  organizersGiven(number: string): Promise<readonly { readonly name: string }[]>;
  /** Takes it from those it was given to as well, be it their last. @throws PartylineError `not-found` */
  removeAccessNumber(number: string, audit: AuditEntry): Promise<void>;

  /** The newest first. */
  listAudit(filter: AuditFilter): Promise<readonly AuditRecord[]>;
}

export interface GroupRecord {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
}

export interface GroupRow extends GroupRecord {
  readonly organizers: number;
}

export interface OrganizerRow extends OrganizerRecord {
  readonly groupName: string | null;
  readonly roomId: string;
  readonly roomNumber: string;
  /** Sorted; null where all there are, now and later, are the organizer's. */
  readonly assignedNumbers: readonly string[] | null;
}

export interface OrganizerFilter {
  readonly accountId: string;
  /** Only those in these groups; absent for all, those in no group included. */
  readonly groupIds?: readonly string[];
  /** In the name, the e-mail or the room number, whatever its case. */
  readonly search?: string;
  /** Those that come after this one by name and id: for the next page. */
  readonly after?: { readonly name: string; readonly id: string };
  readonly limit: number;
}

export interface AddedOrganizerRecord {
  readonly organizer: OrganizerRecord;
  readonly room: NewRoom;
  /** Null for all. */
  readonly assignedNumbers: readonly string[] | null;
  /** For the portal, argon2id, encoded; absent where it is yet to be chosen. */
  readonly passwordHash?: string;
  readonly audit: AuditEntry;
}

export interface OrganizerChanges {
  readonly name?: string;
  readonly email?: string;
  readonly language?: Language | null;
  readonly groupId?: string | null;
  readonly disabled?: boolean;
}

export type AuditActor =
  | { readonly kind: 'person'; readonly id: string; readonly name: string }
  | { readonly kind: 'command-line' }
  | { readonly kind: 'system' };

export type AuditAction =
  | 'group-created'
  | 'group-renamed'
  | 'group-deleted'
  | 'organizer-created'
  | 'organizer-changed'
  | 'organizer-disabled'
  | 'organizer-enabled'
  | 'organizer-moved'
  | 'pin-reset'
  | 'password-changed'
  | 'password-reset'
  | 'numbers-assigned'
  | 'number-added'
  | 'number-removed'
  | 'admin-created'
  | 'admin-changed'
  | 'admin-removed'
  | 'options-changed'
  | 'policy-changed'
  | 'prices-changed'
  | 'recording-renamed'
  | 'recording-deleted'
  | 'token-created'
  | 'token-revoked';

export type AuditSubjectKind =
  'account' | 'group' | 'organizer' | 'room' | 'admin' | 'number' | 'recording' | 'token';

export interface AuditEntry {
  readonly accountId: string;
  readonly atMs: number;
  readonly actor: AuditActor;
  readonly action: AuditAction;
  /** The name is kept as it was then: the subject may be gone when the log is read. */
  readonly subject: {
    readonly kind: AuditSubjectKind;
    readonly id: string;
    readonly name: string;
  };
  /** The group the subject belongs to, so that its admins may read of it. */
  readonly groupId: string | null;
  /** What changed, from and to. Never a PIN, a code, a password or a token. */
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface AuditRecord extends AuditEntry {
  /** Counts up. */
  readonly sequence: number;
}

export interface AuditFilter {
  readonly accountId: string;
  readonly groupIds?: readonly string[];
  /** Only those before this one: for the next page. */
  readonly before?: number;
  readonly limit: number;
}
