/**
 * Personal tokens: with one, a program may do what its person may, as far as its scopes go. The
 * secret is never stored, only its SHA-256. Times are ms since the epoch; ids are UUIDs.
 */
export interface TokenStore {
  create(token: TokenRecord, secretHash: string): Promise<void>;
  /** Unless it has expired by `now`. */
  findByHash(secretHash: string, nowMs: number): Promise<TokenRecord | null>;
  touch(id: string, usedAtMs: number): Promise<void>;
  /** The newest first. */
  listOf(personId: string): Promise<readonly TokenRecord[]>;
  /** @returns false when there is no such token of that person */
  remove(personId: string, id: string): Promise<boolean>;
}

export interface TokenRecord {
  readonly id: string;
  readonly personId: string;
  /** What its person calls it. */
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAtMs: number;
  readonly usedAtMs: number | null;
  /** Null for never. */
  readonly expiresAtMs: number | null;
}
