import type { KeypadKey } from '../bridge/conference/command.js';

/**
 * Reads commands of two keys, `*` or `#` and a digit. A lone `*` or `#` is forgotten after 3 s;
 * digits that follow none are no command. What a command does is the room core's affair.
 */
export interface KeypadState {
  readonly pending: { readonly key: '*' | '#'; readonly atMs: number } | null;
}

const loneKeyMs = 3_000;

export const idleKeypad: KeypadState = { pending: null };

export interface KeypadStep {
  readonly state: KeypadState;
  /** A command once two keys make one; else null. */
  readonly pressed: KeypadKey | null;
}

/** Takes one key. No timer is needed: the age of a lone key is known when the next one comes. */
export function stepKeypad(state: KeypadState, key: string, nowMs: number): KeypadStep {
  // A second lead key begins anew: `**2` is `*2`.
  if (key === '*' || key === '#') {
    return { state: { pending: { key, atMs: nowMs } }, pressed: null };
  }
  const { pending } = state;
  if (pending === null || nowMs - pending.atMs > loneKeyMs || !/^\d$/.test(key)) {
    return { state: idleKeypad, pressed: null };
  }
  return { state: idleKeypad, pressed: `${pending.key}${key}` as KeypadKey };
}
