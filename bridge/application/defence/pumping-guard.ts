import type { ConferenceEvent } from '../../conference/event.js';
import type { Logger } from '../../kernel/logger.js';
import type { InboundLeg } from '../../ports/signalling.js';
import type { Tally, TallyStore } from '../../ports/tallies.js';
import { viaOf } from '../calls/call-record.js';
import type { Alerts } from './alerts.js';
import { rangeOf } from './number-range.js';
import { type PumpingSettings, PumpingWatch } from './pumping-watch.js';

export interface PumpingGuardOptions {
  readonly settings: PumpingSettings & {
    /** So many digits of a caller's number are its range. */
    readonly prefixDigits: number;
  };
  readonly tallies: Pick<TallyStore, 'put'>;
  readonly alerts: Alerts;
  readonly logger: Logger;
  /** Wall time that never goes back, in ms. */
  readonly now: () => number;
}

/** Keeps the pumping watch informed of calls and conferences, and tells of what it suspects. */
export class PumpingGuard {
  readonly #options: PumpingGuardOptions;
  readonly #watch: PumpingWatch;

  constructor(options: PumpingGuardOptions) {
    this.#options = options;
    this.#watch = new PumpingWatch(options.settings, (tally) => options.tallies.put(tally));
  }

  get counts(): PumpingWatch['counts'] {
    return this.#watch.counts;
  }

  /** Takes up what an earlier run had counted. */
  restore(tallies: readonly Tally[]): void {
    const nowMs = this.#options.now();
    for (const tally of tallies) this.#watch.restore(tally, nowMs);
  }

  /** @returns whether the call may be taken */
  arrived(legId: string, leg: InboundLeg): boolean {
    const { settings, alerts, logger, now } = this.#options;
    const range = rangeOf(leg.parties.callerNumber, viaOf(leg.source), settings.prefixDigits);
    const nowMs = now();
    const { arrival, suspicion } = this.#watch.arrived(legId, range, nowMs);
    if (suspicion !== null) alerts.raise({ kind: 'toll-pumping', ...suspicion }, nowMs);
    if (arrival.kind === 'taken') return true;
    logger.warn({ legId, range, cap: arrival.cap }, 'too many idle calls of one range');
    return false;
  }

  /** Learns from the conferences which calls have come into a mix. */
  conferenceEvent(event: ConferenceEvent): void {
    const admitted =
      event.kind === 'member-admitted' || (event.kind === 'member-joined' && !event.waiting);
    if (admitted) this.#watch.reached(event.memberId, this.#options.now());
  }

  over(legId: string): void {
    this.#watch.over(legId, this.#options.now());
  }
}
