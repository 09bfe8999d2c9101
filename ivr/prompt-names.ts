import { conferencePrompts, toneNames } from '../bridge/conference/phrase.js';
import { ofEachLanguage } from '../bridge/conference/languages.js';
import { nounPrompts } from './say/grammar.js';
import { grammars } from './say/grammars.js';
import type { NumberPrompt } from './say/number-prompt.js';

/** Prompts of the entry dialogue, besides those it shares with the room core. */
export const entryPrompts = [
  'welcome', // "Welcome to the conference service." An access number may have its own.
  'enter-room-number', // "... then press the pound key" (en), "... puis dièse" (fr)
  'room-not-found',
  'room-not-in-service',
  'organizer-press-star', // "If you are the organizer, press star; otherwise stay on the line."
  'enter-pin',
  'wrong-pin',
  'no-entry-heard', // followed by the question again
  'please-wait', // "One moment, please."
  'too-many-attempts', // followed by goodbye
  'technical-problem', // "... please call again later", followed by goodbye
] as const;

/** Prompts of the forms: security and billing codes, the caller's name, and calling others. */
export const formPrompts = [
  'enter-security-code', // "Please enter the security code, then press the pound key."
  'wrong-security-code',
  'choose-security-code', // "Please choose a security code of four digits or more, then ..."
  'or-press-pound-for-last', // "To use the last one again, press the pound key."
  'security-code-set',
  'enter-billing-code', // "Please enter a billing code, then press the pound key."
  'or-press-pound-for-default', // "For the usual code, just press the pound key."
  'or-press-pound', // "To go without, just press the pound key."
  'entry-not-valid',
  'say-your-name', // "After the tone, please say your name, then press the pound key." + tone
  'no-name-heard',
  'your-name-is', // + the recording
  'say-again-press-star', // "To say it again, press star. To continue, press the pound key."
  'enter-phone-number', // "Please enter the number to call, ... To cancel, press star three."
  'you-are-invited-by', // "You are invited to a conference by" + the recorded name
  'you-are-invited-to-room', // "You are invited to the conference in room" + its digits
  'press-one-to-join', // "To join, press one."
  'guest-has-accepted', // "Your guest is on the line. To bring them in, press one. ..."
] as const;

const everyLanguage = [
  ...entryPrompts,
  ...formPrompts,
  ...conferencePrompts,
  ...nounPrompts,
] as const;

/** Spoken prompts: one clip and one catalogue text each, in each language that needs it. */
export type PromptName = (typeof everyLanguage)[number] | NumberPrompt;

/** What a language's prompt folder holds. */
export const promptNamesOf = ofEachLanguage((language): readonly PromptName[] => [
  ...everyLanguage,
  ...grammars[language].recordedNumbers,
]);

/** Sounds without words, the same in every language. */
export const soundNames = [...toneNames, 'hold-music'] as const;
export type SoundName = (typeof soundNames)[number];

/** Whatever has an audio file. */
export type ClipName = PromptName | SoundName;
