import type { ConferencesTexts } from '../../en/texts/conferences.js';

export const conferences: ConferencesTexts = {
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
  noNumbers:
    "Aucun numéro d'accès ne vous est attribué. Appelez la salle depuis un téléphone SIP :",
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
