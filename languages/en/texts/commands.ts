import type { Role } from '../../../bridge/conference/words.js';
import type { HelpPrompt } from '../../../bridge/conference/phrase.js';

export interface CommandsTexts {
  readonly title: string;
  readonly lead: string;
  readonly print: string;
  readonly columns: readonly [keys: string, effect: string];
  readonly roles: Readonly<Record<Role, string>>;
  /** Of `*1`, which says the others. */
  readonly help: string;
  readonly keys: Readonly<Record<HelpPrompt, string>>;
  readonly notes: string;
  readonly web: string;
  readonly webLead: string;
  readonly webControls: readonly (readonly [control: string, effect: string])[];
}

export const commands: CommandsTexts = {
  title: 'Commands',
  lead: 'During a conference, press these keys on your telephone. Only you hear the answer, unless everyone is told of a change.',
  print: 'Print',
  columns: ['Keys', 'What they do'],
  roles: { organizer: 'Organizers', participant: 'Participants' },
  help: 'Hear the commands that you can use at that moment',
  keys: {
    'help-mute': 'Mute or open your line',
    'help-dial-out': 'Call someone and bring them in, where your account allows it',
    'help-cancel-dial-out': 'give up the call',
    'help-next-speaker': 'In lecture mode: give the floor to the next raised hand',
    'help-own-place': 'With your hand raised: hear your place in the queue',
    'help-count': 'Hear how many callers there are',
    'help-lock': 'Lock the conference',
    'help-unlock': 'unlock it',
    'help-record': 'Start recording',
    'help-stop-recording': 'stop it',
    'help-lecture': 'Lecture mode: on, then strict, then off',
    'help-count-hands': 'In lecture mode: hear how many hands are raised',
    'help-raise-hand': 'In lecture mode: raise your hand',
    'help-lower-hand': 'lower it',
    'help-tones': 'Turn entry and exit tones on or off',
    'help-continue': 'Let the conference continue after you hang up, or not',
    'help-roll-call': 'Hear the recorded names, where roll call is on; any key stops them',
  },
  notes: 'The two keys are pressed within three seconds. Again does the opposite where it says so.',
  web: 'On the page of live control',
  webLead:
    'An organizer can do the same from the page, and more. Telephones and page always agree.',
  webControls: [
    ['Mute, Unmute', 'One line, or all participants. The line hears it.'],
    ['Hold, Return', 'Takes a line out of the conversation, with music, and back.'],
    ['Lower hand', 'Takes a raised hand down; hands stand in the order they were raised.'],
    ['Rename', 'Gives a line the name that you know it by.'],
    ['Make organizer', 'Gives a line the commands of an organizer.'],
    ['Drop', 'Ends one call.'],
    ['Lecture', 'Off, participants may unmute themselves, or strict.'],
    ['Lock', 'Nobody else comes in but organizers.'],
    ['Record', 'Starts and stops; everyone hears a notice.'],
    ['Invite by phone', 'Calls a number and lets in who answers.'],
    ['End', 'Ends the conference for everyone.'],
  ],
};
