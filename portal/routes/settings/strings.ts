import type { RoomOptionName } from '../../../bridge/conference/room-options.js';
import { inLanguages } from '../../i18n/languages.js';

/** Options that belong together stand together. */
export type OptionGroup = 'start' | 'entry' | 'use' | 'sound' | 'billing' | 'privacy';

export const optionGroups: Readonly<Record<RoomOptionName, OptionGroup>> = {
  participantsMayStart: 'start',
  waitLimitMinutes: 'start',
  holdMusic: 'start',
  continueAfterOrganizer: 'start',
  graceMinutes: 'start',
  capacity: 'entry',
  securityCode: 'entry',
  enterMuted: 'entry',
  rollCall: 'use',
  dialOut: 'use',
  recordingAllowed: 'use',
  entryTones: 'sound',
  announceArrivals: 'sound',
  announceDepartures: 'sound',
  namesInsteadOfTones: 'sound',
  quietThreshold: 'sound',
  automaticGain: 'sound',
  language: 'sound',
  billingCode: 'billing',
  billingCodeDefault: 'billing',
  maskNumbers: 'privacy',
  keepNamesDays: 'privacy',
};

interface SettingsStrings {
  readonly title: string;
  readonly saved: string;
  readonly room: (number: string) => string;
  readonly roomText: string;
  readonly groups: Readonly<Record<OptionGroup, string>>;
  readonly fixed: (account: string) => string;
  readonly save: string;
  readonly you: string;
  readonly tokens: string;
  readonly language: string;
  readonly languageHint: string;
  readonly accountLanguage: string;
  readonly saveLanguage: string;
  readonly password: string;
  readonly passwordText: string;
  readonly current: string;
  readonly wrongCurrent: string;
  readonly wait: (seconds: number) => string;
  readonly savePassword: string;
}

const en: SettingsStrings = {
  title: 'Settings',
  saved: 'Saved.',
  room: (number) => `Room ${number}`,
  roomText: 'Changes hold from the next conference on.',
  groups: {
    start: 'Beginning and end',
    entry: 'Who comes in, and how',
    use: 'What may be used',
    sound: 'What is heard',
    billing: 'Billing code',
    privacy: 'What is shown and kept of callers',
  },
  fixed: (account) => `Fixed by ${account}`,
  save: 'Save the room’s settings',
  you: 'You',
  tokens: 'Tokens',
  language: 'Your language',
  languageHint: 'Of these pages, of mails to you, and of your room unless it has its own.',
  accountLanguage: 'as the account',
  saveLanguage: 'Save the language',
  password: 'Password',
  passwordText: 'Your other sessions end when it changes.',
  current: 'Present password',
  wrongCurrent: 'That is not your password.',
  wait: (seconds) => `Too many tries. Wait ${seconds} s, then try again.`,
  savePassword: 'Change the password',
};

const fr: SettingsStrings = {
  title: 'Paramètres',
  saved: 'Enregistré.',
  room: (number) => `Salle de conférence ${number}`,
  roomText: 'Les changements valent dès la prochaine conférence.',
  groups: {
    start: 'Début et fin',
    entry: 'Qui entre, et comment',
    use: 'Ce qui peut servir',
    sound: 'Ce que l’on entend',
    billing: 'Code de facturation',
    privacy: 'Ce qui est montré et gardé des appelants',
  },
  fixed: (account) => `Fixé par ${account}`,
  save: 'Enregistrer les paramètres de la salle',
  you: 'Vous',
  tokens: 'Jetons',
  language: 'Votre langue',
  languageHint: 'Celle de ces pages, des e-mails et de votre salle, sauf si elle a la sienne.',
  accountLanguage: 'celle du compte',
  saveLanguage: 'Enregistrer la langue',
  password: 'Mot de passe',
  passwordText: 'Vos autres sessions se ferment quand il change.',
  current: 'Mot de passe actuel',
  wrongCurrent: "Ce n'est pas votre mot de passe.",
  wait: (seconds) => `Trop d'essais. Patientez ${seconds} s, puis recommencez.`,
  savePassword: 'Changer le mot de passe',
};

export const settingsStrings = inLanguages(en, fr);
