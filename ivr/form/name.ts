import type { PromptName } from '../prompt-names.js';
import type { FormTurn } from './turn.js';

/** A7: asks for the name; the tone is the sign to speak. */
export function inviteName(turn: FormTurn, ...before: readonly PromptName[]): void {
  turn.enterStage({ kind: 'invitation' });
  turn.play(
    ...before.map((prompt) => ({ prompt })),
    { prompt: 'say-your-name' },
    { tone: 'record-tone' },
  );
}

export function endInvitation(turn: FormTurn): void {
  turn.enterStage({ kind: 'recording' });
  turn.effect({ kind: 'record' });
}

/** Nothing heard is asked for again; a caller who stays silent comes in without a name. */
export function recorded(turn: FormTurn, recordedName: string | null): void {
  if (turn.state.stage.kind !== 'recording') return;
  if (recordedName !== null) {
    turn.enterStage({ kind: 'review', recordedName });
    turn.play({ prompt: 'your-name-is' }, { recordedName }, { prompt: 'say-again-press-star' });
    return;
  }
  turn.change({ misses: turn.state.misses + 1 });
  if (turn.state.misses < turn.state.settings.tries) inviteName(turn, 'no-name-heard');
  else keep(turn, null);
}

export function reviewKey(turn: FormTurn, recordedName: string, key: string): void {
  if (key === '#') keep(turn, recordedName);
  else if (key === '*') {
    turn.stopPlaying();
    inviteName(turn);
  }
}

/** The next question follows. */
export function keep(turn: FormTurn, recordedName: string | null): void {
  turn.answer({ recordedName });
}
