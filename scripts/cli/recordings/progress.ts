/** On a terminal a line is drawn anew each second; in a log each ten seconds have a line. */
const everyMs = { terminal: 1_000, log: 10_000 };

/** How far long work has come, on standard error, so that --json stays whole. */
export class Progress {
  readonly #what: string;
  readonly #totalBytes: number;
  #doneBytes = 0;
  #shownAt = performance.now();
  #drawn = false;

  constructor(what: string, totalBytes: number) {
    this.#what = what;
    this.#totalBytes = Math.max(1, totalBytes);
  }

  readonly add = (bytes: number): void => {
    this.#doneBytes += bytes;
    const { isTTY } = process.stderr;
    const now = performance.now();
    if (now - this.#shownAt < (isTTY ? everyMs.terminal : everyMs.log)) return;
    this.#shownAt = now;
    const percent = Math.min(100, Math.floor((100 * this.#doneBytes) / this.#totalBytes));
    const line = `${this.#what}: ${percent} % of ${megabytes(this.#totalBytes)}`;
    process.stderr.write(isTTY ? `\r${line}` : `${line}\n`);
    this.#drawn = isTTY;
  };

  end(): void {
    if (this.#drawn) process.stderr.write('\n');
  }
}

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
