import { createHash, timingSafeEqual } from 'node:crypto';

/** RFC 8760 §2; the strongest first. Each has a `-sess` form too. */
export const hashes = ['SHA-512-256', 'SHA-256', 'MD5'] as const;
export type HashName = (typeof hashes)[number];

export interface Algorithm {
  readonly hash: HashName;
  /** HA1 is bound to the nonce (RFC 7616 §3.4.2). */
  readonly session: boolean;
}

/** Null when we do not know it. None named means MD5 (RFC 7616 §3.3). */
export function parseAlgorithm(name: string | null): Algorithm | null {
  const upper = (name ?? 'MD5').toUpperCase();
  const session = upper.endsWith('-SESS');
  const hash = hashes.find((each) => each === (session ? upper.slice(0, -5) : upper));
  return hash === undefined ? null : { hash, session };
}

export function formatAlgorithm({ hash, session }: Algorithm): string {
  return session ? `${hash}-sess` : hash;
}

const opensslNames = { 'SHA-512-256': 'sha512-256', 'SHA-256': 'sha256', MD5: 'md5' } as const;

function hex(hash: HashName, data: string | Buffer): string {
  return createHash(opensslNames[hash]).update(data).digest('hex');
}

/** H(username:realm:password), in hex: what may be stored in place of a password. */
export function ha1(hash: HashName, username: string, realm: string, password: string): string {
  return hex(hash, `${username}:${realm}:${password}`);
}

export interface DigestInput {
  readonly algorithm: Algorithm;
  /** H(username:realm:password). */
  readonly ha1: string;
  readonly nonce: string;
  readonly method: string;
  /** The digest-uri, as text. */
  readonly uri: string;
  /** Null for a peer of RFC 2069, which knows no qop (RFC 7616 §3.4.1). */
  readonly protection: {
    readonly qop: 'auth' | 'auth-int';
    readonly nc: string;
    readonly cnonce: string;
  } | null;
  /** Hashed for `auth-int` only. */
  readonly body: Buffer;
}

/** The request-digest of RFC 7616 §3.4.1, in hex. */
export function digestResponse(input: DigestInput): string {
  const { algorithm, nonce, method, uri, protection, body } = input;
  const { hash } = algorithm;
  const a1 = algorithm.session
    ? hex(hash, `${input.ha1}:${nonce}:${protection?.cnonce ?? ''}`)
    : input.ha1;
  const a2 =
    protection?.qop === 'auth-int' ? `${method}:${uri}:${hex(hash, body)}` : `${method}:${uri}`;
  const middle =
    protection === null
      ? nonce
      : `${nonce}:${protection.nc}:${protection.cnonce}:${protection.qop}`;
  return hex(hash, `${a1}:${middle}:${hex(hash, a2)}`);
}

/** Compares in a time that does not tell how much of it was right. */
export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
