import type { Role } from '../../bridge/conference/words.js';
import { unreachable } from '../../bridge/conference/unreachable.js';
import { collectDigit, emptyCollector, entryOf } from '../digit-collector.js';
import type { PromptName } from '../prompt-names.js';
import type { DialogueTurn } from './turn.js';
import type { DialogueStage } from './types.js';

type StageOf<Kind extends DialogueStage['kind']> = Extract<DialogueStage, { kind: Kind }>;

/** The stages that wait for the caller, and so take keys as they come. */
export type Question = StageOf<'room-number' | 'organizer-question' | 'pin'>;

export function isQuestion(stage: DialogueStage): stage is Question {
  return (
    stage.kind === 'room-number' || stage.kind === 'organizer-question' || stage.kind === 'pin'
  );
}

export function askRoomNumber(turn: DialogueTurn, ...before: readonly PromptName[]): void {
  ask(turn, { kind: 'room-number', entry: emptyCollector }, ...before, 'enter-room-number');
}

export function askOrganizer(
  turn: DialogueTurn,
  roomId: string,
  ...before: readonly PromptName[]
): void {
  // A caller who misdialled the room number has all the tries for the PIN.
  turn.change({ misses: 0 });
  ask(turn, { kind: 'organizer-question', roomId }, ...before, 'organizer-press-star');
}

export function askPin(turn: DialogueTurn, roomId: string, ...before: readonly PromptName[]): void {
  ask(turn, { kind: 'pin', roomId, entry: emptyCollector }, ...before, 'enter-pin');
}

/** Keys that came ahead answer the question unheard; it is asked where they do not. */
function ask(turn: DialogueTurn, question: Question, ...prompts: readonly PromptName[]): void {
  turn.enterStage(question);
  while (isQuestion(turn.state.stage)) {
    const key = turn.nextKeptKey();
    if (key === undefined) break;
    takeKey(turn, turn.state.stage, key);
  }
  if (turn.state.stage === question) turn.say(...prompts);
}

/**
 * One key at a question.
 *
 * | question     | digit   | `#`                    | `*`                                       |
 * |--------------|---------|------------------------|-------------------------------------------|
 * | room number  | entered | ends the entry         | ends the entry, caller is the organizer   |
 * | organizer?   | nothing | enters as participant  | asks for the PIN                          |
 * | PIN          | entered | ends the entry         | begins the entry again                    |
 *
 * A key that counts silences the prompt at once (A3); a star before any digit, and a digit where
 * none is asked for, count for nothing.
 */
export function takeKey(turn: DialogueTurn, question: Question, key: string): void {
  switch (question.kind) {
    case 'room-number':
      if (key === '#') endRoomNumber(turn, question, false);
      else if (key !== '*') enterDigit(turn, question, key);
      else if (entryOf(question.entry).kind !== 'empty') endRoomNumber(turn, question, true);
      return;
    case 'organizer-question':
      if (key === '#') enter(turn, question.roomId, 'participant');
      else if (key === '*') {
        turn.stopPlaying();
        askPin(turn, question.roomId);
      }
      return;
    case 'pin':
      if (key === '#') endPin(turn, question);
      else if (key !== '*') enterDigit(turn, question, key);
      else if (entryOf(question.entry).kind !== 'empty') restartEntry(turn, question);
      return;
    default:
      unreachable(question);
  }
}

/** No key for as long as the question allows. */
export function takePause(turn: DialogueTurn, question: Question): void {
  if (question.kind !== 'organizer-question' && entryOf(question.entry).kind !== 'empty') {
    turn.change({ lateHashUntilMs: turn.nowMs + turn.state.settings.lateHashMs });
  }
  switch (question.kind) {
    case 'room-number':
      endRoomNumber(turn, question, false);
      return;
    case 'organizer-question':
      enter(turn, question.roomId, 'participant');
      return;
    case 'pin':
      endPin(turn, question);
      return;
    default:
      unreachable(question);
  }
}

export function enter(turn: DialogueTurn, roomId: string, role: Role): void {
  turn.over();
  turn.effect({ kind: 'enter', roomId, role });
}

type EntryQuestion = StageOf<'room-number' | 'pin'>;

function enterDigit(turn: DialogueTurn, question: EntryQuestion, digit: string): void {
  turn.stopPlaying();
  turn.enterStage({ ...question, entry: collectDigit(question.entry, digit) });
  turn.setDeadlineIn(turn.state.settings.pauseMs);
}

function restartEntry(turn: DialogueTurn, question: EntryQuestion): void {
  turn.enterStage({ ...question, entry: emptyCollector });
  turn.setDeadlineIn(turn.state.settings.pauseMs);
}

function endRoomNumber(
  turn: DialogueTurn,
  { entry }: StageOf<'room-number'>,
  starred: boolean,
): void {
  turn.stopPlaying();
  const entered = entryOf(entry);
  switch (entered.kind) {
    case 'empty':
      missedRoom(turn, 'no-entry-heard');
      return;
    case 'too-long':
      missedRoom(turn, 'room-not-found');
      return;
    case 'digits':
      turn.enterStage({ kind: 'finding-room', starred });
      turn.effect({ kind: 'look-up-room', number: entered.digits.reveal() });
      return;
    default:
      unreachable(entered);
  }
}

function endPin(turn: DialogueTurn, { roomId, entry }: StageOf<'pin'>): void {
  turn.stopPlaying();
  const entered = entryOf(entry);
  switch (entered.kind) {
    case 'empty':
      missedPin(turn, roomId, 'no-entry-heard');
      return;
    case 'too-long':
      missedPin(turn, roomId, 'wrong-pin');
      return;
    case 'digits':
      turn.enterStage({ kind: 'checking-pin', roomId, pin: entered.digits, waits: 0 });
      turn.effect({ kind: 'check-pin', roomId, pin: entered.digits });
      return;
    default:
      unreachable(entered);
  }
}

export function missedRoom(
  turn: DialogueTurn,
  why: 'no-entry-heard' | 'room-not-found' | 'room-not-in-service',
): void {
  if (!miss(turn)) askRoomNumber(turn, why);
  else if (why === 'no-entry-heard') turn.hangUp('no-entry', why, 'goodbye');
  else turn.hangUp('wrong-room', why, 'too-many-attempts', 'goodbye');
}

export function missedPin(
  turn: DialogueTurn,
  roomId: string,
  why: 'no-entry-heard' | 'wrong-pin',
): void {
  if (!miss(turn)) askPin(turn, roomId, why);
  else if (why === 'no-entry-heard') turn.hangUp('no-entry', why, 'goodbye');
  else turn.hangUp('wrong-pin', why, 'too-many-attempts', 'goodbye');
}

/**
 * Counts a wrong or missing entry. Keys that came ahead of the answer were meant for what would
 * have followed a right one (`*1234#` after a room number), so they must not answer this question.
 *
 * @returns whether it was the last one allowed
 */
function miss(turn: DialogueTurn): boolean {
  turn.forgetKeys();
  turn.change({ misses: turn.state.misses + 1 });
  return turn.state.misses >= turn.state.settings.tries;
}
