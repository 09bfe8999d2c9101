import { createHash } from 'node:crypto';
import type { AdministrationStore, AuditAction } from '../../ports/administration.js';
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
  readonly audit: Pick<AdministrationStore, 'addAudit'>;
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
    const { identity } = this.#deps;
    await identity.setPasswordHash(person.id, await this.#hasher.hash(password));
    await identity.deleteSessions(person.id, except);
    await this.#passwordSet(person, 'password-changed');
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
    const { identity, clock } = this.#deps;
    const hash = await this.#hasher.hash(password);
    const person = await identity.usePasswordLink(hashOfSecret(token), hash, clock.now());
    if (person !== null) await this.#passwordSet(person, 'password-reset');
    return person;
  }

  /** Somebody new, or somebody who is there already, becomes an admin of the whole account. */
  async addAdmin(asked: NewAdmin): Promise<AddedAdmin> {
    const { identity, directory, random } = this.#deps;
    const name = input.personName(asked.name);
    const email = input.emailAddress(asked.email);
    const language = asked.language === undefined ? null : input.language(asked.language);
    const person = await identity.findPersonByEmail(email);
    const hasOne = (person?.passwordHash ?? null) !== null;
    const password = hasOne ? null : randomPassword(random);
    const passwordHash = password === null ? null : await this.#hasher.hash(password);
    if (person === null) {
      const accountId = await theAccountId(directory, random);
      await identity.createPerson({
        id: random.uuid(),
        accountId,
        name,
        email,
        language,
        disabled: false,
        passwordHash,
        admin: 'account',
      });
      return { name, email, password };
    }
    await identity.setAdmin(person.id, 'account', []);
    if (passwordHash !== null) await identity.setPasswordHash(person.id, passwordHash);
    return { name: person.name, email, password };
  }

  async #passwordSet(person: PersonRecord, action: AuditAction): Promise<void> {
    const { audit, access, clock } = this.#deps;
    const { id, name, accountId, groupId } = person;
    access.changed(id);
    await audit.addAudit({
      accountId,
      atMs: clock.now(),
      actor: { kind: 'person', id, name },
      action,
      subject: { kind: person.admin === 'none' ? 'organizer' : 'admin', id, name },
      groupId,
      detail: {},
    });
  }
}

/** Of a secret with 256 random bits, which needs no slow hash: a session, a link, a token. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
