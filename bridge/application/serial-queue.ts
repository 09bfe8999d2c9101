/**
 * Runs one task at a time, in the order they were put in. A task that puts in another while it runs
 * (an effect that causes a command) finds it run after itself, never inside itself.
 */
export class SerialQueue {
  readonly #tasks: (() => void)[] = [];
  #running = false;

  run(task: () => void): void {
    this.#tasks.push(task);
    if (this.#running) return;
    this.#running = true;
    try {
      for (let next = this.#tasks.shift(); next !== undefined; next = this.#tasks.shift()) next();
    } finally {
      this.#running = false;
    }
  }
}
