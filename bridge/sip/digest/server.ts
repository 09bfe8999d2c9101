import type { Clock } from '../../ports/clock.js';
import type { Random } from '../../ports/random.js';
import type { SipRequest, SipUri } from '../message/types.js';
import { parseUri } from '../message/uri.js';
import { type AuthParams, formatAuthParams, parseAuthParams } from './auth-params.js';
import { digestResponse, ha1, type HashName, parseAlgorithm, sameSecret } from './calculation.js';
import { Nonces } from './nonces.js';

/** What is known of a user: the password, or H(username:realm:password) in hex by algorithm. */
export type StoredCredential =
  | { readonly kind: 'password'; readonly password: string }
  | { readonly kind: 'ha1'; readonly ha1: Readonly<Partial<Record<HashName, string>>> };

export interface UserDirectory {
  find(username: string, realm: string): StoredCredential | null;
}

export interface DigestServerOptions {
  readonly realm: string;
  readonly users: UserDirectory;
  readonly clock: Clock;
  readonly random: Random;
  /** In the order they are offered (RFC 8760 §2.3). */
  readonly algorithms?: readonly HashName[];
  readonly nonceLifetimeMs?: number;
  /** Nonces in use at once. */
  readonly maxNonces?: number;
}

export type Verdict =
  | { readonly ok: true; readonly username: string }
  | {
      readonly ok: false;
      /**
       * `none`: no credentials for our realm. `stale`: right but for an old nonce: challenge again
       * with `stale`. `wrong`: unknown user or wrong password. `malformed`: answer 400.
       */
      readonly why: 'none' | 'stale' | 'wrong' | 'malformed';
    };

/** `www` for a user agent server (401), `proxy` for a proxy (407). */
export type ChallengeKind = 'www' | 'proxy';

interface Credentials {
  readonly username: string;
  readonly nonce: string;
  readonly uri: string;
  readonly response: string;
  readonly hash: HashName;
  readonly session: boolean;
  readonly protection: {
    readonly qop: 'auth' | 'auth-int';
    readonly nc: string;
    readonly cnonce: string;
  } | null;
}

/** The server's side of digest (RFC 3261 §22, RFC 7616, RFC 8760). */
export class DigestServer {
  readonly #realm: string;
  readonly #users: UserDirectory;
  readonly #algorithms: readonly HashName[];
  readonly #nonces: Nonces;
  readonly #nobody: string;

  constructor(options: DigestServerOptions) {
    const { clock, random } = options;
    this.#realm = options.realm;
    this.#users = options.users;
    this.#algorithms = options.algorithms ?? ['SHA-256', 'MD5'];
    this.#nonces = new Nonces({
      clock,
      random,
      lifetimeMs: options.nonceLifetimeMs ?? 300_000,
      maxInUse: options.maxNonces ?? 10_000,
    });
    this.#nobody = Buffer.from(random.bytes(32)).toString('hex');
  }

  /** Headers for a 401 or 407: one challenge an algorithm, all with one fresh nonce. */
  challenge(
    kind: ChallengeKind,
    stale = false,
  ): readonly (readonly [name: 'WWW-Authenticate' | 'Proxy-Authenticate', value: string])[] {
    const nonce = this.#nonces.issue();
    const name = kind === 'www' ? 'WWW-Authenticate' : 'Proxy-Authenticate';
    return this.#algorithms.map((algorithm) => [
      name,
      formatAuthParams(
        { realm: this.#realm, nonce, qop: 'auth' },
        { algorithm, stale: stale ? 'true' : null },
      ),
    ]);
  }

  /** Judges the credentials that a request carries for our realm. */
  verify(kind: ChallengeKind, request: SipRequest): Verdict {
    const params = this.#paramsOf(kind, request);
    if (params === null) return { ok: false, why: 'none' };
    const credentials = readCredentials(params);
    if (credentials === null || !namesTarget(credentials.uri, request.uri)) {
      return { ok: false, why: 'malformed' };
    }
    // An algorithm that was not offered would be a downgrade of our own making.
    if (!this.#algorithms.includes(credentials.hash)) return { ok: false, why: 'wrong' };
    const { username, nonce, protection } = credentials;
    if (!this.#knowsPassword(credentials, request)) return { ok: false, why: 'wrong' };
    // Only now, so that guessers can neither fill the table nor use up another's nc. A foreign
    // nonce is one from before a restart. Without qop there is no nc: one use is all.
    const nc = protection === null ? 1 : parseInt(protection.nc, 16);
    const use = this.#nonces.use(nonce, nc);
    return use === 'fresh' ? { ok: true, username } : { ok: false, why: 'stale' };
  }

  #paramsOf(kind: ChallengeKind, request: SipRequest): AuthParams | null {
    const name = kind === 'www' ? 'Authorization' : 'Proxy-Authorization';
    for (const text of request.headers.all(name)) {
      const params = parseAuthParams(text);
      if (params?.get('realm') === this.#realm) return params;
    }
    return null;
  }

  #knowsPassword(credentials: Credentials, request: SipRequest): boolean {
    const { username, nonce, uri, hash, session, protection } = credentials;
    const user = this.#users.find(username, this.#realm);
    const known = user === null ? null : this.#ha1Of(user, username, hash);
    const expected = digestResponse({
      algorithm: { hash, session },
      // The same work for a user that does not exist, so that time does not tell.
      ha1: known ?? ha1(hash, username, this.#realm, this.#nobody),
      nonce,
      method: request.method,
      uri,
      protection,
      body: request.body,
    });
    return sameSecret(expected, credentials.response.toLowerCase()) && known !== null;
  }

  #ha1Of(user: StoredCredential, username: string, hash: HashName): string | null {
    return user.kind === 'password'
      ? ha1(hash, username, this.#realm, user.password)
      : (user.ha1[hash]?.toLowerCase() ?? null);
  }
}

function readCredentials(params: AuthParams): Credentials | null {
  const [username, nonce, uri, response] = ['username', 'nonce', 'uri', 'response'].map((name) =>
    params.get(name),
  );
  const algorithm = parseAlgorithm(params.get('algorithm') ?? null);
  if (
    username === undefined ||
    nonce === undefined ||
    uri === undefined ||
    response === undefined ||
    algorithm === null
  ) {
    return null;
  }
  const { hash, session } = algorithm;
  const qop = params.get('qop')?.toLowerCase();
  if (qop === undefined) {
    return { username, nonce, uri, response, hash, session, protection: null };
  }
  const [nc, cnonce] = [params.get('nc'), params.get('cnonce')];
  if (qop !== 'auth' && qop !== 'auth-int') return null;
  if (nc === undefined || cnonce === undefined || !/^[0-9a-f]{8}$/i.test(nc)) return null;
  return { username, nonce, uri, response, hash, session, protection: { qop, nc, cnonce } };
}

/**
 * RFC 7616 §3.4.6: the digest must be for this request's target. Proxies on the way may have
 * changed the parameters of the Request-URI, so its user and host are what counts.
 */
function namesTarget(uri: string, target: SipUri): boolean {
  const named = parseUri(uri);
  return named?.user === target.user && named.host.toLowerCase() === target.host.toLowerCase();
}
