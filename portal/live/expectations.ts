import type { LiveMember } from '../../bridge/application/live/view.js';
import type { LiveCommand } from './live-command.js';
import type { LiveState } from './live-state.js';

/**
 * What a page has asked for and not seen yet. It is shown at once where that can be undone, and
 * forgotten when the room agrees, when the server refuses, or when it takes too long: what the
 * server says holds in the end.
 */
export interface Expectation {
  readonly commandId: string;
  readonly command: LiveCommand;
  readonly untilMs: number;
}

/** Between a command and its change there is a round trip, and 20 ms in the server. */
export const expectMs = 2_000;

export function expecting(
  expected: readonly Expectation[],
  commandId: string,
  command: LiveCommand,
  nowMs: number,
): readonly Expectation[] {
  // A later wish for the same thing replaces the earlier one.
  const others = expected.filter((one) => subject(one.command) !== subject(command));
  return [...others, { commandId, command, untilMs: nowMs + expectMs }];
}

/** Those that are still open. */
export function unsettled(
  expected: readonly Expectation[],
  state: LiveState,
  nowMs: number,
): readonly Expectation[] {
  const open = expected.filter(
    ({ command, untilMs }) => nowMs < untilMs && expect(state, command) !== state,
  );
  return open.length === expected.length ? expected : open;
}

/** The room as it will look when all goes well. */
export function asExpected(state: LiveState, expected: readonly Expectation[]): LiveState {
  return expected.reduce((so, { command }) => expect(so, command), state);
}

/** The same state where nothing would change, or where it is not for the page to foretell. */
function expect(state: LiveState, command: LiveCommand): LiveState {
  const { conference } = state;
  if (conference === null) return state;
  switch (command.kind) {
    case 'mute':
      return withMember(state, command.line, (member) => muted(member, command.on));
    case 'hold':
      return withMember(state, command.line, (member) =>
        member.held === command.on ? member : { ...member, held: command.on },
      );
    case 'lower-hand': {
      const hands = state.hands.filter(({ id }) => id !== command.line);
      return hands.length === state.hands.length ? state : { ...state, hands };
    }
    case 'lock':
      if (conference.locked === command.on) return state;
      return { ...state, conference: { ...conference, locked: command.on } };
    case 'lecture':
      if (conference.lecture === command.mode) return state;
      return { ...state, conference: { ...conference, lecture: command.mode } };
    case 'tones':
      if (conference.tones === command.on) return state;
      return { ...state, conference: { ...conference, tones: command.on } };
    case 'continues':
      if (conference.continues === command.on) return state;
      return { ...state, conference: { ...conference, continues: command.on } };
    case 'record':
    case 'dial-out':
    case 'bring-in':
    case 'cancel-dial-out':
    case 'rename':
    case 'promote':
    case 'drop':
    case 'mute-all':
    case 'mute-noisiest':
    case 'undo-mute-noisiest':
    case 'next-speaker':
    case 'roll-call':
    case 'end':
      return state;
  }
}

function muted(member: LiveMember, on: boolean): LiveMember {
  if (on) {
    return member.mutes.includes('organizer')
      ? member
      : { ...member, mutes: [...member.mutes, 'organizer'] };
  }
  // What its own caller has chosen stays.
  const mutes = member.mutes.filter((reason) => reason === 'self');
  return mutes.length === member.mutes.length ? member : { ...member, mutes };
}

function withMember(
  state: LiveState,
  id: string,
  change: (member: LiveMember) => LiveMember,
): LiveState {
  for (const [n, member] of state.members) {
    if (member.id !== id) continue;
    const changed = change(member);
    return changed === member
      ? state
      : { ...state, members: new Map(state.members).set(n, changed) };
  }
  return state;
}

function subject(command: LiveCommand): string {
  return 'line' in command ? `${command.kind} ${command.line}` : command.kind;
}
