import type { LiveMessage } from './message.js';

/** Where one watcher's messages go. */
export interface LiveSink {
  /** @returns false when it holds as much as it may; nothing more is written until it has drained */
  write(message: LiveMessage): boolean;
}

/**
 * One who watches a room. Nothing is queued for it here: one that cannot follow misses changes, and
 * gets a fresh snapshot once it can.
 */
export class Watcher {
  readonly #sink: LiveSink;
  readonly #snapshot: () => LiveMessage;
  #full = false;
  #missed = false;

  constructor(sink: LiveSink, snapshot: () => LiveMessage) {
    this.#sink = sink;
    this.#snapshot = snapshot;
  }

  /** @param missed the changes since what it has seen; null when it needs the whole */
  begin(missed: readonly LiveMessage[] | null): void {
    if (missed === null) this.#write(this.#snapshot());
    else for (const message of missed) this.tell(message);
  }

  tell(message: LiveMessage): void {
    if (!this.#full) this.#write(message);
    else if (message.kind !== 'levels') this.#missed = true;
  }

  drained(): void {
    this.#full = false;
    if (!this.#missed) return;
    this.#missed = false;
    this.#write(this.#snapshot());
  }

  #write(message: LiveMessage): void {
    this.#full = !this.#sink.write(message);
  }
}
