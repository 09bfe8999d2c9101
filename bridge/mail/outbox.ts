import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PartylineError } from '../kernel/errors.js';
import type { Mail } from '../ports/mailer.js';

export interface WaitingMail {
  readonly file: string;
  readonly since: number;
  readonly mail: Mail;
}

/** A full disk is worse than a mail that is refused at once. */
const mostWaiting = 10_000;
const extension = '.json';

/** Mails that wait to be sent, each a file: they outlive the process. */
export class Outbox {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The oldest first. */
  async list(): Promise<readonly string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names.filter((name) => name.endsWith(extension)).sort();
  }

  /** @throws PartylineError `mail-failed` when there are too many, or none can be written */
  async keep(id: string, since: number, mail: Mail): Promise<void> {
    if ((await this.list()).length >= mostWaiting) {
      throw new PartylineError('mail-failed', `${mostWaiting} mails wait already`);
    }
    const stamp = new Date(since).toISOString().replace(/[:.]/g, '-');
    const file = path.join(this.#folder, `${stamp}-${id}${extension}`);
    // It has links in it that let one in.
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeFile(`${file}.partial`, JSON.stringify({ since, mail }), { mode: 0o600 });
    await rename(`${file}.partial`, file);
  }

  /** Null for a file that cannot be read; it is put aside. */
  async read(file: string): Promise<WaitingMail | null> {
    try {
      const text = await readFile(path.join(this.#folder, file), 'utf8');
      const { since, mail } = JSON.parse(text) as Omit<WaitingMail, 'file'>;
      if (typeof since === 'number' && typeof mail.to.address === 'string') {
        return { file, since, mail };
      }
    } catch {
      // Below.
    }
    await this.giveUp(file);
    return null;
  }

  async remove(file: string): Promise<void> {
    await rm(path.join(this.#folder, file), { force: true });
  }

  /** Keeps it, but no longer as one that waits. */
  async giveUp(file: string): Promise<void> {
    await rename(path.join(this.#folder, file), path.join(this.#folder, `${file}.undelivered`));
  }
}
