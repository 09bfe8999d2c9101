import type { PromptName } from '../prompt-names.js';
import { Secret } from '../secret.js';
import { Turn, phrasesOf } from '../turn.js';
import type { DialogueEffect, DialogueEndReason, DialogueState } from './types.js';

/** More keys than the longest room number, PIN and their ends together have. */
const longestKeyAhead = 64;

export class DialogueTurn extends Turn<DialogueState, DialogueEffect> {
  keepKey(key: string): void {
    const kept = this.state.keyAhead.reveal();
    if (kept.length < longestKeyAhead) this.change({ keyAhead: new Secret(kept + key) });
  }

  nextKeptKey(): string | undefined {
    const kept = this.state.keyAhead.reveal();
    if (kept !== '') this.change({ keyAhead: new Secret(kept.slice(1)) });
    return kept[0];
  }

  forgetKeys(): void {
    this.change({ keyAhead: new Secret('') });
  }

  /** Ends the dialogue; nothing that was keyed is left in it. */
  over(): void {
    this.stopPlaying();
    this.forgetKeys();
    this.change({ lateHashUntilMs: null });
    this.enterStage({ kind: 'over' });
  }

  hangUp(reason: DialogueEndReason, ...prompts: readonly PromptName[]): void {
    this.over();
    this.effect({ kind: 'hang-up', reason, phrases: phrasesOf(prompts) });
  }
}
