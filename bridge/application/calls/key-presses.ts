import type { MediaKeySource } from '../../ports/media-server.js';

/** How a key was told: by SIP INFO, as an RTP event, or by its tones. */
export type KeySource = 'info' | MediaKeySource;

const SAME_PRESS_MS = 400;

/**
 * Phones and gateways may tell one press in two ways at once. The second telling, by another way and
 * soon after, is the same press; a quick repeat of a key always comes the same way as the first.
 */
export class KeyPresses {
  #last: { key: string; source: KeySource; atMs: number } | null = null;

  isNew(key: string, source: KeySource, nowMs: number): boolean {
    const last = this.#last;
    const echo =
      last !== null &&
      last.key === key &&
      last.source !== source &&
      nowMs - last.atMs < SAME_PRESS_MS;
    if (!echo) this.#last = { key, source, atMs: nowMs };
    return !echo;
  }
}
