import { PartylineError } from '../../kernel/errors.js';
import type { AuditEntry } from '../../ports/administration.js';
import type { Audited } from '../../ports/audited.js';
import type { Clock } from '../../ports/clock.js';
import type { IdentityStore, PersonRecord } from '../../ports/identity-store.js';
import type { Random } from '../../ports/random.js';
import type { TokenRecord, TokenStore } from '../../ports/token-store.js';
import { hashOfSecret } from './people.js';

export interface TokensDependencies {
  readonly tokens: TokenStore;
  readonly identity: Pick<IdentityStore, 'findPerson'>;
  readonly audited: Audited;
  readonly clock: Clock;
  readonly random: Random;
}

export interface WantedToken {
  readonly name: string;
  readonly scopes: readonly string[];
  /** Null for no end. */
  readonly validDays: number | null;
}

const dayMs = 86_400_000;
/** A token in use is written at most so often. */
const touchMs = 60_000;
/** Says what it is, to people and to programs that look for secrets left lying about. */
const prefix = 'partyline_';
const mostPerPerson = 50;

/** Personal tokens: made, checked and revoked. */
export class Tokens {
  readonly #deps: TokensDependencies;

  constructor(deps: TokensDependencies) {
    this.#deps = deps;
  }

  /** @returns the secret, shown this once. @throws PartylineError `wrong-state` when there are too many */
  async create(
    person: PersonRecord,
    { name, scopes, validDays }: WantedToken,
  ): Promise<{ readonly token: TokenRecord; readonly secret: string }> {
    const { tokens, clock, random, audited } = this.#deps;
    if ((await tokens.listOf(person.id)).length >= mostPerPerson) {
      throw new PartylineError('wrong-state', `there are ${mostPerPerson} tokens already`, {
        mend: 'revoke those that are not used',
      });
    }
    const now = clock.now();
    const token: TokenRecord = {
      id: random.uuid(),
      personId: person.id,
      name,
      scopes,
      createdAtMs: now,
      usedAtMs: null,
      expiresAtMs: validDays === null ? null : now + validDays * dayMs,
    };
    const secret = prefix + Buffer.from(random.bytes(32)).toString('base64url');
    await audited(entry(person, token, 'token-created', now), (stores) =>
      stores.tokens.create(token, hashOfSecret(secret)),
    );
    return { token, secret };
  }

  /** Whose token it is; null for one that is none, has expired, or whose person is disabled. */
  async find(
    secret: string,
  ): Promise<{ readonly token: TokenRecord; readonly person: PersonRecord } | null> {
    const { tokens, identity, clock } = this.#deps;
    if (!secret.startsWith(prefix) || secret.length > 100) return null;
    const now = clock.now();
    const token = await tokens.findByHash(hashOfSecret(secret), now);
    const person = token === null ? null : await identity.findPerson(token.personId);
    if (token === null || person === null || person.disabled) return null;
    if (token.usedAtMs === null || now - token.usedAtMs >= touchMs)
      await tokens.touch(token.id, now);
    return { token, person };
  }

  listOf(person: PersonRecord): Promise<readonly TokenRecord[]> {
    return this.#deps.tokens.listOf(person.id);
  }

  /** @throws PartylineError `not-found` */
  async revoke(person: PersonRecord, id: string): Promise<void> {
    const { audited, clock } = this.#deps;
    const token = (await this.listOf(person)).find((one) => one.id === id);
    if (token === undefined) throw noSuchToken();
    await audited(entry(person, token, 'token-revoked', clock.now()), async ({ tokens }) => {
      if (!(await tokens.remove(person.id, id))) throw noSuchToken();
    });
  }
}

const noSuchToken = () => new PartylineError('not-found', 'there is no such token');

function entry(
  person: PersonRecord,
  token: TokenRecord,
  action: 'token-created' | 'token-revoked',
  atMs: number,
): AuditEntry {
  return {
    accountId: person.accountId,
    atMs,
    actor: { kind: 'person', id: person.id, name: person.name },
    action,
    subject: { kind: 'token', id: token.id, name: token.name },
    groupId: person.groupId,
    detail: { scopes: token.scopes },
  };
}
