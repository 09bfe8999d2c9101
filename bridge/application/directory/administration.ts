import {
  dialOutRules,
  resolveDialOutPolicy,
  type DialOutPolicy,
} from '../../conference/dial-out-policy.js';
import { resolvePolicy, type OptionPolicy } from '../../conference/option-policy.js';
import type { RoomOptions } from '../../conference/room-options.js';
import type { Audited } from '../../ports/audited.js';
import type { OptionValue } from '../../conference/room-option-values.js';
import { PartylineError } from '../../kernel/errors.js';
import type {
  AddedOrganizerRecord,
  AdministrationStore,
  AuditAction,
  AuditActor,
  AuditEntry,
  AuditFilter,
  AuditRecord,
  GroupRecord,
  GroupRow,
  OrganizerChanges,
  OrganizerFilter,
  OrganizerRow,
} from '../../ports/administration.js';
import type { Clock } from '../../ports/clock.js';
import type { Random } from '../../ports/random.js';
import type { AccessNumberRecord } from '../../ports/access-numbers.js';
import type { DirectoryStore, RoomRecord } from '../../ports/directory.js';
import type { AccessChanges } from './access-changes.js';
import { theAccountId } from './account.js';
import { randomPin } from './credentials.js';
import * as input from './directory-input.js';
import { makeOrganizer } from './new-organizer.js';
import { type ListedOrganizer, type ListRow, readOrganizerList } from './organizer-list.js';
import { withLookups } from './organizer-list-lookups.js';
import type { SecretHasher } from './secret-hasher.js';
import { randomPassword } from './passwords.js';
import {
  changedDialOut,
  changedPolicy,
  parseChanges,
  refuseFixed,
  roomOptionsOf,
} from './room-changes.js';

export interface AdministrationDependencies {
  readonly store: AdministrationStore;
  readonly directory: DirectoryStore;
  readonly audited: Audited;
  readonly hasher: SecretHasher;
  readonly access: AccessChanges;
  readonly clock: Clock;
  readonly random: Random;
}

/** For whom something is changed, and in which account. Whether they may is decided before. */
export interface By {
  readonly accountId: string;
  readonly actor: AuditActor;
}

export interface AddedToAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly room: string;
  /** Shown once: only its hash is kept. */
  readonly pin: string;
}

/** As it is typed on a command line; what is absent is made up. */
export interface TypedOrganizer {
  readonly name: string;
  readonly email: string;
  readonly room?: string | undefined;
  readonly pin?: string | undefined;
  readonly language?: string | undefined;
}

export interface AddedWithPassword extends Omit<AddedToAccount, 'id'> {
  /** For the portal, with the e-mail. Shown once: only its hash is kept. */
  readonly password: string;
}

export interface RoomView {
  readonly number: string;
  readonly enabled: boolean;
  readonly language: string;
  readonly organizer: { readonly name: string; readonly email: string } | null;
  readonly options: RoomOptions;
}

/** What an account lays down for all its rooms. */
export interface AccountPolicy {
  readonly options: OptionPolicy;
  readonly dialOut: DialOutPolicy;
}

/**
 * Groups, organizers, rooms, access numbers, policy and audit log of an account (M1–M4, M6), for the
 * portal, the API and the command line alike: every change is in the log, in one transaction with it.
 */
export class Administration {
  readonly #store: AdministrationStore;
  readonly #directory: DirectoryStore;
  readonly #audited: Audited;
  readonly #hasher: SecretHasher;
  readonly #access: AccessChanges;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor({
    store,
    directory,
    audited,
    hasher,
    access,
    clock,
    random,
  }: AdministrationDependencies) {
    this.#store = store;
    this.#directory = directory;
    this.#audited = audited;
    this.#hasher = hasher;
    this.#access = access;
    this.#clock = clock;
    this.#random = random;
  }

  groups(accountId: string): Promise<readonly GroupRow[]> {
    return this.#store.listGroups(accountId);
  }

  /** @throws PartylineError `bad-value`, `already-exists` */
  async addGroup(by: By, name: string): Promise<GroupRecord> {
    const group = {
      id: this.#random.uuid(),
      accountId: by.accountId,
      name: input.groupName(name),
    };
    await this.#store.createGroup(group, this.#aboutGroup(by, 'group-created', group, {}));
    return group;
  }

  /** @throws PartylineError `not-found`, `bad-value`, `already-exists` */
  async renameGroup(by: By, id: string, name: string): Promise<void> {
    const group = await this.#group(by, id);
    const to = input.groupName(name);
    if (to === group.name) return;
    const entry = this.#aboutGroup(by, 'group-renamed', group, { from: group.name, to });
    await this.#store.renameGroup(id, to, entry);
  }

  /** @throws PartylineError `not-found`, `wrong-state` */
  async deleteGroup(by: By, id: string): Promise<void> {
    const group = await this.#group(by, id);
    await this.#store.deleteGroup(id, this.#aboutGroup(by, 'group-deleted', group, {}));
  }

  organizers(filter: OrganizerFilter): Promise<readonly OrganizerRow[]> {
    return this.#store.listOrganizers(filter);
  }

  /** @throws PartylineError `not-found`, for those of other accounts too */
  async organizer(accountId: string, id: string): Promise<OrganizerRow> {
    const row = await this.#store.findOrganizer(id);
    if (row?.accountId === accountId) return row;
    throw new PartylineError('not-found', 'there is no such organizer');
  }

  /**
   * What a list of organizers would do, line by line; nothing is changed.
   * @throws PartylineError `bad-value` when the file cannot be read
   */
  checkList(by: By, csv: string): Promise<readonly ListRow[]> {
    return withLookups(readOrganizerList(csv), by.accountId, this.#directory, this.#store);
  }

  /** Adds a list, all or none. @throws PartylineError `bad-value` when any line has a problem */
  async addList(by: By, csv: string): Promise<readonly AddedToAccount[]> {
    const rows = await this.checkList(by, csv);
    const wrong = rows.find(({ problems }) => problems.length > 0);
    if (wrong !== undefined) {
      throw new PartylineError('bad-value', `line ${wrong.line}: ${wrong.problems[0]!.message}`, {
        mend: wrong.problems[0]!.mend,
      });
    }
    return this.#add(
      by,
      rows.flatMap(({ organizer }) => organizer ?? []),
    );
  }

  /**
   * By what somebody has typed; with a password for the portal, which is shown once as the PIN is.
   * @throws PartylineError `bad-value`, `already-exists`
   */
  async addTyped(by: By, typed: TypedOrganizer): Promise<AddedWithPassword> {
    const asked: ListedOrganizer = {
      name: input.personName(typed.name),
      email: input.emailAddress(typed.email),
      group: null,
      room: typed.room === undefined ? null : input.roomNumber(typed.room),
      pin: typed.pin === undefined ? null : input.organizerPin(typed.pin),
      language: typed.language === undefined ? null : input.language(typed.language),
      numbers: null,
    };
    const password = randomPassword(this.#random);
    const passwordHash = await this.#hasher.hash(password);
    const [added] = await this.#add(by, [asked], { passwordHash });
    const { name, email, room, pin } = added!;
    return { name, email, room, pin, password };
  }

  /** On an empty database, a room to try the bridge with; else null. */
  async addDemo(): Promise<AddedWithPassword | null> {
    if (!(await this.#directory.isEmpty())) return null;
    const by = { accountId: await this.accountId(), actor: { kind: 'system' } } as const;
    return this.addTyped(by, { name: 'Demo', email: 'demo@example.com' });
  }

  /** Of the one account there is. */
  accountId(): Promise<string> {
    return theAccountId(this.#directory, this.#random);
  }

  /** @throws PartylineError `already-exists`, `not-found` */
  async addOrganizer(by: By, asked: ListedOrganizer): Promise<AddedToAccount> {
    const [added] = await this.#add(by, [asked]);
    return added!;
  }

  /** @throws PartylineError `not-found`, `already-exists` */
  async changeOrganizer(by: By, id: string, changes: OrganizerChanges): Promise<void> {
    const row = await this.organizer(by.accountId, id);
    const differing = changesOf(row, changes);
    if (Object.keys(differing).length === 0) return;
    const detail = Object.fromEntries(
      Object.entries(differing).map(([name, { from, to }]) => [name, { from, to }]),
    );
    const entry = this.#aboutOrganizer(by, actionOf(changes, differing), row, detail);
    await this.#store.updateOrganizer(id, changes, entry);
    this.#access.changed(id);
  }

  /** @returns the new PIN, shown this once. @throws PartylineError `not-found`, `bad-value` */
  async resetPin(by: By, id: string, wanted: string | null): Promise<string> {
    const row = await this.organizer(by.accountId, id);
    const pin =
      wanted === null ? randomPin(this.#random, row.roomNumber) : input.organizerPin(wanted);
    const pinHash = await this.#hasher.hash(pin);
    const entry = this.#aboutOrganizer(by, 'pin-reset', row, {});
    await this.#store.setPinHash(row.roomId, pinHash, entry);
    return pin;
  }

  /** @param numbers null for all. @throws PartylineError `not-found` naming the number */
  async assignNumbers(by: By, id: string, numbers: readonly string[] | null): Promise<void> {
    const row = await this.organizer(by.accountId, id);
    const to = numbers && [...new Set(numbers)].sort();
    const entry = this.#aboutOrganizer(by, 'numbers-assigned', row, {
      from: row.assignedNumbers ?? 'all',
      to: to ?? 'all',
    });
    await this.#store.setAssignedNumbers(id, to, entry);
  }

  numbers(): Promise<readonly AccessNumberRecord[]> {
    return this.#directory.listAccessNumbers();
  }

  /** @throws PartylineError `bad-value`, `already-exists` */
  async addNumber(by: By, asked: input.NewAccessNumber): Promise<AccessNumberRecord> {
    const record = input.accessNumber(asked);
    const entry = this.#aboutNumber(by, 'number-added', record.number, { ...record });
    await this.#audited(entry, ({ directory }) => directory.addAccessNumber(record));
    return record;
  }

  /** Who was given it has one less, be it the last. @throws PartylineError `not-found` */
  async removeNumber(by: By, number: string): Promise<void> {
    const given = (await this.#store.organizersGiven(number)).map(({ name }) => name);
    const detail = given.length === 0 ? {} : { takenFrom: given };
    await this.#store.removeAccessNumber(
      number,
      this.#aboutNumber(by, 'number-removed', number, detail),
    );
  }

  /** What the account lays down for its rooms (M4), and whom they may call (K3). */
  async policy(accountId: string): Promise<AccountPolicy> {
    return {
      options: resolvePolicy(await this.#directory.optionPolicy(accountId)),
      dialOut: resolveDialOutPolicy(await this.#directory.dialOutPolicy(accountId)),
    };
  }

  /**
   * What new organizers begin with, and what organizers cannot change (M4); rules written as
   * `name=value` or `name=value,fixed`, all or none. `dialOutPrefixes` and `dialOutConcurrent` are
   * among them, and are never an organizer's to change. Rooms that are there already change only
   * where a rule fixes their option.
   * @throws PartylineError `bad-value`
   */
  async changePolicy(by: By, assignments: readonly string[]): Promise<AccountPolicy> {
    const { accountId } = by;
    const before = await this.policy(accountId);
    const isDialOut = (text: string) => dialOutRules.some((name) => text.startsWith(`${name}=`));
    const options = changedPolicy(
      before.options,
      assignments.filter((text) => !isDialOut(text)),
    );
    const dialOut = changedDialOut(before.dialOut, assignments.filter(isDialOut));
    const account = { kind: 'account', id: accountId, name: '' } as const;
    const entry = this.#entry(by, 'policy-changed', null, account, { assignments });
    await this.#audited(entry, async ({ directory }) => {
      await directory.setOptionPolicy(accountId, options);
      await directory.setDialOutPolicy(accountId, { ...dialOut });
    });
    return this.policy(accountId);
  }

  /** @throws PartylineError `not-found` */
  async showRoom(number: string): Promise<RoomView> {
    const room = await this.#room(number);
    const organizer = await this.#directory.organizerOfRoom(room.id);
    const options = roomOptionsOf(room);
    return {
      number: room.number,
      enabled: room.enabled,
      language: options.language ?? room.language,
      organizer: organizer && { name: organizer.name, email: organizer.email },
      options,
    };
  }

  /**
   * Changes options written as `name=value`, all or none.
   * @throws PartylineError `not-found`, `bad-value`
   */
  async setRoomOptions(by: By, number: string, assignments: readonly string[]): Promise<RoomView> {
    const changes = parseChanges(assignments);
    await this.changeRoomOptions(by, await this.#room(number), changes);
    return this.showRoom(number);
  }

  /**
   * The options of one room; null takes one back to its default.
   * @throws PartylineError `bad-value` naming one that the account has fixed
   */
  async changeRoomOptions(
    by: By,
    room: RoomRecord,
    changes: Readonly<Record<string, OptionValue>>,
  ): Promise<void> {
    refuseFixed(room, changes);
    if (Object.keys(changes).length === 0) return;
    const organizer = await this.#directory.organizerOfRoom(room.id);
    const subject = { kind: 'room', id: room.id, name: room.number } as const;
    const groupId = organizer?.groupId ?? null;
    const entry = this.#entry(by, 'options-changed', groupId, subject, changes);
    await this.#audited(entry, ({ directory }) => directory.setRoomOptions(room.id, changes));
  }

  audit(filter: AuditFilter): Promise<readonly AuditRecord[]> {
    return this.#store.listAudit(filter);
  }

  async #add(
    by: By,
    asked: readonly ListedOrganizer[],
    withPassword: Pick<AddedOrganizerRecord, 'passwordHash'> = {},
  ): Promise<readonly AddedToAccount[]> {
    const { options: policy } = await this.policy(by.accountId);
    const groups = await this.groups(by.accountId);
    const deps = { store: this.#directory, random: this.#random, hasher: this.#hasher };
    const made = await Promise.all(
      asked.map(async (one) => {
        const groupId = groupNamed(groups, one.group);
        const to = { ...one, accountId: by.accountId, groupId };
        return { ...(await makeOrganizer(deps, to, policy)), numbers: one.numbers };
      }),
    );
    await this.#store.createOrganizers(
      made.map(({ organizer, room, numbers }): AddedOrganizerRecord => {
        const detail = { email: organizer.email, room: room.number };
        const audit = this.#aboutOrganizer(by, 'organizer-created', organizer, detail);
        return { ...withPassword, organizer, room, assignedNumbers: numbers, audit };
      }),
    );
    return made.map(({ organizer: { id, name, email }, room, pin }) => {
      return { id, name, email, room: room.number, pin };
    });
  }

  async #room(number: string): Promise<RoomRecord> {
    const room = await this.#directory.findRoomByNumber(number);
    if (room !== null) return room;
    throw new PartylineError('not-found', `there is no room ${number}`, {
      mend: 'partyline organizer add makes one',
    });
  }

  async #group(by: By, id: string): Promise<GroupRecord> {
    const group = await this.#store.findGroup(id);
    if (group?.accountId === by.accountId) return group;
    throw new PartylineError('not-found', 'there is no such group');
  }

  #aboutGroup(by: By, action: AuditAction, group: GroupRecord, detail: object): AuditEntry {
    return this.#entry(by, action, group.id, { ...group, kind: 'group' }, detail);
  }

  #aboutOrganizer(
    by: By,
    action: AuditAction,
    organizer: Pick<OrganizerRow, 'id' | 'name' | 'groupId'>,
    detail: object,
  ): AuditEntry {
    return this.#entry(by, action, organizer.groupId, { ...organizer, kind: 'organizer' }, detail);
  }

  #aboutNumber(by: By, action: AuditAction, number: string, detail: object): AuditEntry {
    return this.#entry(by, action, null, { kind: 'number', id: number, name: number }, detail);
  }

  #entry(
    { accountId, actor }: By,
    action: AuditAction,
    groupId: string | null,
    { kind, id, name }: AuditEntry['subject'],
    detail: object,
  ): AuditEntry {
    const subject = { kind, id, name };
    const atMs = this.#clock.now();
    return { accountId, actor, action, groupId, subject, atMs, detail: { ...detail } };
  }
}

function groupNamed(groups: readonly GroupRow[], name: string | null): string | null {
  if (name === null) return null;
  const group = groups.find((one) => one.name === name);
  if (group !== undefined) return group.id;
  throw new PartylineError('not-found', `there is no group "${name}"`, { mend: 'add it first' });
}

type Differing = Record<string, { readonly from: unknown; readonly to: unknown }>;

function changesOf(row: OrganizerRow, changes: OrganizerChanges): Differing {
  const differing: Differing = {};
  for (const name of ['name', 'email', 'language', 'groupId', 'disabled'] as const) {
    const to = changes[name];
    if (to !== undefined && to !== row[name]) differing[name] = { from: row[name], to };
  }
  return differing;
}

/** The one word for what was done; a change of several things at once is a change. */
function actionOf(changes: OrganizerChanges, differing: Differing): AuditAction {
  const [only, ...others] = Object.keys(differing);
  if (others.length > 0) return 'organizer-changed';
  if (only === 'groupId') return 'organizer-moved';
  if (only === 'disabled') {
    return changes.disabled === true ? 'organizer-disabled' : 'organizer-enabled';
  }
  return 'organizer-changed';
}
