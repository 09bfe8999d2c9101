/**
 * Sends every caller's frame once in 20 ms, spread over the 20 ms as independent phones are. Frames
 * due are counted from a monotonic clock, so a late timer is made up for.
 */
export class Pacer {
  readonly #timer: NodeJS.Timeout;
  readonly #startMs = performance.now();
  #slotsDone = 0;

  constructor(callers: readonly { sendFrame(): void }[]) {
    const slots = 10;
    const slotMs = 20 / slots;
    this.#timer = setInterval(() => {
      const due = Math.floor((performance.now() - this.#startMs) / slotMs);
      while (this.#slotsDone < due) {
        for (let i = this.#slotsDone % slots; i < callers.length; i += slots)
          callers[i]!.sendFrame();
        this.#slotsDone += 1;
      }
    }, slotMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
