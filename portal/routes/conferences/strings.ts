import type { NumberKind } from '../../../bridge/ports/access-numbers.js';
import { inLanguages } from '../../i18n/languages.js';

interface ConferencesStrings {
  readonly title: string;
  readonly room: string;
  readonly noRoom: string;
  readonly live: string;
  readonly lines: (count: number) => string;
  readonly waiting: string;
  readonly since: string;
  readonly locked: string;
  readonly open: string;
  readonly quiet: string;
  readonly pin: string;
  readonly pinKept: string;
  readonly changePin: string;
  readonly steps: readonly string[];
  readonly numbers: string;
  readonly noNumbers: string;
  readonly sip: string;
  readonly columns: readonly [country: string, number: string, kind: string, language: string];
  readonly kinds: Readonly<Record<NumberKind, string>>;
  readonly call: string;
  readonly last: string;
  readonly noLast: string;
  readonly lastColumns: readonly [start: string, duration: string, calls: string, code: string];
  readonly commands: string;
}

const en: ConferencesStrings = {
  title: 'My conferences',
  room: 'Room number',
  noRoom: 'You have no room of your own, so there is no conference of yours to show.',
  live: 'On now',
  lines: (count) => (count === 1 ? '1 line' : `${count} lines`),
  waiting: 'waiting for an organizer',
  since: 'since',
  locked: 'locked',
  open: 'Open live control',
  quiet: 'No conference at the moment. It begins when you dial in and key your PIN.',
  pin: 'Organizer PIN',
  pinKept: 'set, and never shown again',
  changePin: 'Change it',
  steps: [
    'Dial an access number, key the room number and {#}.',
    'Press {*}, key your PIN and {#}. Participants stay on the line instead.',
  ],
  numbers: 'Access numbers',
  noNumbers: 'No access number has been set up. Call the room from a SIP phone:',
  sip: 'From a SIP phone',
  columns: ['Country', 'Number', 'Kind', 'Speaks'],
  kinds: {
    toll: 'toll',
    'toll-free': 'toll-free',
    'international-toll-free': 'international toll-free',
  },
  call: 'dials the number and the room',
  last: 'Last conferences',
  noLast: 'No conference has been held in this room yet.',
  lastColumns: ['Began', 'Length', 'Calls', 'Billing code'],
  commands: 'All phone commands',
};

const fr: ConferencesStrings = {
  title: 'Mes conférences',
  room: 'Numéro de la salle',
  noRoom: "Vous n'avez pas de salle de conférence : il n'y a donc rien à montrer ici.",
  live: 'En cours',
  lines: (count) => (count <= 1 ? `${count} ligne` : `${count} lignes`),
  waiting: "en attente d'un organisateur",
  since: 'depuis',
  locked: 'verrouillée',
  open: 'Ouvrir le contrôle en direct',
  quiet:
    'Aucune conférence pour le moment. Elle commence quand vous appelez et composez votre code PIN.',
  pin: 'Code PIN organisateur',
  pinKept: "enregistré, il n'est plus jamais affiché",
  changePin: 'Le changer',
  steps: [
    "Appelez un numéro d'accès, composez le numéro de la salle puis {#}.",
    'Appuyez sur {*}, composez votre code PIN puis {#}. Les participants, eux, restent en ligne.',
  ],
  numbers: "Numéros d'accès",
  noNumbers: "Aucun numéro d'accès n'est configuré. Appelez la salle depuis un téléphone SIP :",
  sip: 'Depuis un téléphone SIP',
  columns: ['Pays', 'Numéro', 'Type', 'Langue'],
  kinds: {
    toll: 'payant',
    'toll-free': 'gratuit',
    'international-toll-free': 'gratuit international',
  },
  call: 'compose le numéro et la salle',
  last: 'Dernières conférences',
  noLast: "Aucune conférence n'a encore eu lieu dans cette salle.",
  lastColumns: ['Début', 'Durée', 'Appels', 'Code de facturation'],
  commands: 'Toutes les commandes téléphoniques',
};

export const conferencesStrings = inLanguages(en, fr);
