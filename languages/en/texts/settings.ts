export interface SettingsTexts {
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

/** Options that belong together stand together. */
export type OptionGroup = 'start' | 'entry' | 'use' | 'sound' | 'billing' | 'privacy';

export const settings: SettingsTexts = {
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
