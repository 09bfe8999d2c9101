import { languages, type Language } from './languages.js';

export type OptionDefinition =
  | { readonly type: 'boolean'; readonly default: boolean }
  | {
      readonly type: 'integer';
      readonly default: number;
      /** Inclusive. */
      readonly min: number;
      /** Inclusive. */
      readonly max: number;
      readonly unit: 'minutes' | 'members' | 'days';
    }
  | {
      readonly type: 'choice';
      /** Null: taken from the organizer or the account. */
      readonly default: string | null;
      readonly values: readonly string[];
    }
  | {
      /** Keyed on a telephone; null for none. */
      readonly type: 'digits';
      readonly default: null;
      /** Inclusive. */
      readonly minLength: number;
      /** Inclusive. */
      readonly maxLength: number;
    };

export interface RoomOptions {
  readonly participantsMayStart: boolean;
  readonly waitLimitMinutes: number;
  readonly continueAfterOrganizer: boolean;
  readonly graceMinutes: number;
  readonly capacity: number;
  readonly entryTones: boolean;
  readonly announceArrivals: boolean;
  readonly announceDepartures: boolean;
  readonly namesInsteadOfTones: boolean;
  readonly enterMuted: boolean;
  readonly quietThreshold: number;
  readonly automaticGain: boolean;
  readonly holdMusic: boolean;
  readonly securityCode: boolean;
  readonly billingCode: 'off' | 'asked' | 'required';
  readonly billingCodeDefault: string | null;
  readonly rollCall: boolean;
  readonly dialOut: boolean;
  readonly recordingAllowed: boolean;
  readonly maskNumbers: boolean;
  readonly keepNamesDays: number;
  readonly language: Language | null;
}

export type RoomOptionName = keyof RoomOptions;

/**
 * Every option that an organizer may set for a room, in one place: the room core, the command
 * line, the API and the portal all read this table.
 */
export const roomOptions = {
  participantsMayStart: {
    type: 'boolean',
    default: false,
  },
  waitLimitMinutes: {
    type: 'integer',
    default: 30,
    min: 0,
    max: 1440,
    unit: 'minutes',
  },
  continueAfterOrganizer: {
    type: 'boolean',
    default: false,
  },
  graceMinutes: {
    type: 'integer',
    default: 2,
    min: 0,
    max: 60,
    unit: 'minutes',
  },
  capacity: {
    type: 'integer',
    default: 500,
    min: 2,
    max: 500,
    unit: 'members',
  },
  entryTones: {
    type: 'boolean',
    default: true,
  },
  announceArrivals: {
    type: 'boolean',
    default: true,
  },
  announceDepartures: {
    type: 'boolean',
    default: true,
  },
  namesInsteadOfTones: {
    type: 'boolean',
    default: false,
  },
  enterMuted: {
    type: 'boolean',
    default: false,
  },
  quietThreshold: {
    type: 'integer',
    default: 50,
    min: 0,
    max: 500,
    unit: 'members',
  },
  automaticGain: {
    type: 'boolean',
    default: true,
  },
  holdMusic: {
    type: 'boolean',
    default: true,
  },
  securityCode: {
    type: 'boolean',
    default: false,
  },
  billingCode: {
    type: 'choice',
    default: 'off',
    values: ['off', 'asked', 'required'],
  },
  billingCodeDefault: {
    type: 'digits',
    default: null,
    minLength: 2,
    maxLength: 20,
  },
  rollCall: {
    type: 'boolean',
    default: false,
  },
  dialOut: {
    type: 'boolean',
    default: false,
  },
  recordingAllowed: {
    type: 'boolean',
    default: true,
  },
  maskNumbers: {
    type: 'boolean',
    default: false,
  },
  keepNamesDays: {
    type: 'integer',
    default: 0,
    min: 0,
    max: 365,
    unit: 'days',
  },
  language: {
    type: 'choice',
    default: null,
    values: languages,
  },
} as const satisfies { readonly [Name in RoomOptionName]: OptionDefinition };

export const roomOptionNames = Object.keys(roomOptions) as readonly RoomOptionName[];
