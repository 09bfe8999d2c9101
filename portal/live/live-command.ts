import type { LectureMode } from '../../bridge/conference/words.js';

/** What a page asks of a room. `line` is the member's id. */
export type LiveCommand =
  | { readonly kind: 'mute'; readonly line: string; readonly on: boolean }
  | { readonly kind: 'hold'; readonly line: string; readonly on: boolean }
  | { readonly kind: 'lower-hand'; readonly line: string }
  | { readonly kind: 'rename'; readonly line: string; readonly name: string }
  | { readonly kind: 'promote'; readonly line: string }
  | { readonly kind: 'drop'; readonly line: string }
  | { readonly kind: 'mute-all'; readonly on: boolean }
  | { readonly kind: 'mute-noisiest' }
  | { readonly kind: 'undo-mute-noisiest' }
  | { readonly kind: 'lecture'; readonly mode: LectureMode }
  | { readonly kind: 'lock'; readonly on: boolean }
  | { readonly kind: 'tones'; readonly on: boolean }
  | { readonly kind: 'continues'; readonly on: boolean }
  | { readonly kind: 'record'; readonly on: boolean }
  /** As somebody would key it. */
  | { readonly kind: 'dial-out'; readonly number: string }
  /** Lets somebody in who was called and has accepted; or hangs up on who was not let in. */
  | { readonly kind: 'bring-in'; readonly call: string }
  | { readonly kind: 'cancel-dial-out'; readonly call: string }
  | { readonly kind: 'next-speaker' }
  | { readonly kind: 'roll-call' }
  | { readonly kind: 'end' };
