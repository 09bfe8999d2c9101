import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { PartylineError, describeError } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import type { Clock } from '../ports/clock.js';
import type { Mail, Mailer } from '../ports/mailer.js';
import type { Random } from '../ports/random.js';
import { messageOf } from './message.js';

export interface FolderMailerOptions {
  readonly folder: string;
  readonly from: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** Without a mail server: each mail becomes a file that any mail program opens, and the log says so. */
export class FolderMailer implements Mailer {
  readonly #options: FolderMailerOptions;
  readonly #transport = createTransport({ streamTransport: true, buffer: true });

  constructor(options: FolderMailerOptions) {
    this.#options = options;
  }

  async send(mail: Mail): Promise<void> {
    const { folder, from, clock, random, logger } = this.#options;
    const stamp = new Date(clock.now()).toISOString().replace(/[:.]/g, '-');
    const file = path.join(folder, `${stamp}-${random.uuid().slice(0, 8)}.eml`);
    try {
      const { message } = await this.#transport.sendMail(messageOf(mail, from));
      // It has links in it that let one in.
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(`${file}.partial`, message, { mode: 0o600 });
      await rename(`${file}.partial`, file);
    } catch (error) {
      throw new PartylineError('mail-failed', `cannot write ${file}: ${describeError(error)}`, {
        mend: 'make room on the disk, or set mail.smtp',
        cause: error,
      });
    }
    logger.info({ file }, 'mail.smtp is not set: a mail was written to a file, not sent');
  }

  close(): void {
    this.#transport.close();
  }
}
