import { SecretThrottle } from '../../bridge/application/defence/secret-throttle.js';
import type { Clock } from '../../bridge/ports/clock.js';

/**
 * The budgets of PINs (decision record 0004) suit passwords: a stranger who guesses at an account
 * is slowed, and its owner, who has signed in from the same address before, is not. An office may
 * share an address.
 */
const budgets = {
  callerTries: 5,
  longestWaitMs: 120_000,
  knownLongestWaitMs: 30_000,
  roomTries: 20,
  roomRefillMs: 30_000,
  trunkTries: 60,
  trunkRefillMs: 15_000,
} as const;

export type SignInVerdict<Result> =
  | { readonly kind: 'tried'; readonly result: Result | null }
  | { readonly kind: 'wait'; readonly delayMs: number };

/** Slows the guessing of passwords: by account, by address, and by both. */
export class SignInThrottle {
  readonly #clock: Clock;
  readonly #throttle = new SecretThrottle('password', budgets, () => undefined);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Lets `signIn` decide when it may be tried at all; null counts as wrong. */
  async try<Result>(
    account: string,
    address: string,
    signIn: () => Promise<Result | null>,
  ): Promise<SignInVerdict<Result>> {
    const now = (): number => this.#clock.monotonicMs();
    const attempt = { roomId: account, caller: `${address} ${account}`, via: address };
    const verdict = this.#throttle.begin(attempt, now());
    if (verdict.kind === 'wait') return verdict;
    let result: Result | null;
    try {
      result = await signIn();
    } catch (error) {
      this.#throttle.dropped(verdict.ticket, now());
      throw error;
    }
    if (result === null) this.#throttle.wrong(verdict.ticket, now());
    else this.#throttle.right(verdict.ticket, now());
    return { kind: 'tried', result };
  }
}
