import type { NumberKind } from '../../../bridge/ports/access-numbers.js';
import { inLanguages } from '../../i18n/languages.js';

export interface HomeStrings {
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

const en: HomeStrings = {
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

const fr: HomeStrings = {
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

export const homeStrings = inLanguages(en, fr);
