import type { Clock, Timer } from '../../ports/clock.js';
import { giveUpAfterMs, refreshAfterMs, type SessionTimerTerms } from './session-timer-terms.js';

const retryRefreshMs = 5_000;

/** Runs the session timer of one dialog (RFC 4028 §10). */
export class SessionTimer {
  #terms: SessionTimerTerms | null = null;
  #refresh: Timer | null = null;
  #expiry: Timer | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly onRefresh: () => void,
    private readonly onExpired: () => void,
  ) {}

  get terms(): SessionTimerTerms | null {
    return this.#terms;
  }

  /** Starts anew, with the terms of the last 2xx; null ends it (§10: no header, no timer). */
  restart(terms: SessionTimerTerms | null): void {
    this.stop();
    this.#terms = terms;
    if (terms === null) return;
    const expiryMs = terms.weRefresh ? terms.intervalSeconds * 1000 : giveUpAfterMs(terms);
    this.#expiry = this.clock.after(expiryMs, 'sip session expiry', this.onExpired);
    if (terms.weRefresh) {
      this.#refresh = this.clock.after(
        refreshAfterMs(terms),
        'sip session refresh',
        this.onRefresh,
      );
    }
  }

  /** The refresh could not be made now, or was refused; there is time for another. */
  refreshLater(): void {
    if (this.#expiry === null) return;
    this.#refresh?.cancel();
    this.#refresh = this.clock.after(retryRefreshMs, 'sip session refresh', this.onRefresh);
  }

  stop(): void {
    this.#refresh?.cancel();
    this.#expiry?.cancel();
    this.#refresh = null;
    this.#expiry = null;
  }
}
