import type { HomeTexts } from '../../en/texts/home.js';

export const home: HomeTexts = {
  lead: 'Conférences téléphoniques : appelez, composez le numéro de la salle, parlez.',
  joinHeading: 'Rejoindre une conférence',
  steps: [
    "Appelez un numéro d'accès, ou l'adresse SIP ci-dessous.",
    'Composez le numéro de la salle de conférence, puis {#}.',
    'Les organisateurs appuient sur {*} et composent leur code PIN, puis {#}. Les autres restent en ligne.',
    'Pendant la conférence, {*1} énonce les commandes ; {*2} coupe et rétablit votre micro.',
  ],
  numbersHeading: "Numéros d'accès",
  columns: ['Pays', 'Numéro', 'Type'],
  kinds: {
    toll: 'payant',
    'toll-free': 'gratuit',
    'international-toll-free': 'gratuit international',
  },
  sipHeading: 'Depuis un téléphone SIP',
  sipText: 'Appelez directement la salle :',
  roomPlaceholder: 'numéro de la salle',
};
