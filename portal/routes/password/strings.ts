import { inLanguages } from '../../i18n/languages.js';

export const passwordStrings = inLanguages(
  {
    forgottenTitle: 'Forgotten password',
    forgottenText: 'A link to set a new one is mailed to you. It works once, for one hour.',
    email: 'E-mail',
    send: 'Mail me a link',
    sentTitle: 'Look at your mail',
    sentText: (email: string) =>
      `If ${email} may sign in here, a link to set a new password is on its way. It works once, for one hour.`,
    sentAgain: 'Nothing has come? Look among unwanted mail, or ask your administrator.',
    back: 'Back to sign in',
    setTitle: 'Set a password',
    setFor: (email: string) => `For ${email}. You are signed out everywhere else.`,
    password: 'New password',
    passwordHint: 'At least 10 characters. A few words in a row are good.',
    repeated: 'The same again',
    save: 'Set the password',
    goneTitle: 'This link no longer works',
    goneText: 'It was used already, or it is too old. Ask for another.',
    askAgain: 'Ask for another link',
  },
  {
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
  },
);
