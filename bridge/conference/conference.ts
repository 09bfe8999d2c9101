import {
  callRoll,
  end,
  promote,
  rename,
  setContinues,
  setLock,
  setTones,
} from './commands/control.js';
import {
  bringIn,
  cancelDialOut,
  dialOut,
  dialOutFailed,
  dialOutProgress,
} from './commands/dial-out.js';
import { nextSpeaker, setHand } from './commands/floor.js';
import { setHeld } from './commands/held.js';
import { setHold } from './commands/hold.js';
import { join } from './commands/join.js';
import { drop, leave } from './commands/leave.js';
import { setLecture } from './commands/lecture.js';
import { setMuted, setAllMuted } from './commands/mute.js';
import {
  noticeHeard,
  recordingBegan,
  recordingFailed,
  recordingPaused,
  recordingResumed,
  setRecording,
} from './commands/recording.js';
import { lineDisturbs, muteNoisiest, undoMuteNoisiest } from './commands/noise.js';
import { deadlineOf, expire } from './deadline.js';
import { endConference } from './ending.js';
import { noFloor } from './floor.js';
import { pressKey } from './keypad.js';
import { noRecording } from './recording.js';
import type { RoomOptions } from './room-options.js';
import { type Outcome, Turn } from './turn.js';
import type { ConferenceCommand } from './command.js';
import type { ConferenceState } from './state.js';

type Handler<Kind extends ConferenceCommand['kind']> = (
  turn: Turn,
  command: Extract<ConferenceCommand, { kind: Kind }>,
) => void;

const handlers: { readonly [Kind in ConferenceCommand['kind']]: Handler<Kind> } = {
  join,
  leave,
  promote,
  'set-muted': setMuted,
  'mute-noisiest': muteNoisiest,
  'undo-mute-noisiest': undoMuteNoisiest,
  'line-disturbs': lineDisturbs,
  'set-lock': setLock,
  'set-hold': setHold,
  'set-held': setHeld,
  'set-lecture': setLecture,
  'set-tones': setTones,
  'set-continues': setContinues,
  'set-all-muted': setAllMuted,
  'set-recording': setRecording,
  'recording-began': recordingBegan,
  'recording-paused': recordingPaused,
  'recording-resumed': recordingResumed,
  'recording-failed': recordingFailed,
  'recording-notice-heard': noticeHeard,
  'set-hand': setHand,
  'next-speaker': nextSpeaker,
  rename,
  'roll-call': callRoll,
  drop,
  'dial-out': dialOut,
  'dial-out-progress': dialOutProgress,
  'dial-out-failed': dialOutFailed,
  'bring-in': bringIn,
  'cancel-dial-out': cancelDialOut,
  end,
  'media-lost': (turn) => {
    endConference(turn, 'media-lost');
  },
  'media-restored': (turn) => {
    turn.effect({ kind: 'announce-to-all', phrases: [{ prompt: 'connection-restored' }] });
  },
  deadline: () => undefined, // what is due happens with every command
  'press-key': (turn, { memberId, key }) => pressKey(turn, memberId, key),
};

/** The state before the first join. */
export function createConference(id: string, options: RoomOptions): ConferenceState {
  return {
    id,
    options,
    phase: { kind: 'idle' },
    members: [],
    locked: false,
    noiseMutes: [],
    absent: [],
    lecture: 'off',
    floor: noFloor,
    dialOuts: [],
    recording: noRecording,
    tones: options.entryTones,
    continues: options.continueAfterOrganizer,
    securityCodeHash: null,
    billing: null,
    startedAtMs: null,
    lastEventSeq: 0,
  };
}

/**
 * Carries out one command.
 *
 * What is due happens first, save that an organizer who arrives as the wait or the grace period
 * runs out is in time. Afterwards no deadline lies in the past.
 *
 * An ended conference stays as it is; a late join has its leg ended. The caller opens a new
 * conference for whoever comes after the end.
 *
 * @param nowMs a time that only goes forward: wall time at start plus monotonic time since
 */
export function apply(state: ConferenceState, command: ConferenceCommand, nowMs: number): Outcome {
  const turn = new Turn(state, nowMs);
  if (state.phase.kind === 'ended') {
    if (command.kind === 'join') tooLate(turn, command.memberId);
    return turn.outcome();
  }
  if (!mayBringOrganizer(command)) expire(turn);
  if (turn.state.phase.kind !== 'ended') {
    (handlers[command.kind] as Handler<ConferenceCommand['kind']>)(turn, command);
    expire(turn);
  }
  const deadlineMs = deadlineOf(turn.state);
  // A timer that fired is spent, so one that fired too early must be set anew.
  if (deadlineMs !== deadlineOf(state) || (command.kind === 'deadline' && deadlineMs !== null)) {
    turn.effect({ kind: 'set-deadline', atMs: deadlineMs });
  }
  return turn.outcome();
}

function mayBringOrganizer(command: ConferenceCommand): boolean {
  return command.kind === 'join' || command.kind === 'promote';
}

function tooLate(turn: Turn, memberId: string): void {
  turn.effect({
    kind: 'end-leg',
    memberId,
    reason: 'conference-ended',
    phrases: [{ prompt: 'conference-has-ended' }, { prompt: 'goodbye' }],
  });
}
