import type { ListColumn } from '../../../../bridge/application/directory/organizer-list.js';
import { inLanguages } from '../../../i18n/languages.js';

interface OrganizersStrings {
  readonly title: string;
  readonly search: string;
  readonly searchHint: string;
  readonly find: string;
  readonly group: string;
  readonly allGroups: string;
  readonly noGroup: string;
  readonly name: string;
  readonly email: string;
  readonly room: string;
  readonly roomHint: string;
  readonly pin: string;
  readonly pinHint: string;
  readonly language: string;
  readonly accountLanguage: string;
  readonly numbers: string;
  readonly numbersHint: string;
  readonly state: string;
  readonly disabled: string;
  readonly none: string;
  readonly noneFound: string;
  readonly next: string;
  readonly add: string;
  readonly addList: string;
  readonly addButton: string;
  readonly added: string;
  readonly addedLead: string;
  readonly shownOnce: string;
  readonly save: string;
  readonly saved: string;
  readonly disable: string;
  readonly disableHint: string;
  readonly enable: string;
  readonly resetPin: string;
  readonly resetPinHint: string;
  readonly newPin: (room: string) => string;
  readonly emailTaken: string;
  readonly roomTaken: string;
  readonly chooseGroup: string;
  readonly list: {
    readonly lead: string;
    readonly columns: string;
    readonly needed: string;
    readonly field: string;
    readonly file: string;
    readonly check: string;
    readonly wrong: (rows: number) => string;
    readonly right: (rows: number) => string;
    readonly addAll: (rows: number) => string;
    readonly line: string;
    readonly problem: string;
    readonly good: string;
    readonly tooMuch: string;
    readonly unreadable: string;
    readonly problems: Readonly<Record<ListColumn, string>>;
    readonly notYourGroup: string;
  };
}

export const organizersStrings = inLanguages<OrganizersStrings>(
  {
    title: 'Organizers',
    search: 'Search',
    searchHint: 'Name, e-mail or room',
    find: 'Find',
    group: 'Group',
    allGroups: 'All groups',
    noGroup: 'No group',
    name: 'Name',
    email: 'E-mail',
    room: 'Room',
    roomHint: '4 to 12 digits. Leave it empty to be given one.',
    pin: 'Organizer PIN',
    pinHint: '4 to 20 digits. Leave it empty to be given one.',
    language: 'Language',
    accountLanguage: "The account's",
    numbers: 'Access numbers',
    numbersHint: 'Those in invitations. None chosen means all.',
    state: 'State',
    disabled: 'disabled',
    none: 'There are no organizers yet.',
    noneFound: 'Nobody is found.',
    next: 'Next page',
    add: 'Add an organizer',
    addList: 'Add a list',
    addButton: 'Add',
    added: 'Added',
    addedLead:
      'Pass these on now: a PIN is shown this once. Passwords are set by the link that each is mailed.',
    shownOnce: 'shown this once',
    save: 'Save',
    saved: 'Saved.',
    disable: 'Disable',
    disableHint: 'The room refuses calls and the sign-in is closed; nothing is deleted.',
    enable: 'Enable again',
    resetPin: 'Reset the PIN',
    resetPinHint: 'The old PIN stops working at once.',
    newPin: (room) => `New PIN of room ${room}`,
    emailTaken: 'Somebody has that e-mail.',
    roomTaken: 'That room exists.',
    chooseGroup: 'Choose one of your groups.',
    list: {
      lead: 'Paste a CSV, or choose a file. It is checked first; nothing is added until all of it is right.',
      columns: 'Columns:',
      needed: 'name and email are needed',
      field: 'List (CSV)',
      file: 'Choose a file',
      check: 'Check',
      wrong: (rows) => (rows === 1 ? 'One line has a problem' : `${rows} lines have problems`),
      right: (rows) => (rows === 1 ? 'One line, no problem' : `${rows} lines, no problem`),
      addAll: (rows) => (rows === 1 ? 'Add one organizer' : `Add ${rows} organizers`),
      line: 'Line',
      problem: 'Problem',
      good: 'good',
      tooMuch: 'Send at most 1,000 lines at a time.',
      unreadable: 'This is not a list with the columns below.',
      problems: {
        name: 'The name is missing, or too long.',
        email: 'The e-mail is no address, or somebody has it already.',
        group: 'There is no such group.',
        room: 'The room is no number of 4 to 12 digits, or exists already.',
        pin: 'The PIN must have 4 to 20 digits.',
        language: 'The language is en or fr.',
        numbers: 'An access number is not written with +, or is not in the table.',
      },
      notYourGroup: 'The group is not one of yours.',
    },
  },
  {
    title: 'Organisateurs',
    search: 'Rechercher',
    searchHint: 'Nom, e-mail ou salle',
    find: 'Chercher',
    group: 'Groupe',
    allGroups: 'Tous les groupes',
    noGroup: 'Aucun groupe',
    name: 'Nom',
    email: 'E-mail',
    room: 'Salle',
    roomHint: '4 à 12 chiffres. Laissez vide pour en recevoir un.',
    pin: 'Code PIN organisateur',
    pinHint: '4 à 20 chiffres. Laissez vide pour en recevoir un.',
    language: 'Langue',
    accountLanguage: 'Celle du compte',
    numbers: "Numéros d'accès",
    numbersHint: 'Ceux des invitations. Sans choix : tous.',
    state: 'État',
    disabled: 'désactivé',
    none: "Il n'y a pas encore d'organisateur.",
    noneFound: "Personne n'a été trouvé.",
    next: 'Page suivante',
    add: 'Ajouter un organisateur',
    addList: 'Ajouter une liste',
    addButton: 'Ajouter',
    added: 'Ajoutés',
    addedLead:
      "Transmettez-les maintenant : un code PIN n'est affiché qu'une fois. Chacun choisit son mot de passe par le lien qui lui est envoyé.",
    shownOnce: 'affiché une seule fois',
    save: 'Enregistrer',
    saved: 'Enregistré.',
    disable: 'Désactiver',
    disableHint: 'La salle refuse les appels et la connexion est fermée ; rien n’est supprimé.',
    enable: 'Réactiver',
    resetPin: 'Réinitialiser le code PIN',
    resetPinHint: "L'ancien code cesse aussitôt de fonctionner.",
    newPin: (room) => `Nouveau code PIN de la salle ${room}`,
    emailTaken: 'Cette adresse e-mail est déjà prise.',
    roomTaken: 'Cette salle existe déjà.',
    chooseGroup: "Choisissez l'un de vos groupes.",
    list: {
      lead: "Collez un CSV, ou choisissez un fichier. Il est d'abord vérifié ; rien n'est ajouté tant que tout n'est pas correct.",
      columns: 'Colonnes :',
      needed: 'name et email sont obligatoires',
      field: 'Liste (CSV)',
      file: 'Choisir un fichier',
      check: 'Vérifier',
      wrong: (rows) => (rows === 1 ? 'Une ligne pose problème' : `${rows} lignes posent problème`),
      right: (rows) => (rows === 1 ? 'Une ligne, correcte' : `${rows} lignes, toutes correctes`),
      addAll: (rows) => (rows === 1 ? 'Ajouter un organisateur' : `Ajouter ${rows} organisateurs`),
      line: 'Ligne',
      problem: 'Problème',
      good: 'correcte',
      tooMuch: 'Envoyez au plus 1 000 lignes à la fois.',
      unreadable: "Ce n'est pas une liste avec les colonnes ci-dessous.",
      problems: {
        name: 'Le nom manque ou est trop long.',
        email: "L'e-mail n'est pas une adresse, ou est déjà pris.",
        group: "Ce groupe n'existe pas.",
        room: "La salle n'a pas 4 à 12 chiffres, ou existe déjà.",
        pin: 'Le code PIN doit avoir 4 à 20 chiffres.',
        language: 'La langue est en ou fr.',
        numbers: "Un numéro d'accès n'est pas écrit avec +, ou n'est pas dans la table.",
      },
      notYourGroup: "Ce groupe n'est pas l'un des vôtres.",
    },
  },
);
