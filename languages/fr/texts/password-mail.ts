import type { passwordMail as english } from '../../en/texts/password-mail.js';

export const passwordMail: typeof english = {
  subject: 'Choisissez un nouveau mot de passe pour Partyline',
  text: (name: string, url: string) => `Bonjour ${name},

Un lien pour choisir votre nouveau mot de passe a été demandé. Il sert une seule fois, pendant une heure :

${url}

Si ce n'était pas vous, n'en faites rien : votre mot de passe reste inchangé.
`,
};
