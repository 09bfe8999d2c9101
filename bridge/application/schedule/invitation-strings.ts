import type { NumberKind } from '../../ports/access-numbers.js';
import type { Language } from '../../ports/language.js';

interface InvitationStrings {
  readonly labelled: (label: string, value: string) => string;
  readonly update: (subject: string) => string;
  readonly cancelled: (subject: string) => string;
  readonly invites: (organizer: string) => string;
  readonly hasChanged: (organizer: string) => string;
  readonly hasCancelled: (organizer: string) => string;
  readonly when: string;
  readonly minutes: (count: number) => string;
  readonly repeats: string;
  readonly room: string;
  readonly dial: string;
  readonly oneTap: string;
  readonly thenKey: (room: string) => string;
  readonly noNumbers: string;
  readonly commands: string;
  readonly keys: readonly (readonly [keys: string, meaning: string])[];
  readonly kinds: Readonly<Record<NumberKind, string>>;
}

const en: InvitationStrings = {
  labelled: (label, value) => `${label}: ${value}`,
  update: (subject) => `Updated: ${subject}`,
  cancelled: (subject) => `Cancelled: ${subject}`,
  invites: (organizer) => `${organizer} invites you to a telephone conference.`,
  hasChanged: (organizer) => `${organizer} has changed this telephone conference.`,
  hasCancelled: (organizer) => `${organizer} has cancelled this telephone conference.`,
  when: 'When',
  minutes: (count) => `${count} minutes`,
  repeats: 'Repeats',
  room: 'Room number',
  dial: 'Dial one of these numbers',
  oneTap: 'from a mobile, in one tap',
  thenKey: (room) => `When you are asked, key ${room} and #, then stay on the line.`,
  noNumbers: 'Your organizer tells you which number to dial.',
  commands: 'On the telephone',
  keys: [
    ['*1', 'hear what you can do'],
    ['*2', 'mute or unmute your line'],
    ['*5', 'hear how many people are in the conference'],
    ['*9', 'raise or lower your hand, in lecture mode'],
  ],
  kinds: {
    toll: 'local rate',
    'toll-free': 'free of charge',
    'international-toll-free': 'free of charge, international',
  },
};

const fr: InvitationStrings = {
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

const all: Readonly<Record<Language, InvitationStrings>> = { en, fr };

export const invitationStrings = (language: Language): InvitationStrings => all[language];
