import { hash, verify } from '@node-rs/argon2';

/**
 * argon2id (the library's default kind) by RFC 9106's second choice scaled to a telephone bridge:
 * 20–50 ms of one core on a small machine, so that a caller hears no pause and guessing a stolen
 * database costs real money.
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** More at once would take the cores that media and signalling need, and the pool that files use. */
const mostAtOnce = 2;

/** Hashes and checks PINs, security codes and passwords, few at a time; the others wait their turn. */
export class SecretHasher {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  hash(secret: string): Promise<string> {
    return this.#inTurn(() => hash(secret, cost));
  }

  matches(secretHash: string, secret: string): Promise<boolean> {
    return this.#inTurn(() => verify(secretHash, secret));
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running >= mostAtOnce) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // The place passes to the next, so the count stays.
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
