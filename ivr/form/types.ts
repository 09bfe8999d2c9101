import type { Phrase } from '../../bridge/conference/phrase.js';
import type { DigitCollector } from '../digit-collector.js';
import type { PromptName } from '../prompt-names.js';
import type { Secret } from '../secret.js';
import type { SpeechEffect, SpeechInput } from '../speech.js';
import type { SpokenState } from '../turn.js';

/**
 * A form is a few questions put to one caller, answered by keys or by voice. While it is open it
 * owns the keys. It is used at the door of a conference (A5–A7) and in it (K3).
 */
export type FormQuestion =
  /** Keyed by a participant, and checked. */
  | { readonly kind: 'security-code' }
  /** Chosen by an organizer for this session; `#` alone takes the last one again. */
  | { readonly kind: 'new-security-code'; readonly hasLast: boolean }
  /** `#` alone takes the default, or goes without where that may be. */
  | { readonly kind: 'billing-code'; readonly required: boolean; readonly hasDefault: boolean }
  /** Said after a tone, heard back, and said again at will. */
  | { readonly kind: 'name' }
  /** Whom to call (K3); `*3` cancels. */
  | { readonly kind: 'phone-number' }
  /** One is yes, two is no. Silence is asked again, and in the end no answer, or is a yes. */
  | {
      readonly kind: 'choice';
      readonly phrases: readonly Phrase<PromptName>[];
      readonly silenceAccepts: boolean;
    };

/** What was answered; a question that was not put has no answer. */
export interface FormAnswers {
  readonly securityCodeKeyed?: true;
  /** Null: the last one again. */
  readonly newSecurityCode?: Secret | null;
  /** Null: the default, or none. */
  readonly billingCode?: string | null;
  /** The file of the recorded name; null: nothing was said. */
  readonly recordedName?: string | null;
  /** As keyed; null: cancelled. */
  readonly phoneNumber?: string | null;
  /** The choice. */
  readonly accepted?: boolean;
}

export interface FormSettings {
  /** Wrong or missing answers to one question until the form is given up. */
  readonly tries: number;
  /** A pause this long ends an entry, or is a missing one where no key was pressed. */
  readonly pauseMs: number;
  /** A `#` this soon after a pause ended an entry belongs to that entry. */
  readonly lateHashMs: number;
  /** How often a check may be put off. */
  readonly waits: number;
  /** How long after hearing the own name a caller may ask to say it again. */
  readonly reviewMs: number;
}

export const defaultFormSettings: FormSettings = {
  tries: 3,
  pauseMs: 5_000,
  lateHashMs: 2_000,
  waits: 5,
  reviewMs: 3_000,
};

export type FormInput =
  | SpeechInput
  | { readonly kind: 'started' }
  /** The answer to `check-code`. */
  | { readonly kind: 'code-checked'; readonly result: CodeCheck }
  /** The answer to `record`: the file, or null where nothing was said. */
  | { readonly kind: 'recorded'; readonly recordedName: string | null }
  /** The other answer to `record`: it cannot be done. */
  | { readonly kind: 'recording-failed' };

export type CodeCheck =
  | { readonly kind: 'ok' }
  | { readonly kind: 'wrong' }
  /** Not checked yet: too many tries of late. Asked again, unheard, after this time. */
  | { readonly kind: 'wait'; readonly delayMs: number }
  | { readonly kind: 'failed' };

/** What is to be done, in this order. */
export type FormEffect =
  | SpeechEffect
  | { readonly kind: 'check-code'; readonly code: Secret }
  /** Records what the caller says, until it is silent for long or `stop-recording`. */
  | { readonly kind: 'record' }
  | { readonly kind: 'stop-recording' }
  /** The form is over; the phrases are its last words. */
  | {
      readonly kind: 'done';
      readonly answers: FormAnswers;
      readonly phrases: readonly Phrase<PromptName>[];
    }
  /** The form is over without the answers; the phrases say why. */
  | {
      readonly kind: 'give-up';
      readonly reason: FormEndReason;
      readonly phrases: readonly Phrase<PromptName>[];
    };

export type FormEndReason = 'no-entry' | 'wrong-code' | 'directory-failed';

/**
 *   digits ─▶ checking ─▶ next question, or done
 *     ▲  │wrong  │ ▲ wait
 *     └──┴───────┘─┘
 *   choice ─▶ next question, or done
 *
 *   invitation ─▶ recording ─▶ review ─▶ next question, or done
 *        ▲                       │ *
 *        └───────────────────────┘
 */
export type FormStage =
  /** The next question is about to be put; these are said first. */
  | { readonly kind: 'between'; readonly first: readonly PromptName[] }
  | { readonly kind: 'digits'; readonly entry: DigitCollector; readonly starred: boolean }
  | { readonly kind: 'choice' }
  | { readonly kind: 'checking'; readonly code: Secret; readonly waits: number }
  /** The caller is asked to say its name. */
  | { readonly kind: 'invitation' }
  | { readonly kind: 'recording' }
  | { readonly kind: 'review'; readonly recordedName: string }
  | { readonly kind: 'over' };

/** Held by the leg's process only: its secrets do not survive serialization. */
export interface FormState extends SpokenState<FormStage> {
  readonly settings: FormSettings;
  /** The one being put, and those to come. */
  readonly questions: readonly FormQuestion[];
  readonly answers: FormAnswers;
  /** Wrong or missing answers to the question being put. */
  readonly misses: number;
  /** Until then a `#` is the late end of an entry that a pause has ended already; else null. */
  readonly lateHashUntilMs: number | null;
}

export interface FormStep {
  readonly state: FormState;
  readonly effects: readonly FormEffect[];
}
