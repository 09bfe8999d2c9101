import type { Request } from 'express';
import type { AccessChanges } from '../../bridge/application/directory/access-changes.js';
import { hashOfSecret } from '../../bridge/application/directory/people.js';
import type { Clock } from '../../bridge/ports/clock.js';
import type { IdentityStore, PersonRecord } from '../../bridge/ports/identity-store.js';
import type { Random } from '../../bridge/ports/random.js';
import { cookieOf, setCookie } from '../http/cookies.js';
import type { Identified } from '../http/identify.js';

const sessionCookie = 'partyline_session';

/** Unused for so long, a session ends; and after the longest in any case. */
const idleMs = 12 * 3_600_000;
const longestMs = 14 * 24 * 3_600_000;
/** A session in use is written at most so often. */
const touchMs = 5 * 60_000;

/** Sessions of the portal: the browser has the secret, the database its hash. */
export class Sessions {
  readonly #identity: IdentityStore;
  readonly #access: AccessChanges;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(deps: {
    readonly identity: IdentityStore;
    readonly access: AccessChanges;
    readonly clock: Clock;
    readonly random: Random;
  }) {
    this.#identity = deps.identity;
    this.#access = deps.access;
    this.#clock = deps.clock;
    this.#random = deps.random;
  }

  /** A new secret each time: one that somebody planted before is worth nothing. */
  async begin(request: Request, person: PersonRecord): Promise<void> {
    await this.end(request);
    const secret = Buffer.from(this.#random.bytes(32)).toString('base64url');
    const now = this.#clock.now();
    await this.#identity.createSession({
      idHash: hashOfSecret(secret),
      personId: person.id,
      createdAtMs: now,
      seenAtMs: now,
      expiresAtMs: now + idleMs,
    });
    await this.#identity.deleteExpired(now);
    setCookie(request, sessionCookie, secret);
  }

  async resume(request: Request): Promise<Identified | null> {
    const secret = cookieOf(request, sessionCookie);
    if (secret === undefined || !/^[\w-]{43}$/.test(secret)) return null;
    const idHash = hashOfSecret(secret);
    const now = this.#clock.now();
    const found = await this.#identity.findSession(idHash, now);
    if (found === null) return null;
    const { session, person } = found;
    if (now - session.seenAtMs >= touchMs) {
      const expiresAtMs = Math.min(now + idleMs, session.createdAtMs + longestMs);
      await this.#identity.touchSession(idHash, now, expiresAtMs);
    }
    return { principal: { kind: 'session', person, sessionId: idHash }, secret };
  }

  async end(request: Request): Promise<void> {
    const secret = cookieOf(request, sessionCookie);
    if (secret === undefined) return;
    setCookie(request, sessionCookie, null);
    const idHash = hashOfSecret(secret);
    const found = await this.#identity.findSession(idHash, this.#clock.now());
    await this.#identity.deleteSession(idHash);
    if (found !== null) this.#access.changed(found.person.id);
  }
}
