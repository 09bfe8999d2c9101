/**
 * Runs tasks one after another, each when the one before it has ended, well or not. What must be
 * over when the call returns is for SerialQueue.
 */
export class SerialTasks {
  #last: Promise<unknown> = Promise.resolve();

  /** Settles as the task does. */
  run<Result>(task: () => Result | Promise<Result>): Promise<Result> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
