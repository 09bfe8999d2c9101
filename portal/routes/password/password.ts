import { z } from 'zod';
import { describeError } from '../../../bridge/kernel/errors.js';
import type { Language } from '../../../bridge/ports/language.js';
import { perAddress } from '../../auth/rate-limits.js';
import { redirect } from '../../http/answer.js';
import { emptyForm } from '../../http/form.js';
import type { Resource } from '../../http/routes.js';
import { passwordLinkMail } from '../../mails/password-link.js';
import type { Portal } from '../../portal.js';
import {
  type ForgottenFields,
  forgottenPage,
  linkGonePage,
  linkSentPage,
  setPasswordPage,
} from './password-pages.js';
import { type NewPasswordFields, newPasswordShape, refusedPassword } from './new-password.js';

const linkLifetimeMs = 3_600_000;
/** Of one person at a time: nobody's mailbox is filled from here. */
const mostLinks = 3;

/** Forgotten passwords (P1): a link by mail, once, for an hour. */
export const password: Resource = (routes) => {
  const { people } = routes.portal;
  routes.publicPage('/password/forgotten', (visit) => forgottenPage(visit, emptyForm));

  routes.publicForm<ForgottenFields>(
    '/password/forgotten',
    {
      schema: z.object({ email: z.email({ error: 'email' }).max(254) }),
      accept: (visit, { email }) => {
        // Not awaited: neither the answer nor the time it takes tells who has an account.
        void mailLink(routes.portal, email.toLowerCase(), visit.language);
        return linkSentPage(visit, email);
      },
      show: forgottenPage,
    },
    perAddress(),
  );

  routes.publicPage('/password/set/:token', async (visit) => {
    const person = await people.personOfLink(visit.params['token'] ?? '');
    return person === null ? linkGonePage(visit) : setPasswordPage(visit, person, emptyForm);
  });

  routes.publicForm<NewPasswordFields>(
    '/password/set/:token',
    {
      schema: z.object(newPasswordShape),
      accept: async (visit, fields) => {
        const token = visit.params['token'] ?? '';
        const person = await people.personOfLink(token);
        if (person === null) return linkGonePage(visit);
        const refused = refusedPassword(fields, person, visit.language);
        if (refused !== null) return refused;
        const done = await people.usePasswordLink(token, fields.password);
        return done === null ? linkGonePage(visit) : redirect('/sign-in?set');
      },
      show: async (visit, form) => {
        const person = await people.personOfLink(visit.params['token'] ?? '');
        return person === null ? linkGonePage(visit) : setPasswordPage(visit, person, form);
      },
    },
    perAddress(),
  );
};

async function mailLink(portal: Portal, email: string, language: Language): Promise<void> {
  const { people, mailer, logger } = portal;
  try {
    const link = await people.linkForEmail(email, linkLifetimeMs, mostLinks);
    if (link === null) return;
    const url = `${portal.publicUrl()}/password/set/${link.token}`;
    await mailer.send(passwordLinkMail(link.person, url, link.person.language ?? language));
  } catch (error) {
    logger.error({ error: describeError(error) }, 'a link for a new password was not mailed');
  }
}
