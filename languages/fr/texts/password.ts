import type { password as english } from '../../en/texts/password.js';

export const password: typeof english = {
  forgottenTitle: 'Mot de passe oublié',
  forgottenText:
    'Un lien pour en choisir un nouveau vous sera envoyé par e-mail. Il sert une seule fois, pendant une heure.',
  email: 'E-mail',
  send: "M'envoyer un lien",
  sentTitle: 'Consultez votre messagerie',
  sentText: (email: string) =>
    `Si ${email} peut se connecter ici, un lien pour choisir un nouveau mot de passe est en route. Il sert une seule fois, pendant une heure.`,
  sentAgain: 'Rien reçu ? Regardez parmi les indésirables, ou demandez à votre administrateur.',
  back: 'Retour à la connexion',
  setTitle: 'Choisir un mot de passe',
  setFor: (email: string) => `Pour ${email}. Vos autres sessions seront fermées.`,
  password: 'Nouveau mot de passe',
  passwordHint: 'Au moins 10 caractères. Quelques mots à la suite conviennent bien.',
  repeated: 'Le même encore une fois',
  save: 'Enregistrer le mot de passe',
  goneTitle: 'Ce lien ne fonctionne plus',
  goneText: 'Il a déjà servi, ou il est trop ancien. Demandez-en un autre.',
  askAgain: 'Demander un autre lien',
};
