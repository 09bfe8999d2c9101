import type { NumberKind } from '../../../bridge/ports/access-numbers.js';

/** Of mails and calendar entries. */
export interface InvitationTexts {
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

export const invitation: InvitationTexts = {
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
