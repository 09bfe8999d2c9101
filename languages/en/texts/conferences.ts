import type { NumberKind } from '../../../bridge/ports/access-numbers.js';

export interface ConferencesTexts {
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

export const conferences: ConferencesTexts = {
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
  noNumbers: 'No access number has been given to you. Call the room from a SIP phone:',
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
