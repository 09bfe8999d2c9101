import type { Clock, Timer } from '../../ports/clock.js';
import type { BaseTimes } from '../transaction/timing.js';

/**
 * Repeats a message until it is acknowledged: a 2xx until its ACK (RFC 3261 §13.3.1.4), a reliable
 * provisional response until its PRACK (RFC 3262 §3). Whatever the transport, for a hop further
 * on may be unreliable.
 */
export class AwaitedAck {
  #repeat: Timer | null = null;
  #deadline: Timer | null = null;
  #intervalMs: number;

  constructor(
    private readonly clock: Clock,
    private readonly times: BaseTimes,
    /** For 2xx the interval stops growing at T2; for provisional responses it does not. */
    private readonly longestIntervalMs: number,
    private readonly resend: () => void,
    private readonly onTimeout: () => void,
  ) {
    this.#intervalMs = times.t1Ms;
  }

  start(label: string): void {
    this.#again(label);
    this.#deadline = this.clock.after(64 * this.times.t1Ms, `${label} deadline`, () => {
      this.stop();
      this.onTimeout();
    });
  }

  stop(): void {
    this.#repeat?.cancel();
    this.#deadline?.cancel();
    this.#repeat = null;
    this.#deadline = null;
  }

  #again(label: string): void {
    this.#repeat = this.clock.after(this.#intervalMs, label, () => {
      this.#intervalMs = Math.min(this.#intervalMs * 2, this.longestIntervalMs);
      this.resend();
      this.#again(label);
    });
  }
}
