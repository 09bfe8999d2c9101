/**
 * Every option that an organizer may set for a room, in one place: the room core, the command
 * line, the API and the portal all read this table.
 */
export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

export interface OptionDescription {
  readonly en: string;
  readonly fr: string;
}

export type OptionDefinition =
  | { readonly type: 'boolean'; readonly default: boolean; readonly description: OptionDescription }
  | {
      readonly type: 'integer';
      readonly default: number;
      /** Inclusive. */
      readonly min: number;
      /** Inclusive. */
      readonly max: number;
      readonly unit: 'minutes' | 'members' | 'days';
      readonly description: OptionDescription;
    }
  | {
      readonly type: 'choice';
      /** Null: taken from the organizer or the account. */
      readonly default: string | null;
      readonly values: readonly string[];
      readonly description: OptionDescription;
    }
  | {
      /** Keyed on a telephone; null for none. */
      readonly type: 'digits';
      readonly default: null;
      /** Inclusive. */
      readonly minLength: number;
      /** Inclusive. */
      readonly maxLength: number;
      readonly description: OptionDescription;
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

export const roomOptions = {
  participantsMayStart: {
    type: 'boolean',
    default: false,
    description: {
      en: 'Participants may start the conference before an organizer arrives',
      fr: "Les participants peuvent commencer la conférence avant l'arrivée d'un organisateur",
    },
  },
  waitLimitMinutes: {
    type: 'integer',
    default: 30,
    min: 0,
    max: 1440,
    unit: 'minutes',
    description: {
      en: 'How long a participant waits for an organizer; 0 for no limit',
      fr: "Durée pendant laquelle un participant attend un organisateur ; 0 pour l'illimité",
    },
  },
  continueAfterOrganizer: {
    type: 'boolean',
    default: false,
    description: {
      en: 'The conference continues after the last organizer leaves',
      fr: 'La conférence continue après le départ du dernier organisateur',
    },
  },
  graceMinutes: {
    type: 'integer',
    default: 2,
    min: 0,
    max: 60,
    unit: 'minutes',
    description: {
      en: 'How long the conference goes on after the last organizer leaves',
      fr: 'Durée de la conférence après le départ du dernier organisateur',
    },
  },
  capacity: {
    type: 'integer',
    default: 500,
    min: 2,
    max: 500,
    unit: 'members',
    description: {
      en: 'The most members at once; one place is kept for an organizer',
      fr: 'Nombre maximal de lignes ; une place est gardée pour un organisateur',
    },
  },
  entryTones: {
    type: 'boolean',
    default: true,
    description: {
      en: 'A tone is heard when someone joins or leaves',
      fr: 'Un signal sonore annonce chaque arrivée et chaque départ',
    },
  },
  announceArrivals: {
    type: 'boolean',
    default: true,
    description: {
      en: 'Arrivals are among what is heard while tones are on',
      fr: 'Les arrivées sont annoncées lorsque les signaux sont activés',
    },
  },
  announceDepartures: {
    type: 'boolean',
    default: true,
    description: {
      en: 'Departures are among what is heard while tones are on',
      fr: 'Les départs sont annoncés lorsque les signaux sont activés',
    },
  },
  namesInsteadOfTones: {
    type: 'boolean',
    default: false,
    description: {
      en: 'The recorded name is played in place of the tone, where there is one',
      fr: 'Le nom enregistré remplace le signal sonore, lorsqu’il existe',
    },
  },
  enterMuted: {
    type: 'boolean',
    default: false,
    description: {
      en: 'Participants join muted; they may unmute themselves',
      fr: 'Les participants entrent micro coupé ; ils peuvent le rétablir',
    },
  },
  quietThreshold: {
    type: 'integer',
    default: 50,
    min: 0,
    max: 500,
    unit: 'members',
    description: {
      en: 'Above this many members, tones and counts are no longer played by themselves',
      fr: "Au-delà de ce nombre de lignes, les signaux et les décomptes ne sont plus joués d'office",
    },
  },
  automaticGain: {
    type: 'boolean',
    default: true,
    description: {
      en: 'Quiet lines are gently raised and loud ones lowered',
      fr: 'Les lignes faibles sont doucement amplifiées, les fortes atténuées',
    },
  },
  holdMusic: {
    type: 'boolean',
    default: true,
    description: {
      en: 'Participants who wait hear music',
      fr: 'Les participants en attente entendent de la musique',
    },
  },
  securityCode: {
    type: 'boolean',
    default: false,
    description: {
      en: 'Apply a security code set by the host for each session',
      fr: "Appliquer un code de sécurité choisi par l'organisateur pour chaque session",
    },
  },
  billingCode: {
    type: 'choice',
    default: 'off',
    values: ['off', 'asked', 'required'],
    description: {
      en: 'Whether the organizer is asked for a billing code before the conference begins',
      fr: "L'organisateur est invité à composer un code de facturation avant la conférence",
    },
  },
  billingCodeDefault: {
    type: 'digits',
    default: null,
    minLength: 2,
    maxLength: 20,
    description: {
      en: 'The billing code that the pound key alone stands for',
      fr: 'Le code de facturation que la touche dièse remplace',
    },
  },
  rollCall: {
    type: 'boolean',
    default: false,
    description: {
      en: 'Callers say their name on entering; the organizer can hear all names',
      fr: "Chacun dit son nom en entrant ; l'organisateur peut écouter tous les noms",
    },
  },
  dialOut: {
    type: 'boolean',
    default: false,
    description: {
      en: 'The organizer may call others from the conference, as far as the account allows',
      fr: "L'organisateur peut appeler d'autres personnes, dans les limites fixées par le compte",
    },
  },
  recordingAllowed: {
    type: 'boolean',
    default: true,
    description: {
      en: 'Organizers may record the conference',
      fr: 'Les organisateurs peuvent enregistrer la conférence',
    },
  },
  maskNumbers: {
    type: 'boolean',
    default: false,
    description: {
      en: "Organizers see of a caller's number only its last digits",
      fr: "L'organisateur ne voit que les derniers chiffres des numéros des appelants",
    },
  },
  keepNamesDays: {
    type: 'integer',
    default: 0,
    min: 0,
    max: 365,
    unit: 'days',
    description: {
      en: 'How long recorded names are kept after the conference; 0 for not at all',
      fr: 'Durée de conservation des noms enregistrés après la conférence ; 0 pour aucune',
    },
  },
  language: {
    type: 'choice',
    default: null,
    values: languages,
    description: {
      en: "Language of the room's announcements; default: that of the organizer or the account",
      fr: "Langue des annonces de la salle ; par défaut celle de l'organisateur ou du compte",
    },
  },
} as const satisfies { readonly [Name in RoomOptionName]: OptionDefinition };

export const roomOptionNames = Object.keys(roomOptions) as readonly RoomOptionName[];
