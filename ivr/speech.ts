import type { Phrase } from '../bridge/conference/phrase.js';
import type { PromptName } from './prompt-names.js';

/** What every dialogue with a caller is told of. */
export type SpeechInput =
  /** One of 0–9, `*`, `#`; others are ignored. */
  | { readonly kind: 'key'; readonly key: string }
  /** The playback of the `play` effect with this number is over; stale numbers are ignored. */
  | { readonly kind: 'prompt-ended'; readonly playback: number }
  /** The time of the last `set-deadline` has come. Too early does no harm. */
  | { readonly kind: 'deadline' };

/** What every dialogue asks for. */
export type SpeechEffect =
  | {
      readonly kind: 'play';
      readonly playback: number;
      readonly phrases: readonly Phrase<PromptName>[];
    }
  /** Silences the current playback at once. */
  | { readonly kind: 'stop-playing' }
  /** Replaces the one before; null when nothing is due. */
  | { readonly kind: 'set-deadline'; readonly atMs: number | null };
