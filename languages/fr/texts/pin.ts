import type { pin as english } from '../../en/texts/pin.js';

export const pin: typeof english = {
  title: 'Changer le code PIN organisateur',
  text: (room: string) =>
    `Pour la salle ${room}. L'ancien cesse aussitôt de fonctionner ; les appels en cours continuent.`,
  pin: 'Nouveau code PIN',
  hint: "4 à 20 chiffres. Laissez vide pour qu'il soit choisi pour vous.",
  save: 'Changer le code PIN',
  back: 'Retour',
  doneTitle: 'Le code PIN est changé',
  doneText: 'Notez-le maintenant : il ne sera plus affiché.',
  done: "C'est noté",
};
