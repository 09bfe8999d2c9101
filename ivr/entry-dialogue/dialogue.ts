import { unreachable } from '../../bridge/conference/unreachable.js';
import { Secret } from '../secret.js';
import {
  askOrganizer,
  askPin,
  askRoomNumber,
  enter,
  isQuestion,
  missedPin,
  missedRoom,
  takeKey,
  takePause,
} from './questions.js';
import { DialogueTurn } from './turn.js';
import { defaultDialogueSettings } from './types.js';
import type {
  DialogueInput,
  DialogueRoom,
  DialogueSettings,
  DialogueState,
  DialogueStep,
  PinCheck,
  RoomLookup,
} from './types.js';

export function createDialogue(
  settings: DialogueSettings = defaultDialogueSettings,
): DialogueState {
  return {
    settings,
    stage: { kind: 'new' },
    keyAhead: new Secret(''),
    playing: null,
    lastPlayback: 0,
    misses: 0,
    deadlineMs: null,
    lateHashUntilMs: null,
  };
}

/**
 * One input of the entry dialogue (A3, A4). Inputs that do not fit the stage change nothing.
 *
 * @param nowMs a time that only goes forward
 */
export function step(state: DialogueState, input: DialogueInput, nowMs: number): DialogueStep {
  const turn = new DialogueTurn(state, nowMs);
  handle(turn, input);
  const { deadlineMs } = turn.state;
  // A timer that fired is spent, so one that fired too early must be set anew.
  if (deadlineMs !== state.deadlineMs || (input.kind === 'deadline' && deadlineMs !== null)) {
    turn.effect({ kind: 'set-deadline', atMs: deadlineMs });
  }
  return turn.step();
}

function handle(turn: DialogueTurn, input: DialogueInput): void {
  const { stage } = turn.state;
  switch (input.kind) {
    case 'started':
      if (stage.kind === 'new') start(turn, input.room);
      return;
    case 'key':
      if (/^[0-9*#]$/.test(input.key)) key(turn, input.key);
      return;
    case 'prompt-ended':
      if (input.playback === turn.state.playing) promptEnded(turn);
      return;
    case 'deadline':
      deadline(turn);
      return;
    case 'room':
      if (stage.kind === 'finding-room') roomFound(turn, input.result, stage.starred);
      return;
    case 'pin':
      pinChecked(turn, input.result);
      return;
    default:
      unreachable(input);
  }
}

function start(turn: DialogueTurn, room: DialogueRoom | null): void {
  if (room === null) askRoomNumber(turn, 'welcome');
  else if (room.enabled) askOrganizer(turn, room.id, 'welcome');
  else turn.hangUp('room-not-in-service', 'welcome', 'room-not-in-service', 'goodbye');
}

function key(turn: DialogueTurn, pressed: string): void {
  const { stage, lateHashUntilMs } = turn.state;
  if (lateHashUntilMs !== null) {
    turn.change({ lateHashUntilMs: null });
    if (pressed === '#' && turn.nowMs < lateHashUntilMs) return;
  }
  if (isQuestion(stage)) takeKey(turn, stage, pressed);
  else if (stage.kind === 'finding-room' || stage.kind === 'checking-pin') turn.keepKey(pressed);
}

function promptEnded(turn: DialogueTurn): void {
  const { stage, settings } = turn.state;
  turn.change({ playing: null });
  if (!isQuestion(stage)) return;
  const isEntry = stage.kind !== 'organizer-question';
  turn.setDeadlineIn(isEntry ? settings.pauseMs : settings.organizerAnswerMs);
}

function deadline(turn: DialogueTurn): void {
  const { stage, deadlineMs } = turn.state;
  if (deadlineMs === null || turn.nowMs < deadlineMs) return;
  turn.change({ deadlineMs: null });
  if (isQuestion(stage)) takePause(turn, stage);
  else if (stage.kind === 'checking-pin') {
    turn.effect({ kind: 'check-pin', roomId: stage.roomId, pin: stage.pin });
  }
}

function roomFound(turn: DialogueTurn, result: RoomLookup, starred: boolean): void {
  switch (result.kind) {
    case 'found':
      if (!result.room.enabled) {
        missedRoom(turn, 'room-not-in-service');
      } else if (starred) {
        turn.change({ misses: 0 });
        askPin(turn, result.room.id);
      } else {
        askOrganizer(turn, result.room.id);
      }
      return;
    case 'not-found':
      missedRoom(turn, 'room-not-found');
      return;
    case 'failed':
      turn.hangUp('directory-failed', 'technical-problem', 'goodbye');
      return;
    default:
      unreachable(result);
  }
}

function pinChecked(turn: DialogueTurn, result: PinCheck): void {
  const { stage, settings } = turn.state;
  // An answer that comes while the check is put off belongs to no question of ours.
  if (stage.kind !== 'checking-pin' || turn.state.deadlineMs !== null) return;
  switch (result.kind) {
    case 'ok':
      enter(turn, stage.roomId, 'organizer');
      return;
    case 'wrong':
      missedPin(turn, stage.roomId, 'wrong-pin');
      return;
    case 'wait':
      if (stage.waits === settings.waits) {
        turn.hangUp('wrong-pin', 'too-many-attempts', 'goodbye');
        return;
      }
      turn.enterStage({ ...stage, waits: stage.waits + 1 });
      turn.say('please-wait');
      turn.setDeadlineIn(result.delayMs);
      return;
    case 'failed':
      turn.hangUp('directory-failed', 'technical-problem', 'goodbye');
      return;
    default:
      unreachable(result);
  }
}
