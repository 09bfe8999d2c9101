import type { AccessNumberRecord } from '../../ports/access-numbers.js';
import type { DirectoryStore, RoomRecord } from '../../ports/directory.js';
import type { SecretGuard } from '../defence/secret-guard.js';
import type { TrySource } from '../defence/secret-throttle.js';
import type { CallDirectory, SecretVerdict } from './call-directory.js';
import { SecretHasher } from './secret-hasher.js';

export interface DirectoryDependencies {
  readonly store: Pick<
    DirectoryStore,
    'findRoomByNumber' | 'findAccessNumber' | 'setSecurityCodeHash'
  >;
  /** Stands before every check of a PIN or a security code. */
  readonly guard: Pick<SecretGuard, 'check'>;
  /** Shared with others that hash, so that few hashes run at once. */
  readonly hasher?: SecretHasher;
}

/** What a call asks: whose room and number it is, and whether the PIN is right. */
export class Directory implements CallDirectory {
  readonly #store: DirectoryDependencies['store'];
  readonly #hasher: SecretHasher;
  readonly #guard: Pick<SecretGuard, 'check'>;

  constructor({ store, guard, hasher = new SecretHasher() }: DirectoryDependencies) {
    this.#hasher = hasher;
    this.#store = store;
    this.#guard = guard;
  }

  findRoom(number: string): Promise<RoomRecord | null> {
    return this.#store.findRoomByNumber(number);
  }

  async findAccessNumber(dialled: readonly string[]): Promise<AccessNumberRecord | null> {
    for (const number of dialled) {
      const found = await this.#store.findAccessNumber(number);
      if (found !== null) return found;
    }
    return null;
  }

  verifyPin(room: RoomRecord, pin: string, source: TrySource): Promise<SecretVerdict> {
    return this.#guard.check('pin', room, source, () =>
      /^\d{4,20}$/.test(pin) ? this.#hasher.matches(room.pinHash, pin) : Promise.resolve(false),
    );
  }

  checkSecurityCode(
    room: RoomRecord,
    codeHash: string,
    code: string,
    source: TrySource,
  ): Promise<SecretVerdict> {
    return this.#guard.check('security-code', room, source, () =>
      this.#hasher.matches(codeHash, code),
    );
  }

  async setSecurityCode(room: RoomRecord, code: string): Promise<string> {
    const hash = await this.#hasher.hash(code);
    await this.#store.setSecurityCodeHash(room.id, hash);
    return hash;
  }
}
