/**
 * What a caller is to hear, free of any language. `say` (ivr/say) turns phrases into the names of
 * clips; which noun takes which number form and gender is the language's business.
 */
export type Phrase<Prompt extends string = ConferencePrompt> =
  | WordedPhrase<Prompt>
  /** What a caller has said, by the file that holds it. */
  | { readonly recordedName: string };

/** A phrase whose sound is the same whoever is in the conference. */
export type WordedPhrase<Prompt extends string = ConferencePrompt> =
  | { readonly prompt: Prompt }
  /** A bare whole number, 0 or more. */
  | { readonly number: number }
  /** A counted noun: `21 callers`, `vingt et une personnes`. */
  | { readonly quantity: number; readonly of: CountedNoun }
  /** Read one by one; only the characters 0–9. */
  | { readonly digits: string }
  | { readonly tone: ToneName };

export type CountedNoun = 'caller' | 'minute';

export const toneNames = ['entry-tone', 'exit-tone', 'record-tone'] as const;
export type ToneName = (typeof toneNames)[number];

/** One for each key of the keypad that does something (keypad.ts). */
export const helpPrompts = [
  'help-mute', // "To mute or open your line, press star two."
  'help-dial-out', // "To call someone and bring them in, press star three."
  'help-cancel-dial-out',
  'help-next-speaker',
  'help-own-place',
  'help-count',
  'help-lock',
  'help-unlock',
  'help-record',
  'help-stop-recording',
  'help-lecture',
  'help-count-hands',
  'help-raise-hand',
  'help-lower-hand',
  'help-tones',
  'help-continue',
  'help-roll-call',
] as const;
export type HelpPrompt = (typeof helpPrompts)[number];

/** Every prompt that the room core asks for. */
export const conferencePrompts = [
  // On the way in
  'waiting-for-organizer', // "The organizer has not arrived yet. Please stay on the line."
  'wait-limit-reached', // "The organizer has not arrived." Followed by goodbye.
  'organizer-has-arrived', // "The organizer has arrived. The conference begins."
  'welcome-back', // to one who was lost and has called again
  'joining-as-organizer', // "You are joining as an organizer."
  'you-are-the-first-caller',
  'you-are-the-only-caller',
  'there-are', // "There are" + 3 callers + in-the-conference
  'in-the-conference',
  'conference-full', // "This conference is full." Followed by goodbye.
  'conference-locked', // "This conference is locked." Followed by goodbye.
  // Muting
  'muted', // "Your line is muted." After the caller's own key.
  'unmuted',
  'muted-by-organizer', // "The organizer has muted your line."
  'unmuted-by-organizer',
  'muted-press-star-two', // "Your line is muted. To speak, press star two."
  'put-on-hold', // "The organizer has put your line on hold." Then the music.
  'back-from-hold', // "You are back in the conference."
  'all-muted', // "The organizer has muted all lines."
  'all-unmuted',
  // Lecture mode and the floor
  'lecture-open', // "Lecture mode is on. ... To speak, press star two."
  'lecture-strict', // "Lecture mode is on. ... To ask for the floor, press star nine."
  'lecture-off',
  'lecture-no-unmute', // why star two does nothing, and what does
  'hand-raised', // followed by the place in the queue
  'hand-lowered',
  'hand-lowered-by-organizer',
  'no-hands-raised',
  'hands-raised', // "Hands raised:" + 3
  'your-place-in-the-queue', // "Your place in the queue:" + 2
  'next-speaker', // to all: "The floor goes to the next speaker."
  'you-have-the-floor',
  'floor-taken', // "Your time to speak is over; your line is muted again."
  // Control
  'now-organizer', // "You are now an organizer."
  'now-locked', // "The conference is now locked."
  'now-unlocked',
  'tones-on', // "You will hear when callers join and leave."
  'tones-off',
  'continues-on', // "The conference will continue after you hang up."
  'continues-off',
  'roll-call', // "In the conference are:" + the recorded names
  'without-a-name', // 3 callers + this
  'has-joined', // the recorded name + this
  'has-left',
  'dropped-by-organizer', // "The organizer has ended your call." Followed by goodbye.
  // Recording
  'recording-started', // to all: "This conference is now being recorded."
  'recording-stopped', // to all: "The recording has stopped."
  'being-recorded', // to who comes later: "This conference is being recorded."
  'recording-limit-reached', // to organizers: "The recording is full. To start another, ..."
  'recording-paused', // to organizers: "The recording cannot be stored at the moment. ..."
  'recording-resumed',
  'recording-failed',
  'command-not-available',
  // Calling somebody (K3)
  'dial-out-calling', // "Calling."
  'dial-out-ringing',
  'dial-out-busy',
  'dial-out-no-answer',
  'dial-out-refused',
  'dial-out-unreachable',
  'dial-out-not-accepted', // "Your guest did not join."
  'dial-out-cancelled',
  'dial-out-not-a-number',
  'dial-out-not-allowed', // "That number cannot be called from here."
  'dial-out-limit',
  // What star one says (K1): each names the key and what it does
  ...helpPrompts,
  // The end
  'organizer-has-left', // "The organizer has left the conference."
  'conference-will-end-in', // "The conference will end in" + 2 minutes
  'organizer-has-returned',
  'conference-continues',
  'connection-restored', // "The line was interrupted for a moment. The conference continues."
  'conference-has-ended',
  'system-closing', // "The conference service is closing down for a moment." Followed by goodbye.
  'goodbye',
] as const;
export type ConferencePrompt = (typeof conferencePrompts)[number];
