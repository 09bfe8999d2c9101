import { unreachable } from '../../bridge/conference/unreachable.js';
import { collectDigit, emptyCollector } from '../digit-collector.js';
import { choiceMissed, choose } from './choice.js';
import { codeChecked, endEntry, miss, putQuestion } from './questions.js';
import { endInvitation, keep, recorded, reviewKey } from './name.js';
import { FormTurn } from './turn.js';
import {
  defaultFormSettings,
  type FormInput,
  type FormQuestion,
  type FormSettings,
  type FormState,
  type FormStep,
} from './types.js';

export function createForm(
  questions: readonly FormQuestion[],
  settings: FormSettings = defaultFormSettings,
): FormState {
  return {
    settings,
    questions,
    answers: {},
    stage: { kind: 'between', first: [] },
    playing: null,
    lastPlayback: 0,
    misses: 0,
    deadlineMs: null,
    lateHashUntilMs: null,
  };
}

/**
 * One input of a form. Inputs that do not fit the stage change nothing.
 *
 * @param nowMs a time that only goes forward
 */
export function stepForm(state: FormState, input: FormInput, nowMs: number): FormStep {
  const turn = new FormTurn(state, nowMs);
  handle(turn, input);
  if (turn.state.stage.kind === 'between') putQuestion(turn, ...turn.state.stage.first);
  const { deadlineMs } = turn.state;
  // A timer that fired is spent, so one that fired too early must be set anew.
  if (deadlineMs !== state.deadlineMs || (input.kind === 'deadline' && deadlineMs !== null)) {
    turn.effect({ kind: 'set-deadline', atMs: deadlineMs });
  }
  return turn.step();
}

function handle(turn: FormTurn, input: FormInput): void {
  switch (input.kind) {
    case 'started':
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
    case 'code-checked':
      codeChecked(turn, input.result);
      return;
    case 'recorded':
      recorded(turn, input.recordedName);
      return;
    case 'recording-failed':
      // It is no fault of the caller, who comes in without a name.
      if (turn.state.stage.kind === 'recording') keep(turn, null);
      return;
    default:
      unreachable(input);
  }
}

/**
 * One key.
 *
 * | stage      | digit   | `#`                | `*`                     |
 * |------------|---------|--------------------|-------------------------|
 * | digits     | entered | ends the entry     | begins the entry again; |
 * |            |         |                    | `*3` cancels a number   |
 * | choice     | 1, 2    | nothing            | nothing                 |
 * | invitation | nothing | nothing            | nothing                 |
 * | recording  | nothing | ends the recording | nothing                 |
 * | review     | nothing | keeps the name     | asks for the name again |
 */
function key(turn: FormTurn, pressed: string): void {
  const { stage, lateHashUntilMs } = turn.state;
  if (lateHashUntilMs !== null) {
    turn.change({ lateHashUntilMs: null });
    if (pressed === '#' && turn.nowMs < lateHashUntilMs) return;
  }
  switch (stage.kind) {
    case 'digits':
      turn.stopPlaying();
      if (pressed === '#') {
        endEntry(turn, stage.entry);
        return;
      }
      if (pressed === '3' && stage.starred && turn.question?.kind === 'phone-number') {
        turn.answer({ phoneNumber: null });
        return;
      }
      turn.enterStage({
        kind: 'digits',
        entry: pressed === '*' ? emptyCollector : collectDigit(stage.entry, pressed),
        starred: pressed === '*',
      });
      turn.setDeadlineIn(turn.state.settings.pauseMs);
      return;
    case 'choice':
      choose(turn, pressed);
      return;
    case 'recording':
      if (pressed === '#') turn.effect({ kind: 'stop-recording' });
      return;
    case 'review':
      reviewKey(turn, stage.recordedName, pressed);
      return;
    case 'between':
    case 'checking':
    case 'invitation':
    case 'over':
      return;
    default:
      unreachable(stage);
  }
}

function promptEnded(turn: FormTurn): void {
  const { stage, settings } = turn.state;
  turn.change({ playing: null });
  if (stage.kind === 'digits') turn.setDeadlineIn(settings.pauseMs);
  else if (stage.kind === 'invitation') endInvitation(turn);
  else if (stage.kind === 'review') turn.setDeadlineIn(settings.reviewMs);
  else if (stage.kind === 'choice') turn.setDeadlineIn(settings.pauseMs);
}

function deadline(turn: FormTurn): void {
  const { stage, deadlineMs, settings } = turn.state;
  if (deadlineMs === null || turn.nowMs < deadlineMs) return;
  turn.change({ deadlineMs: null });
  if (stage.kind === 'digits') {
    turn.change({ lateHashUntilMs: turn.nowMs + settings.lateHashMs });
    // Silence is no answer, where `#` alone would be one.
    if (stage.entry === emptyCollector) miss(turn, 'no-entry-heard');
    else endEntry(turn, stage.entry);
  } else if (stage.kind === 'checking') {
    turn.effect({ kind: 'check-code', code: stage.code });
  } else if (stage.kind === 'review') {
    keep(turn, stage.recordedName);
  } else if (stage.kind === 'choice') {
    choiceMissed(turn);
  }
}
