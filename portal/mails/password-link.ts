import type { Mail } from '../../bridge/ports/mailer.js';
import type { Language } from '../../bridge/ports/language.js';
import { inLanguages } from '../i18n/languages.js';

const strings = inLanguages(
  {
    subject: 'Set a new password for Partyline',
    text: (name: string, url: string) => `Hello ${name},

somebody asked for a link to set a new password for you. It works once, for one hour:

${url}

If it was not you, leave it: your password stays as it is.
`,
  },
  {
    subject: 'Choisissez un nouveau mot de passe pour Partyline',
    text: (name: string, url: string) => `Bonjour ${name},

Un lien pour choisir votre nouveau mot de passe a été demandé. Il sert une seule fois, pendant une heure :

${url}

Si ce n'était pas vous, n'en faites rien : votre mot de passe reste inchangé.
`,
  },
);

export function passwordLinkMail(
  { name, email }: { readonly name: string; readonly email: string },
  url: string,
  language: Language,
): Mail {
  const { subject, text } = strings(language);
  return { to: { name, address: email }, subject, text: text(name, url) };
}
