import { createHash } from 'node:crypto';
import { PartylineError } from '../../kernel/errors.js';
import type { AuditAction, AuditActor, AuditEntry } from '../../ports/administration.js';
import type { Audited } from '../../ports/audited.js';
import type { Clock } from '../../ports/clock.js';
import type { IdentityStore, PersonRecord } from '../../ports/identity-store.js';
import type { Random } from '../../ports/random.js';
import type { DirectoryStore } from '../../ports/directory.js';
import type { AccessChanges } from './access-changes.js';
import { theAccountId } from './account.js';
import * as input from './directory-input.js';
import { randomPassword } from './passwords.js';
import type { SecretHasher } from './secret-hasher.js';

export interface PeopleDependencies {
  readonly identity: IdentityStore;
  readonly directory: Pick<DirectoryStore, 'listAccounts' | 'createAccount'>;
  readonly audited: Audited;
  readonly access: AccessChanges;
  readonly clock: Clock;
  readonly random: Random;
  readonly hasher: SecretHasher;
}

export interface NewAdmin {
  readonly name: string;
  readonly email: string;
  readonly language?: string | undefined;
}

export interface AddedAdmin {
  readonly name: string;
  readonly email: string;
  /** Shown once; null for somebody who has one already. */
  readonly password: string | null;
}

/** Of nobody: checked for e-mails that nobody has, so that they take as long as those that somebody has. */
const decoyHash =
  '$argon2id$v=19$m=19456,t=2,p=1$8hBzT96qKm80fv7XSMMPiQ$Ii9mGOvj5fLUP6d13FWG0xrAAyr5UIAvZnES2Abz1ho';

/** Undoes what a link that somebody else has just used would have done. */
const usedMeanwhile = new PartylineError('not-found', 'the link was used meanwhile');

/** People and their passwords. What a password must be like is for those who ask for it. */
export class People {
  readonly #deps: PeopleDependencies;
  readonly #hasher: SecretHasher;

  constructor(deps: PeopleDependencies) {
    this.#deps = deps;
    this.#hasher = deps.hasher;
  }

  /** @returns null for a wrong password, and alike for somebody unknown, disabled or without one */
  async signIn(email: string, password: string): Promise<PersonRecord | null> {
    const person = await this.#deps.identity.findPersonByEmail(email.trim().toLowerCase());
    const hash = person?.passwordHash ?? null;
    const isRight = await this.#hasher.matches(hash ?? decoyHash, password);
    return isRight && hash !== null && person?.disabled === false ? person : null;
  }

  async isPasswordOf(person: PersonRecord, password: string): Promise<boolean> {
    return this.#hasher.matches(person.passwordHash ?? decoyHash, password);
  }

  /** One's own, known before; all sessions but `except` end. */
  async changePassword(
    person: PersonRecord,
    password: string,
    except: string | null,
  ): Promise<void> {
    const hash = await this.#hasher.hash(password);
    await this.#deps.audited(this.#passwordSet(person, 'password-changed'), async (stores) => {
      await stores.identity.setPasswordHash(person.id, hash);
      await stores.identity.deleteSessions(person.id, except);
    });
    this.#deps.access.changed(person.id);
  }

  /** A secret for a link that sets a password, once. */
  async createPasswordLink(personId: string, lifetimeMs: number): Promise<string> {
    const token = Buffer.from(this.#deps.random.bytes(32)).toString('base64url');
    const expiresAtMs = this.#deps.clock.now() + lifetimeMs;
    await this.#deps.identity.createPasswordLink({
      tokenHash: hashOfSecret(token),
      personId,
      expiresAtMs,
    });
    return token;
  }

  /** @returns null for somebody unknown or disabled, or who has `most` links that still work */
  async linkForEmail(
    email: string,
    lifetimeMs: number,
    most: number,
  ): Promise<{ readonly person: PersonRecord; readonly token: string } | null> {
    const { identity, clock } = this.#deps;
    const person = await identity.findPersonByEmail(email);
    if (person === null || person.disabled) return null;
    if ((await identity.countPasswordLinks(person.id, clock.now())) >= most) return null;
    return { person, token: await this.createPasswordLink(person.id, lifetimeMs) };
  }

  personOfLink(token: string): Promise<PersonRecord | null> {
    return this.#deps.identity.findPasswordLink(hashOfSecret(token), this.#deps.clock.now());
  }

  /** @returns null when the link was used meanwhile, or has expired */
  async usePasswordLink(token: string, password: string): Promise<PersonRecord | null> {
    const { audited, access, clock } = this.#deps;
    const hash = await this.#hasher.hash(password);
    const person = await this.personOfLink(token);
    if (person === null) return null;
    const used = await audited(this.#passwordSet(person, 'password-reset'), async (stores) => {
      const by = await stores.identity.usePasswordLink(hashOfSecret(token), hash, clock.now());
      if (by === null) throw usedMeanwhile;
      return by;
    }).catch((error: unknown) => {
      if (error === usedMeanwhile) return null;
      throw error;
    });
    if (used !== null) access.changed(used.id);
    return used;
  }

  /** Somebody new, or somebody who is there already, becomes an admin of the whole account. */
  async addAdmin(asked: NewAdmin, actor: AuditActor): Promise<AddedAdmin> {
    const { identity, directory, random, audited, clock } = this.#deps;
    const name = input.personName(asked.name);
    const email = input.emailAddress(asked.email);
    const language = asked.language === undefined ? null : input.language(asked.language);
    const person = await identity.findPersonByEmail(email);
    const hasOne = (person?.passwordHash ?? null) !== null;
    const password = hasOne ? null : randomPassword(random);
    const passwordHash = password === null ? null : await this.#hasher.hash(password);
    const accountId = person?.accountId ?? (await theAccountId(directory, random));
    const id = person?.id ?? random.uuid();
    const entry: AuditEntry = {
      accountId,
      atMs: clock.now(),
      actor,
      action: 'admin-created',
      subject: { kind: 'admin', id, name: person?.name ?? name },
      groupId: null,
      detail: { from: person?.admin ?? 'none', to: 'account', groupIds: [] },
    };
    await audited(entry, async (stores) => {
      if (person === null) {
        const made = { id, accountId, name, email, language, passwordHash };
        await stores.identity.createPerson({ ...made, disabled: false, admin: 'account' });
        return;
      }
      await stores.identity.setAdmin(id, 'account', []);
      if (passwordHash !== null) await stores.identity.setPasswordHash(id, passwordHash);
    });
    return { name: person?.name ?? name, email, password };
  }

  #passwordSet(person: PersonRecord, action: AuditAction): AuditEntry {
    const { id, name, accountId, groupId } = person;
    return {
      accountId,
      atMs: this.#deps.clock.now(),
      actor: { kind: 'person', id, name },
      action,
      subject: { kind: person.admin === 'none' ? 'organizer' : 'admin', id, name },
      groupId,
      detail: {},
    };
  }
}

/** Of a secret with 256 random bits, which needs no slow hash: a session, a link, a token. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
