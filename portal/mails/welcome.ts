import type { Mail } from '../../bridge/ports/mailer.js';
import type { Language } from '../../bridge/ports/language.js';
import { inLanguages } from '../i18n/languages.js';

const strings = inLanguages(
  {
    subject: 'Your conference room at Partyline',
    text: (name: string, room: string | null, url: string) => `Hello ${name},

${room === null ? 'you may now administer' : `room ${room} is yours on`} the conference bridge. Choose a password here; the link works once, for seven days:

${url}

Whoever added you has your PIN; it is never sent by mail.
`,
  },
  {
    subject: 'Votre salle de conférence Partyline',
    text: (name: string, room: string | null, url: string) => `Bonjour ${name},

${room === null ? 'Vous pouvez désormais administrer le' : `La salle ${room} est à vous sur le`} pont de conférence. Choisissez un mot de passe ici ; le lien sert une seule fois, pendant sept jours :

${url}

Votre code PIN vous sera donné par la personne qui vous a ajouté ; il n'est jamais envoyé par e-mail.
`,
  },
);

export function welcomeMail(
  { name, email }: { readonly name: string; readonly email: string },
  room: string | null,
  url: string,
  language: Language,
): Mail {
  const { subject, text } = strings(language);
  return { to: { name, address: email }, subject, text: text(name, room, url) };
}
