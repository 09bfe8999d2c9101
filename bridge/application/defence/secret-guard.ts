import type { RoomRecord } from '../../ports/directory.js';
import type { Tally, TallyStore } from '../../ports/tallies.js';
import type { SecretVerdict } from '../directory/call-directory.js';
import type { Alerts } from './alerts.js';
import { GuessingAlarm } from './guessing-alarm.js';
import {
  SecretThrottle,
  type SecretKind,
  type Ticket,
  type TryBudgets,
  type TrySource,
} from './secret-throttle.js';

export interface GuessingSettings extends TryBudgets {
  /** Wrong tries at one room within about an hour before its organizers are alerted. */
  readonly alertAfter: number;
}

export interface SecretGuardOptions {
  readonly settings: Readonly<Record<SecretKind, GuessingSettings>>;
  readonly tallies: Pick<TallyStore, 'put'>;
  readonly alerts: Alerts;
  /** Wall time that never goes back, in ms. */
  readonly now: () => number;
}

export interface TryCounts {
  readonly right: number;
  readonly wrong: number;
  /** Not checked: the caller had to wait first. */
  readonly delayed: number;
}

interface Defence {
  readonly throttle: SecretThrottle;
  readonly rooms: GuessingAlarm;
  readonly trunks: GuessingAlarm;
}

/** Stands before every check of a PIN or a security code, and tells of those who guess. */
export class SecretGuard {
  readonly #options: SecretGuardOptions;
  readonly #defences: Readonly<Record<SecretKind, Defence>>;
  #counts: TryCounts = { right: 0, wrong: 0, delayed: 0 };

  constructor(options: SecretGuardOptions) {
    this.#options = options;
    const defence = (secret: SecretKind): Defence => {
      const settings = options.settings[secret];
      return {
        throttle: new SecretThrottle(secret, settings, (tally) => options.tallies.put(tally)),
        rooms: new GuessingAlarm(settings.alertAfter),
        trunks: new GuessingAlarm(1),
      };
    };
    this.#defences = { pin: defence('pin'), 'security-code': defence('security-code') };
  }

  get counts(): TryCounts {
    return this.#counts;
  }

  /** Takes up what an earlier run had counted. */
  restore(tallies: readonly Tally[]): void {
    const nowMs = this.#options.now();
    for (const { throttle } of Object.values(this.#defences)) {
      for (const tally of tallies) throttle.restore(tally, nowMs);
    }
  }

  /** Lets `matches` decide when the caller may try at all; what it throws counts for nothing. */
  async check(
    secret: SecretKind,
    room: RoomRecord,
    source: TrySource,
    matches: () => Promise<boolean>,
  ): Promise<SecretVerdict> {
    const { throttle } = this.#defences[secret];
    const { now } = this.#options;
    const verdict = throttle.begin({ ...source, roomId: room.id }, now());
    if (verdict.kind === 'wait') {
      this.#count('delayed');
      return verdict;
    }
    const { ticket } = verdict;
    let right: boolean;
    try {
      right = await matches();
    } catch (error) {
      throttle.dropped(ticket, now());
      throw error;
    }
    if (right) throttle.right(ticket, now());
    else this.#wrong(secret, room, ticket);
    this.#count(right ? 'right' : 'wrong');
    return { kind: right ? 'ok' : 'wrong' };
  }

  #wrong(secret: SecretKind, room: RoomRecord, ticket: Ticket): void {
    const { throttle, rooms, trunks } = this.#defences[secret];
    const { caller, via } = ticket.attempt;
    const nowMs = this.#options.now();
    const { trunkExhausted } = throttle.wrong(ticket, nowMs);
    const tries = rooms.wrong(room.id, nowMs);
    if (tries !== null) {
      const { id: roomId, number: roomNumber } = room;
      const fact = {
        kind: 'room-guessing',
        secret,
        roomId,
        roomNumber,
        tries,
        caller,
        via,
      } as const;
      this.#options.alerts.raise(fact, nowMs);
    }
    if (trunkExhausted && trunks.wrong(via, nowMs) !== null) {
      this.#options.alerts.raise({ kind: 'trunk-guessing', secret, via }, nowMs);
    }
  }

  #count(outcome: keyof TryCounts): void {
    this.#counts = { ...this.#counts, [outcome]: this.#counts[outcome] + 1 };
  }
}

/** Lets every check through. @internal For tests: the command line checks no PIN. */
export const unguarded: Pick<SecretGuard, 'check'> = {
  check: async (_secret, _room, _source, matches) => ({ kind: (await matches()) ? 'ok' : 'wrong' }),
};
