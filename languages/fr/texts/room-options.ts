import type { roomOptions as english } from '../../en/texts/room-options.js';

export const roomOptions: typeof english = {
  participantsMayStart:
    "Les participants peuvent commencer la conférence avant l'arrivée d'un organisateur",
  waitLimitMinutes:
    "Durée pendant laquelle un participant attend un organisateur ; 0 pour l'illimité",
  continueAfterOrganizer: 'La conférence continue après le départ du dernier organisateur',
  graceMinutes: 'Durée de la conférence après le départ du dernier organisateur',
  capacity: 'Nombre maximal de lignes ; une place est gardée pour un organisateur',
  entryTones: 'Un signal sonore annonce chaque arrivée et chaque départ',
  announceArrivals: 'Les arrivées sont annoncées lorsque les signaux sont activés',
  announceDepartures: 'Les départs sont annoncés lorsque les signaux sont activés',
  namesInsteadOfTones: 'Le nom enregistré remplace le signal sonore, lorsqu’il existe',
  enterMuted: 'Les participants entrent micro coupé ; ils peuvent le rétablir',
  quietThreshold:
    "Au-delà de ce nombre de lignes, les signaux et les décomptes ne sont plus joués d'office",
  automaticGain: 'Les lignes faibles sont doucement amplifiées, les fortes atténuées',
  holdMusic: 'Les participants en attente entendent de la musique',
  securityCode: "Appliquer un code de sécurité choisi par l'organisateur pour chaque session",
  billingCode: "L'organisateur est invité à composer un code de facturation avant la conférence",
  billingCodeDefault: 'Le code de facturation que la touche dièse remplace',
  rollCall: "Chacun dit son nom en entrant ; l'organisateur peut écouter tous les noms",
  dialOut: "L'organisateur peut appeler d'autres personnes, dans les limites fixées par le compte",
  recordingAllowed: 'Les organisateurs peuvent enregistrer la conférence',
  maskNumbers: "L'organisateur ne voit que les derniers chiffres des numéros des appelants",
  keepNamesDays: 'Durée de conservation des noms enregistrés après la conférence ; 0 pour aucune',
  language: "Langue des annonces de la salle ; par défaut celle de l'organisateur ou du compte",
};
