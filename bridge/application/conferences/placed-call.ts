import type { SayablePhrase } from '../prompts/announcer.js';

/** A call that a conference has made, as the conference sees it. */
export interface PlacedCall {
  /** The one who was called and has accepted joins. */
  bringIn(): void;
  /** Idempotent. The phrases are heard by one who has answered. */
  end(phrases: readonly SayablePhrase[]): void;
}
