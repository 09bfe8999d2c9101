import { describeError } from './errors.js';

/**
 * Runs one task at a time, in the order they were put in, and all of them before `run` returns. A
 * task that puts in another while it runs (an effect that causes a command) finds it run after
 * itself, never inside itself. What must wait for something is for SerialTasks.
 */
export class SerialQueue {
  readonly #tasks: (() => void)[] = [];
  #running = false;

  /** @throws what a task threw, once those behind it have run; several as one, its cause */
  run(task: () => void): void {
    this.#tasks.push(task);
    if (this.#running) return;
    this.#running = true;
    const errors: unknown[] = [];
    for (let next = this.#tasks.shift(); next !== undefined; next = this.#tasks.shift()) {
      try {
        next();
      } catch (error) {
        errors.push(error);
      }
    }
    this.#running = false;
    if (errors.length > 1) throw new Error(errors.map(describeError).join('; '), { cause: errors });
    if (errors.length === 1) throw errors[0];
  }
}
