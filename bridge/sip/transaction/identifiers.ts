import type { Random } from '../../ports/random.js';

function token(random: Random, octets: number): string {
  return Buffer.from(random.bytes(octets)).toString('base64url');
}

/** Begins with the magic cookie (RFC 3261 §8.1.1.7); 96 random bits make it unique. */
export function newBranch(random: Random): string {
  return `z9hG4bK${token(random, 12)}`;
}

/** At least 32 random bits (§19.3). */
export function newTag(random: Random): string {
  return token(random, 8);
}

export function newCallId(random: Random): string {
  return token(random, 16);
}
