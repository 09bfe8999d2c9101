export interface Activity {
  /** Stops it short, without a message, and leaves no timer. */
  abandon(): void;
}

/** What must be over before the stack may close its sockets: dialogs, and calls being set up. */
export class Activities {
  readonly #under = new Set<Activity>();
  readonly #waiting: (() => void)[] = [];

  begin(activity: Activity): void {
    this.#under.add(activity);
  }

  finish(activity: Activity): void {
    if (!this.#under.delete(activity) || this.#under.size > 0) return;
    for (const resume of this.#waiting.splice(0)) resume();
  }

  abandonAll(): void {
    for (const activity of [...this.#under]) {
      activity.abandon();
      this.finish(activity);
    }
  }

  /** Calls back once, when nothing is under way. */
  whenIdle(resume: () => void): void {
    if (this.#under.size === 0) resume();
    else this.#waiting.push(resume);
  }
}
