import type { NumberKind } from '../../../bridge/ports/access-numbers.js';

export interface HomeTexts {
  readonly lead: string;
  readonly joinHeading: string;
  /** Keys to press stand in braces: `{*2}`. */
  readonly steps: readonly string[];
  readonly numbersHeading: string;
  readonly columns: readonly [country: string, number: string, kind: string];
  readonly kinds: Readonly<Record<NumberKind, string>>;
  readonly sipHeading: string;
  readonly sipText: string;
  readonly roomPlaceholder: string;
}

export const home: HomeTexts = {
  lead: 'Telephone conferences: dial in, key the room number, talk.',
  joinHeading: 'Join a conference',
  steps: [
    'Dial an access number, or the SIP address below.',
    'Key the room number, then {#}.',
    'Organizers press {*} and key their PIN, then {#}. Everyone else stays on the line.',
    'In the conference, {*1} tells which keys do what; {*2} mutes and unmutes your line.',
  ],
  numbersHeading: 'Access numbers',
  columns: ['Country', 'Number', 'Kind'],
  kinds: {
    toll: 'toll',
    'toll-free': 'toll-free',
    'international-toll-free': 'international toll-free',
  },
  sipHeading: 'From a SIP phone',
  sipText: 'Call the room directly:',
  roomPlaceholder: 'room number',
};
