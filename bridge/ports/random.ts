export interface Random {
  /** Cryptographically strong bytes. */
  bytes(length: number): Uint8Array;
  /** A uniform integer, 0 ≤ n < `bound`, 1 ≤ `bound` ≤ 2^32. */
  below(bound: number): number;
  /** A new RFC 4122 identifier. */
  uuid(): string;
}
