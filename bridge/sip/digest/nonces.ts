import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../ports/clock.js';
import type { Random } from '../../ports/random.js';

const timeBytes = 6;
const randomBytes = 10;
const macBytes = 16;
const nonceBytes = timeBytes + randomBytes + macBytes;

export type NonceUse = 'fresh' | 'stale' | 'replayed' | 'foreign';

/**
 * Nonces that expire, and that need no memory until they are used: each carries its time of issue
 * under our MAC. The highest nc of each nonce in use is kept in a bounded table; when a nonce is
 * pushed out of it, every nonce as old counts as stale, so that forgetting never allows a replay.
 */
export class Nonces {
  readonly #key: Uint8Array;
  readonly #highestNc = new Map<string, number>();
  #forgottenUntilMs = -1;

  constructor(
    private readonly options: {
      readonly clock: Clock;
      readonly random: Random;
      readonly lifetimeMs: number;
      readonly maxInUse: number;
    },
  ) {
    this.#key = options.random.bytes(32);
  }

  issue(): string {
    const nonce = Buffer.alloc(nonceBytes);
    nonce.writeUIntBE(Math.floor(this.options.clock.monotonicMs()), 0, timeBytes);
    nonce.set(this.options.random.bytes(randomBytes), timeBytes);
    nonce.set(this.#mac(nonce), timeBytes + randomBytes);
    return nonce.toString('base64url');
  }

  /** Whether a nonce is ours and still good, before anything is known of the credentials. */
  check(nonce: string): 'fresh' | 'stale' | 'foreign' {
    const issuedMs = this.#issuedMs(nonce);
    if (issuedMs === null) return 'foreign';
    const ageMs = this.options.clock.monotonicMs() - issuedMs;
    return ageMs > this.options.lifetimeMs || issuedMs <= this.#forgottenUntilMs
      ? 'stale'
      : 'fresh';
  }

  /** Notes a use by someone who knew the password. An nc must be higher than all before it. */
  use(nonce: string, nc: number): NonceUse {
    const state = this.check(nonce);
    if (state !== 'fresh') return state;
    if (nc <= (this.#highestNc.get(nonce) ?? 0)) return 'replayed';
    this.#highestNc.set(nonce, nc);
    if (this.#highestNc.size > this.options.maxInUse) this.#forgetOldest();
    return 'fresh';
  }

  #forgetOldest(): void {
    const [oldest] = this.#highestNc.keys();
    this.#highestNc.delete(oldest!);
    this.#forgottenUntilMs = Math.max(this.#forgottenUntilMs, this.#issuedMs(oldest!) ?? 0);
  }

  #issuedMs(nonce: string): number | null {
    const bytes = Buffer.from(nonce, 'base64url');
    if (bytes.length !== nonceBytes || bytes.toString('base64url') !== nonce) return null;
    const mac = bytes.subarray(timeBytes + randomBytes);
    return timingSafeEqual(mac, this.#mac(bytes)) ? bytes.readUIntBE(0, timeBytes) : null;
  }

  #mac(nonce: Buffer): Buffer {
    return createHmac('sha256', this.#key)
      .update(nonce.subarray(0, timeBytes + randomBytes))
      .digest()
      .subarray(0, macBytes);
  }
}
