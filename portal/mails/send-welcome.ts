import { describeError } from '../../bridge/kernel/errors.js';
import type { Language } from '../../bridge/ports/language.js';
import type { Portal } from '../portal.js';
import { welcomeMail } from './welcome.js';

export interface Newcomer {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** The room's number; null for an admin without one. */
  readonly room: string | null;
}

const linkLifetimeMs = 7 * 86_400_000;

/**
 * A link to choose a password with, to each who was added. One that cannot be sent is logged: they
 * can have another by "forgotten password".
 */
export async function sendWelcomes(
  { people, mailer, logger, publicUrl }: Portal,
  added: readonly Newcomer[],
  language: Language,
): Promise<void> {
  for (const { id, name, email, room } of added) {
    try {
      const token = await people.createPasswordLink(id, linkLifetimeMs);
      const url = `${publicUrl()}/password/set/${token}`;
      await mailer.send(welcomeMail({ name, email }, room, url, language));
    } catch (error) {
      logger.error({ error: describeError(error), person: id }, 'a welcome was not mailed');
    }
  }
}
