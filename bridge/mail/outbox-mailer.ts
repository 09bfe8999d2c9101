import { PartylineError, describeError } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import type { Clock, Timer } from '../ports/clock.js';
import type { Mail, Mailer } from '../ports/mailer.js';
import type { Random } from '../ports/random.js';
import { Outbox } from './outbox.js';

export interface OutboxMailerOptions {
  readonly folder: string;
  /** Sends each mail, or says by its error whether trying again may help. */
  readonly mailer: Mailer;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** How long after each failure the next try comes; the last of them from then on. */
const pausesMs = [60_000, 120_000, 300_000, 900_000] as const;
/** RFC 5321 §4.5.4.1 asks for four to five days; what is mailed here is of no use by then. */
const longestMs = 2 * 86_400_000;

/**
 * Keeps what a mail server cannot take now, and tries again, also after a restart. Only what the
 * server refuses for good fails.
 */
export class OutboxMailer implements Mailer {
  readonly #options: OutboxMailerOptions;
  readonly #outbox: Outbox;
  #timer: Timer | null = null;
  #failures = 0;
  /** Why the server cannot be used; null while it can, as far as is known. */
  #down: string | null = null;
  #waiting = 0;
  #closed = false;

  constructor(options: OutboxMailerOptions) {
    this.#options = options;
    this.#outbox = new Outbox(options.folder);
  }

  /** Sends what the last run left. */
  async start(): Promise<void> {
    await this.#sendWaiting();
  }

  async send(mail: Mail): Promise<void> {
    const { clock, random, logger } = this.#options;
    // While the server is down, one who sends many does not wait for each to fail.
    const problem = this.#down ?? (await this.#try(mail));
    if (problem === null) return;
    await this.#outbox.keep(random.uuid().slice(0, 8), clock.now(), mail);
    this.#waiting += 1;
    logger.warn({ error: problem }, 'a mail waits to be sent');
    this.#later();
  }

  /** For whoever watches the bridge; null while no mail waits. */
  warning(): string | null {
    if (this.#waiting === 0) return null;
    const why = this.#down ?? 'put off by the mail server';
    return `${this.#waiting} mails wait to be sent: ${why}`;
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    this.#options.mailer.close();
  }

  /** @returns why it could not be sent now, or null. @throws PartylineError `mail-refused` */
  async #try(mail: Mail): Promise<string | null> {
    try {
      await this.#options.mailer.send(mail);
      this.#down = null;
      return null;
    } catch (error) {
      if (!(error instanceof PartylineError)) throw error;
      this.#down = error.code === 'mail-failed' ? error.message : null;
      if (!error.verdict.retryable) throw error;
      return error.message;
    }
  }

  #later(): void {
    if (this.#timer !== null || this.#closed) return;
    const pauseMs = pausesMs[Math.min(this.#failures, pausesMs.length - 1)]!;
    this.#failures += 1;
    this.#timer = this.#options.clock.after(pauseMs, 'mail: outbox', () => {
      this.#timer = null;
      void this.#sendWaiting();
    });
  }

  async #sendWaiting(): Promise<void> {
    const { logger } = this.#options;
    try {
      for (const file of await this.#outbox.list()) {
        await this.#sendOne(file);
        if (this.#closed || this.#down !== null) break;
      }
    } catch (error) {
      logger.error({ error: describeError(error) }, 'mails that wait cannot be read');
    }
    this.#waiting = (await this.#outbox.list()).length;
    if (this.#waiting > 0) this.#later();
    else this.#failures = 0;
  }

  async #sendOne(file: string): Promise<void> {
    const { clock, logger } = this.#options;
    const waiting = await this.#outbox.read(file);
    if (waiting === null) {
      logger.error({ file }, 'a mail that waited cannot be read');
      return;
    }
    try {
      const problem = await this.#try(waiting.mail);
      if (problem === null) {
        await this.#outbox.remove(file);
        return;
      }
      if (clock.now() - waiting.since < longestMs) return;
      logger.error({ file, error: problem }, 'a mail was not delivered in its time');
    } catch (error) {
      logger.error({ file, error: describeError(error) }, 'a mail that waited was refused');
    }
    await this.#outbox.giveUp(file);
  }
}
