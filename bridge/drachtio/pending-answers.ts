import { PartylineError } from '../kernel/errors.js';
import type { Clock } from '../ports/clock.js';

/** RFC 3261 timer F, and a little: drachtio would have told [ms]. */
const answerWithinMs = 36_000;

/** What drachtio was asked and has not answered yet. */
export class PendingAnswers {
  readonly #clock: Clock;
  readonly #pending = new Set<(error: PartylineError) => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns what to call when the answer has come. */
  expect(reject: (error: PartylineError) => void): () => void {
    const settle = (): void => {
      deadline.cancel();
      this.#pending.delete(fail);
    };
    const fail = (error: PartylineError): void => {
      settle();
      reject(error);
    };
    const deadline = this.#clock.after(answerWithinMs, 'drachtio answer', () => {
      fail(new PartylineError('request-timeout', 'drachtio-server gave no answer'));
    });
    this.#pending.add(fail);
    return settle;
  }

  /** The connection is lost: no answer will come. */
  fail(why: string): void {
    for (const reject of [...this.#pending]) reject(new PartylineError('call-failed', why));
  }
}
