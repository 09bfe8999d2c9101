import type { InvitationTexts } from '../../en/texts/invitation.js';

export const invitation: InvitationTexts = {
  labelled: (label, value) => `${label} : ${value}`,
  update: (subject) => `Modifié : ${subject}`,
  cancelled: (subject) => `Annulé : ${subject}`,
  invites: (organizer) => `${organizer} vous invite à une conférence téléphonique.`,
  hasChanged: (organizer) => `${organizer} a modifié cette conférence téléphonique.`,
  hasCancelled: (organizer) => `${organizer} a annulé cette conférence téléphonique.`,
  when: 'Quand',
  minutes: (count) => `${count} minutes`,
  repeats: 'Périodicité',
  room: 'Numéro de salle',
  dial: "Composez l'un de ces numéros",
  oneTap: "d'un mobile, en une pression",
  thenKey: (room) => `À l'invite, composez ${room} puis #, et restez en ligne.`,
  noNumbers: "L'organisateur vous indique le numéro à composer.",
  commands: 'Au téléphone',
  keys: [
    ['*1', 'entendre ce que vous pouvez faire'],
    ['*2', 'couper ou rétablir votre micro'],
    ['*5', 'entendre le nombre de personnes en conférence'],
    ['*9', 'lever ou baisser la main, en mode discours'],
  ],
  kinds: {
    toll: 'tarif local',
    'toll-free': 'gratuit',
    'international-toll-free': "gratuit, de l'étranger",
  },
};
