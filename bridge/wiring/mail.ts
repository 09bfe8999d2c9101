import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../../config/schema.js';
import { PartylineError, describeError } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import { FolderMailer } from '../mail/folder-mailer.js';
import { OutboxMailer } from '../mail/outbox-mailer.js';
import { SmtpMailer } from '../mail/smtp-mailer.js';
import type { Clock } from '../ports/clock.js';
import type { Mailer } from '../ports/mailer.js';
import type { Random } from '../ports/random.js';

export interface Mail {
  readonly mailer: Mailer;
  /** What should be seen to, or null. */
  readonly warning: () => string | null;
}

/** The mail server of the configuration, else a folder among the data. @throws PartylineError `bad-config` */
export function wireMailer(
  { dataDir, mail: { from, smtp } }: Config,
  deps: { readonly clock: Clock; readonly random: Random; readonly logger: Logger },
): Mail {
  const folder = path.join(dataDir, 'mail');
  if (smtp === null) {
    return { mailer: new FolderMailer({ ...deps, from, folder }), warning: () => null };
  }
  const ca = smtp.caFile === null ? null : readAuthority(smtp.caFile);
  const mailer = new OutboxMailer({
    ...deps,
    folder: path.join(folder, 'outbox'),
    mailer: new SmtpMailer({ ...smtp, ca, from }),
  });
  // Calls need not wait for it.
  void mailer.start();
  return { mailer, warning: () => mailer.warning() };
}

function readAuthority(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new PartylineError('bad-config', `mail.smtp.caFile: ${describeError(error)}`, {
      mend: 'name a file with certificates in PEM, or take the line out',
      cause: error,
    });
  }
}
