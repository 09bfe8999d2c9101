import { resolvePolicy, type OptionPolicy } from '../../conference/option-policy.js';
import {
  dialOutRules,
  resolveDialOutPolicy,
  type DialOutPolicy,
} from '../../conference/dial-out-policy.js';
import type { RoomOptions } from '../../conference/room-options.js';
import { PartylineError } from '../../kernel/errors.js';
import type { Random } from '../../ports/random.js';
import type { AccessNumberRecord } from '../../ports/access-numbers.js';
import type { DirectoryStore, RoomRecord } from '../../ports/directory.js';
import { theAccountId } from './account.js';
import type { CallDirectory, SecretVerdict } from './call-directory.js';
import type { SecretGuard } from '../defence/secret-guard.js';
import type { TrySource } from '../defence/secret-throttle.js';
import * as input from './directory-input.js';
import { makeOrganizer } from './new-organizer.js';
import { randomPassword } from './passwords.js';
import { SecretHasher } from './secret-hasher.js';
import {
  changedDialOut,
  changedPolicy,
  parseChanges,
  refuseFixed,
  roomOptionsOf,
} from './room-changes.js';

export interface DirectoryDependencies {
  readonly store: DirectoryStore;
  readonly random: Random;
  /** Stands before every check of a PIN or a security code. */
  readonly guard: Pick<SecretGuard, 'check'>;
  /** Shared with others that hash, so that few hashes run at once. */
  readonly hasher?: SecretHasher;
}

export interface NewOrganizer {
  readonly name: string;
  readonly email: string;
  readonly room?: string | undefined;
  readonly pin?: string | undefined;
  readonly language?: string | undefined;
}

export interface AddedOrganizer {
  readonly name: string;
  readonly email: string;
  readonly room: string;
  /** Shown once, as the password: only their hashes are kept. */
  readonly pin: string;
  /** For the portal, with the e-mail. */
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

/** Accounts, rooms and access numbers, and the check of PINs. */
export class Directory implements CallDirectory {
  readonly #store: DirectoryStore;
  readonly #random: Random;
  readonly #hasher: SecretHasher;
  readonly #guard: Pick<SecretGuard, 'check'>;

  constructor({ store, random, guard, hasher = new SecretHasher() }: DirectoryDependencies) {
    this.#hasher = hasher;
    this.#store = store;
    this.#random = random;
    this.#guard = guard;
  }

  findRoom(number: string): Promise<RoomRecord | null> {
    return this.#store.findRoomByNumber(number);
  }

  async findAccessNumber(dialled: readonly string[]): Promise<AccessNumberRecord | null> {
    for (const number of dialled) {
      const found = await this.#store.findAccessNumber(number);
      if (found !== null) return found;
    }
    return null;
  }

  verifyPin(room: RoomRecord, pin: string, source: TrySource): Promise<SecretVerdict> {
    return this.#guard.check('pin', room, source, () =>
      /^\d{4,20}$/.test(pin) ? this.#hasher.matches(room.pinHash, pin) : Promise.resolve(false),
    );
  }

  checkSecurityCode(
    room: RoomRecord,
    codeHash: string,
    code: string,
    source: TrySource,
  ): Promise<SecretVerdict> {
    return this.#guard.check('security-code', room, source, () =>
      this.#hasher.matches(codeHash, code),
    );
  }

  async setSecurityCode(room: RoomRecord, code: string): Promise<string> {
    const hash = await this.#hasher.hash(code);
    await this.#store.setSecurityCodeHash(room.id, hash);
    return hash;
  }

  /** @throws PartylineError `bad-value`, `already-exists` */
  async addOrganizer(asked: NewOrganizer): Promise<AddedOrganizer> {
    const name = input.personName(asked.name);
    const email = input.emailAddress(asked.email);
    const accountId = await this.#accountId();
    const made = await makeOrganizer(
      { store: this.#store, random: this.#random, hasher: this.#hasher },
      {
        accountId,
        groupId: null,
        name,
        email,
        room: asked.room === undefined ? null : input.roomNumber(asked.room),
        pin: asked.pin === undefined ? null : input.organizerPin(asked.pin),
        language: asked.language === undefined ? null : input.language(asked.language),
      },
      resolvePolicy(await this.#store.optionPolicy(accountId)),
    );
    const password = randomPassword(this.#random);
    const passwordHash = await this.#hasher.hash(password);
    await this.#store.createOrganizer(made.organizer, made.room, passwordHash);
    return { name, email, room: made.room.number, pin: made.pin, password };
  }

  /** On an empty database, a room to try the bridge with; else null. */
  async addDemo(): Promise<AddedOrganizer | null> {
    if (!(await this.#store.isEmpty())) return null;
    return this.addOrganizer({ name: 'Demo', email: 'demo@example.com' });
  }

  /** @throws PartylineError `bad-value`, `already-exists` */
  async addNumber(asked: input.NewAccessNumber): Promise<AccessNumberRecord> {
    const record = input.accessNumber(asked);
    await this.#store.addAccessNumber(record);
    return record;
  }

  /** @throws PartylineError `not-found` */
  async showRoom(number: string): Promise<RoomView> {
    const room = await this.#room(number);
    const organizer = await this.#store.organizerOfRoom(room.id);
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
  async setRoomOptions(number: string, assignments: readonly string[]): Promise<RoomView> {
    const changes = parseChanges(assignments);
    const room = await this.#room(number);
    refuseFixed(room, changes);
    await this.#store.setRoomOptions(room.id, changes);
    return this.showRoom(number);
  }

  /** What the account lays down for its rooms (M4), and whom they may call (K3). */
  async showPolicy(): Promise<AccountPolicy> {
    const accountId = await this.#accountId();
    return {
      options: resolvePolicy(await this.#store.optionPolicy(accountId)),
      dialOut: resolveDialOutPolicy(await this.#store.dialOutPolicy(accountId)),
    };
  }

  /**
   * Changes rules written as `name=value` or `name=value,fixed`, all or none. `dialOutPrefixes` and
   * `dialOutConcurrent` are among them, and are never an organizer's to change. Rooms that are there
   * already change only where a rule fixes their option.
   * @throws PartylineError `bad-value`
   */
  async setPolicy(assignments: readonly string[]): Promise<AccountPolicy> {
    const before = await this.showPolicy();
    const isDialOut = (text: string) => dialOutRules.some((name) => text.startsWith(`${name}=`));
    const options = changedPolicy(
      before.options,
      assignments.filter((text) => !isDialOut(text)),
    );
    const dialOut = changedDialOut(before.dialOut, assignments.filter(isDialOut));
    const accountId = await this.#accountId();
    await this.#store.setOptionPolicy(accountId, options);
    await this.#store.setDialOutPolicy(accountId, { ...dialOut });
    return this.showPolicy();
  }

  async #room(number: string): Promise<RoomRecord> {
    const room = await this.#store.findRoomByNumber(number);
    if (room !== null) return room;
    throw new PartylineError('not-found', `there is no room ${number}`, {
      mend: 'partyline organizer add makes one',
    });
  }

  #accountId(): Promise<string> {
    return theAccountId(this.#store, this.#random);
  }
}
