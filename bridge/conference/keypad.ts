import { callerCount } from './announcements.js';
import { tell } from './commands/authority.js';
import { callRoll, setContinues, setLock, setTones } from './commands/control.js';
import { pressDialOut } from './commands/dial-out.js';
import { nextSpeaker, setHand } from './commands/floor.js';
import { nextLectureMode, setLecture } from './commands/lecture.js';
import { toggleOwnMute } from './commands/mute.js';
import { callBeingMadeBy, dialOutRefusal } from './dial-out.js';
import { setRecording } from './commands/recording.js';
import { handIsUp, ownPlace, raisedHands } from './floor.js';
import { ownMuteRefusal } from './mute-rules.js';
import type { ConferencePrompt } from './phrase.js';
import { isRecorded } from './recording.js';
import type { Turn } from './turn.js';
import type { KeypadKey } from './command.js';
import type { ConferenceState, Member } from './state.js';
import type { Actor, Role } from './words.js';

type Refusal = ConferencePrompt | null;

/** What one command of the keypad is to one role. */
export interface KeyRow {
  /** Why it does nothing now, as the presser hears it; null when it does something. */
  readonly refusal: (state: ConferenceState, member: Member) => Refusal;
  /** What `*1` says of it; null for `*1` itself. */
  readonly help: (state: ConferenceState, member: Member) => ConferencePrompt | null;
  /** Called only when it is not refused. */
  readonly press: (turn: Turn, member: Member) => void;
}

const always = (): Refusal => null;
const inLecture = ({ lecture }: ConferenceState): Refusal =>
  lecture === 'off' ? 'command-not-available' : null;
const says = (prompt: ConferencePrompt) => (): ConferencePrompt => prompt;
const isOn = (state: ConferenceState): boolean =>
  state.recording.phase.kind === 'starting' || isRecorded(state);
const by = (member: Member): Actor => ({ kind: 'member', memberId: member.id });

const help: KeyRow = {
  refusal: always,
  help: () => null,
  press: (turn, member) => tell(turn, member.id, ...spokenHelp(turn.state, member)),
};

const mute: KeyRow = {
  refusal: ownMuteRefusal,
  help: says('help-mute'),
  press: toggleOwnMute,
};

const countCallers: KeyRow = {
  refusal: always,
  help: says('help-count'),
  // Asked for, so answered in a crowd too.
  press: (turn, member) => tell(turn, member.id, ...callerCount(turn.state)),
};

/**
 * The keypad in a conference (docs/rows.md, K1–K12): what each key does, for whom, when, and how `*1`
 * describes it. There is no other table: keys that are not listed are not available.
 */
export const keypad: Readonly<Record<Role, Readonly<Partial<Record<KeypadKey, KeyRow>>>>> = {
  organizer: {
    '*1': help,
    '*2': mute,
    '*3': {
      refusal: (state, member) =>
        callBeingMadeBy(state, member) === undefined ? dialOutRefusal(state) : null,
      help: (state, member) =>
        callBeingMadeBy(state, member) === undefined ? 'help-dial-out' : 'help-cancel-dial-out',
      press: pressDialOut,
    },
    '*4': {
      refusal: inLecture,
      help: says('help-next-speaker'),
      press: (turn, member) => nextSpeaker(turn, { kind: 'next-speaker', by: by(member) }),
    },
    '*5': countCallers,
    '*6': {
      refusal: always,
      help: ({ locked }) => (locked ? 'help-unlock' : 'help-lock'),
      press: (turn, member) => {
        setLock(turn, { kind: 'set-lock', locked: !turn.state.locked, by: by(member) });
      },
    },
    '*7': {
      refusal: ({ options }) => (options.recordingAllowed ? null : 'command-not-available'),
      help: (state) => (isOn(state) ? 'help-stop-recording' : 'help-record'),
      press: (turn, member) => {
        setRecording(turn, { kind: 'set-recording', on: !isOn(turn.state), by: by(member) });
      },
    },
    '*8': {
      refusal: always,
      help: says('help-lecture'),
      press: (turn, member) => {
        const mode = nextLectureMode[turn.state.lecture];
        setLecture(turn, { kind: 'set-lecture', mode, by: by(member) });
      },
    },
    '*9': {
      refusal: inLecture,
      help: says('help-count-hands'),
      press: (turn, member) => tell(turn, member.id, ...raisedHands(turn.state)),
    },
    '#1': {
      refusal: always,
      help: says('help-tones'),
      press: (turn, member) => {
        setTones(turn, { kind: 'set-tones', on: !turn.state.tones, by: by(member) });
      },
    },
    '#2': {
      refusal: always,
      help: says('help-continue'),
      press: (turn, member) => {
        setContinues(turn, { kind: 'set-continues', on: !turn.state.continues, by: by(member) });
      },
    },
    '#3': {
      refusal: ({ options }) => (options.rollCall ? null : 'command-not-available'),
      help: says('help-roll-call'),
      press: (turn, member) => callRoll(turn, { kind: 'roll-call', by: by(member) }),
    },
  },
  participant: {
    '*1': help,
    '*2': mute,
    '*4': {
      refusal: (state, member) => (handIsUp(state, member) ? null : 'command-not-available'),
      help: says('help-own-place'),
      press: (turn, member) => tell(turn, member.id, ...ownPlace(turn.state, member)),
    },
    '*5': countCallers,
    '*9': {
      refusal: inLecture,
      help: (state, member) => (handIsUp(state, member) ? 'help-lower-hand' : 'help-raise-hand'),
      press: (turn, member) => {
        const raised = !handIsUp(turn.state, member);
        setHand(turn, { kind: 'set-hand', memberId: member.id, raised, by: by(member) });
      },
    },
  },
};

/** Two keys of a member's telephone. */
export function pressKey(turn: Turn, memberId: string, key: KeypadKey): void {
  const member = turn.member(memberId);
  if (member === undefined) return;
  const row = keypad[member.role][key];
  const refusal = row === undefined ? 'command-not-available' : row.refusal(turn.state, member);
  if (refusal !== null) tell(turn, memberId, { prompt: refusal });
  else row?.press(turn, member);
}

/** What `*1` says (K1): each command that this member has now, in the order of the keys. */
function spokenHelp(
  state: ConferenceState,
  member: Member,
): readonly { readonly prompt: ConferencePrompt }[] {
  return Object.values(keypad[member.role]).flatMap((row) => {
    const prompt = row.refusal(state, member) === null ? row.help(state, member) : null;
    return prompt === null ? [] : [{ prompt }];
  });
}
