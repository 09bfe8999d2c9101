import { createConference } from '../../../bridge/conference/conference.js';
import { keypad } from '../../../bridge/conference/keypad.js';
import type { ConferencePrompt, HelpPrompt } from '../../../bridge/conference/phrase.js';
import { resolveRoomOptions } from '../../../bridge/conference/room-option-values.js';
import type { KeypadKey } from '../../../bridge/conference/command.js';
import type { ConferenceState, Member } from '../../../bridge/conference/state.js';
import type { Role } from '../../../bridge/conference/words.js';

export interface KeyCommand {
  readonly key: KeypadKey;
  /** What it does and, pressed again, undoes; empty for `*1`, which tells of the others. */
  readonly does: readonly HelpPrompt[];
}

/** The keys of a role, from the table that the keypad itself works by. */
export function keyCommands(role: Role): readonly KeyCommand[] {
  const member: Member = {
    id: 'member',
    role,
    name: null,
    number: null,
    recordedName: null,
    joinedAtMs: 0,
    muteReasons: [],
    onHold: false,
    held: false,
  };
  return Object.entries(keypad[role]).map(([key, row]) => {
    const said = [before(member), after(member)].map((state) => row.help(state, member));
    return { key: key as KeypadKey, does: [...new Set(said.filter(isHelp))] };
  });
}

const isHelp = (prompt: ConferencePrompt | null): prompt is HelpPrompt =>
  prompt?.startsWith('help-') === true;

function before(member: Member): ConferenceState {
  const options = resolveRoomOptions({ rollCall: true });
  return { ...createConference('conference', options), members: [member] };
}

/** Where everything is on that a key turns on. */
function after(member: Member): ConferenceState {
  const state = before(member);
  return {
    ...state,
    locked: true,
    lecture: 'open',
    recording: { ...state.recording, phase: { kind: 'recording', sinceMs: 0 } },
    floor: { ...state.floor, hands: [{ memberId: member.id, raisedAtMs: 0 }] },
    dialOuts: [
      {
        id: 'call',
        number: '+3225550100',
        name: null,
        priceClass: '',
        by: { kind: 'member', memberId: member.id },
        stage: 'calling',
      },
    ],
  };
}
