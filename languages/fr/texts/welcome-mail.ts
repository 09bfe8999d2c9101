import type { welcomeMail as english } from '../../en/texts/welcome-mail.js';

export const welcomeMail: typeof english = {
  subject: 'Votre salle de conférence Partyline',
  text: (name: string, room: string | null, url: string) => `Bonjour ${name},

${room === null ? 'Vous pouvez désormais administrer le' : `La salle ${room} est à vous sur le`} pont de conférence. Choisissez un mot de passe ici ; le lien sert une seule fois, pendant sept jours :

${url}

Votre code PIN vous sera donné par la personne qui vous a ajouté ; il n'est jamais envoyé par e-mail.
`,
};
