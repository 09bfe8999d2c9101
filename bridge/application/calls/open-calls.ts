/** A call of either direction, from its first message to the record of its end. */
export interface OpenCall {
  /** Ends the call with a notice where it is not in a conference yet. */
  endEntry(): void;
}

/** The calls there are. */
export class OpenCalls {
  readonly #calls = new Set<OpenCall>();
  #whenEmpty: (() => void)[] = [];

  get size(): number {
    return this.#calls.size;
  }

  add(call: OpenCall): void {
    this.#calls.add(call);
  }

  delete(call: OpenCall): void {
    this.#calls.delete(call);
    if (this.#calls.size > 0) return;
    for (const resolve of this.#whenEmpty.splice(0)) resolve();
  }

  /** Calls that are still on their way in end with a notice. */
  endEntries(): void {
    for (const call of this.#calls) call.endEntry();
  }

  /** Resolves when the last call's record has been queued. */
  empty(): Promise<void> {
    if (this.#calls.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenEmpty.push(resolve));
  }
}
