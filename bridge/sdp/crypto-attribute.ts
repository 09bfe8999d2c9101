import type { ParsedCrypto } from 'sdp-transform';
import type { SrtpSuite } from './types.js';

/** An a=crypto line that we can use (RFC 4568 §9.1). */
export interface CryptoAttribute {
  readonly tag: number;
  readonly suite: SrtpSuite;
  /** Master key and salt, 30 bytes. */
  readonly key: Uint8Array;
}

/** The strongest first. */
const suites: readonly SrtpSuite[] = ['AES_CM_128_HMAC_SHA1_80', 'AES_CM_128_HMAC_SHA1_32'];

/** A master key of 16 bytes, then a master salt of 14 (RFC 4568 §6.2). */
const srtpKeyBytes = 30;

/** @returns null for a line that we cannot use: it is to be passed over (RFC 4568 §5.1.2) */
export function parseCrypto(line: ParsedCrypto): CryptoAttribute | null {
  const suite = suites.find((name) => name === line.suite);
  if (suite === undefined || typeof line.id !== 'number') return null;
  // RFC 4568 §6.3: an unknown session parameter makes the line unusable. All but the window hint
  // change the packets.
  const session = String(line.sessionConfig ?? '').trim();
  if (session !== '' && !/^WSH=\d+$/.test(session)) return null;
  // inline:<key and salt>["|" lifetime]["|" MKI ":" length]. We would have to send the MKI, and
  // with several keys (";") it tells which one is used.
  const inline = /^inline:([A-Za-z0-9+/]+={0,2})(?:\|(?:2\^)?\d+)?$/.exec(String(line.config));
  if (inline === null) return null;
  const key = new Uint8Array(Buffer.from(inline[1]!, 'base64'));
  return key.length === srtpKeyBytes ? { tag: line.id, suite, key } : null;
}

/** The line to use: the strongest suite; among equals the far end's order counts. */
export function chooseCrypto(cryptos: readonly CryptoAttribute[]): CryptoAttribute | null {
  for (const suite of suites) {
    const crypto = cryptos.find((candidate) => candidate.suite === suite);
    if (crypto !== undefined) return crypto;
  }
  return null;
}

/** All suites with one key, the strongest first: for an offer. */
export function offeredCryptos(key: Uint8Array): CryptoAttribute[] {
  return suites.map((suite, index) => ({ tag: index + 1, suite, key }));
}

export function formatCrypto(crypto: CryptoAttribute): string {
  const key = Buffer.from(crypto.key).toString('base64');
  return `a=crypto:${crypto.tag} ${crypto.suite} inline:${key}`;
}
