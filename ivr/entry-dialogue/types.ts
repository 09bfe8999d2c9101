import type { Role } from '../../bridge/conference/words.js';
import type { Phrase } from '../../bridge/conference/phrase.js';
import type { DigitCollector } from '../digit-collector.js';
import type { PromptName } from '../prompt-names.js';
import type { Secret } from '../secret.js';
import type { SpeechEffect, SpeechInput } from '../speech.js';
import type { SpokenState } from '../turn.js';

/** What the dialogue needs to know of a room. */
export interface DialogueRoom {
  readonly id: string;
  /** False: not in service. */
  readonly enabled: boolean;
}

export interface DialogueSettings {
  /** Wrong or missing room numbers until the call ends; and, counted anew, wrong or missing PINs. */
  readonly tries: number;
  /** A pause this long ends an entry, or is a missing one where no key was pressed. */
  readonly pauseMs: number;
  /** How long to wait for a star after the organizer question; then the caller is a participant. */
  readonly organizerAnswerMs: number;
  /** A `#` this soon after a pause ended an entry belongs to that entry, and answers nothing. */
  readonly lateHashMs: number;
  /** How often a PIN check may be put off until the call ends. */
  readonly waits: number;
}

export const defaultDialogueSettings: DialogueSettings = {
  tries: 3,
  pauseMs: 5_000,
  organizerAnswerMs: 4_000,
  lateHashMs: 2_000,
  waits: 5,
};

export type DialogueInput =
  | SpeechInput
  /** The leg is up. `room`: the one whose number was dialled (A4), else null. */
  | { readonly kind: 'started'; readonly room: DialogueRoom | null }
  /** The answer to `look-up-room`. */
  | { readonly kind: 'room'; readonly result: RoomLookup }
  /** The answer to `check-pin`. */
  | { readonly kind: 'pin'; readonly result: PinCheck };

export type RoomLookup =
  | { readonly kind: 'found'; readonly room: DialogueRoom }
  | { readonly kind: 'not-found' }
  /** The directory did not answer. */
  | { readonly kind: 'failed' };

export type PinCheck =
  | { readonly kind: 'ok' }
  | { readonly kind: 'wrong' }
  /** Not checked yet: too many tries of late. The dialogue asks again, unheard, after this time. */
  | { readonly kind: 'wait'; readonly delayMs: number }
  | { readonly kind: 'failed' };

/** What is to be done, in this order. */
export type DialogueEffect =
  | SpeechEffect
  /** What was keyed may be a PIN by mistake: not for the log. */
  | { readonly kind: 'look-up-room'; readonly number: string }
  | { readonly kind: 'check-pin'; readonly roomId: string; readonly pin: Secret }
  /** The dialogue is over; the caller joins the room's conference. */
  | { readonly kind: 'enter'; readonly roomId: string; readonly role: Role }
  /** The dialogue is over; the leg ends once the phrases have been heard. */
  | {
      readonly kind: 'hang-up';
      readonly reason: DialogueEndReason;
      readonly phrases: readonly Phrase<PromptName>[];
    };

export type DialogueEndReason =
  /** The last of the tries was silence. */
  'no-entry' | 'wrong-room' | 'wrong-pin' | 'room-not-in-service' | 'directory-failed';

/**
 *   room-number ─▶ finding-room ─▶ organizer-question ─▶ (participant enters)
 *        ▲              │                 │ *
 *        └── not found ─┘                 ▼
 *                          ┌────────▶    pin  ─▶ checking-pin ─▶ (organizer enters)
 *                          └── wrong ──────────────┘   ▲ │ wait
 *                                                      └─┘
 */
export type DialogueStage =
  | { readonly kind: 'new' }
  | { readonly kind: 'room-number'; readonly entry: DigitCollector }
  /** `starred`: the number was ended with `*`, which answers the organizer question too. */
  | { readonly kind: 'finding-room'; readonly starred: boolean }
  | { readonly kind: 'organizer-question'; readonly roomId: string }
  | { readonly kind: 'pin'; readonly roomId: string; readonly entry: DigitCollector }
  | {
      readonly kind: 'checking-pin';
      readonly roomId: string;
      readonly pin: Secret;
      /** How often the check has been put off. */
      readonly waits: number;
    }
  | { readonly kind: 'over' };

/** Held by the leg's process only: its secrets do not survive serialization. */
export interface DialogueState extends SpokenState<DialogueStage> {
  readonly settings: DialogueSettings;
  /** Keys pressed while a look-up or a check was under way, for the questions to come. */
  readonly keyAhead: Secret;
  /** Wrong or missing entries so far: of room numbers, then anew of PINs. */
  readonly misses: number;
  /** Until then a `#` is the late end of an entry that a pause has ended already; else null. */
  readonly lateHashUntilMs: number | null;
}

export interface DialogueStep {
  readonly state: DialogueState;
  readonly effects: readonly DialogueEffect[];
}
