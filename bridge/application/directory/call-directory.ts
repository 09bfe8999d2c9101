import type { TrySource } from '../defence/secret-throttle.js';
import type { AccessNumberRecord } from '../../ports/access-numbers.js';
import type { RoomRecord } from '../../ports/directory.js';

export type SecretVerdict =
  | { readonly kind: 'ok' }
  | { readonly kind: 'wrong' }
  /** Not checked: ask again after this time. */
  | { readonly kind: 'wait'; readonly delayMs: number };

/** What a call asks of the directory. */
export interface CallDirectory {
  findRoom(number: string): Promise<RoomRecord | null>;
  /** The first of the dialled numbers that is one of ours. */
  findAccessNumber(dialled: readonly string[]): Promise<AccessNumberRecord | null>;
  /** The code that participants must key, against its hash; counted like a PIN. */
  checkSecurityCode(
    room: RoomRecord,
    codeHash: string,
    code: string,
    source: TrySource,
  ): Promise<SecretVerdict>;
  /** Keeps the room's new security code. @returns its hash */
  setSecurityCode(room: RoomRecord, code: string): Promise<string>;
  /** `source` is whom a wrong try is counted against. */
  verifyPin(room: RoomRecord, pin: string, source: TrySource): Promise<SecretVerdict>;
}
