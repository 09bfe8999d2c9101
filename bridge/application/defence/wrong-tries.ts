import type { Tally, TallyKind } from '../../ports/tallies.js';
import { RecentMap } from './recent-map.js';

/** Wrong tries of one caller, or at one room, or through one trunk. */
export interface WrongTries {
  /** Those not yet forgotten, as of `atMs`; a fraction is one half forgotten. */
  readonly level: number;
  readonly atMs: number;
  /** Tries being checked now: any of them may turn out wrong. */
  readonly pending: number;
}

const none: WrongTries = { level: 0, atMs: 0, pending: 0 };

/**
 * Counts of wrong tries by key, each forgotten one by one at a steady pace, and kept outside so that
 * a restart forgives nothing.
 */
export class WrongTriesBook {
  readonly #kind: TallyKind;
  readonly #forgetOneMs: number;
  /** More are not held against anyone, so that the time to forget them has an end. */
  readonly #most: number;
  readonly #keep: (tally: Tally) => void;
  readonly #entries: RecentMap<WrongTries>;

  constructor(options: {
    readonly kind: TallyKind;
    readonly forgetOneMs: number;
    readonly most: number;
    readonly mostKeys: number;
    readonly keep: (tally: Tally) => void;
  }) {
    this.#kind = options.kind;
    this.#forgetOneMs = options.forgetOneMs;
    this.#most = options.most;
    this.#keep = options.keep;
    this.#entries = new RecentMap(options.mostKeys);
  }

  /** What is held against this key now; `atMs` stays the time of the last change. */
  at(key: string, nowMs: number): WrongTries {
    const entry = this.#entries.get(key) ?? none;
    const forgotten = Math.max(0, nowMs - entry.atMs) / this.#forgetOneMs;
    return { ...entry, level: Math.max(0, entry.level - forgotten) };
  }

  begin(key: string, nowMs: number): void {
    const entry = this.#entries.get(key) ?? none;
    const atMs = entry === none ? nowMs : entry.atMs;
    this.#entries.set(key, { ...entry, atMs, pending: entry.pending + 1 });
  }

  /** One that was begun is over. `change` is +1 when it was wrong, −1 to forgive an older one. */
  settle(key: string, change: -1 | 0 | 1, nowMs: number): WrongTries {
    const { level: before, atMs, pending } = this.at(key, nowMs);
    const level = Math.min(this.#most, Math.max(0, before + change));
    const after = {
      level,
      atMs: level === before ? atMs : nowMs,
      pending: Math.max(0, pending - 1),
    };
    if (level === before) {
      this.#entries.set(key, { ...(this.#entries.get(key) ?? none), pending: after.pending });
      return after;
    }
    this.#entries.set(key, after);
    const untilMs = nowMs + Math.ceil(level * this.#forgetOneMs);
    this.#keep({ kind: this.#kind, key, level, atMs: nowMs, untilMs });
    return after;
  }

  /** What an earlier run had kept; the clock may have been set back meanwhile. */
  restore({ key, level, atMs }: Tally, nowMs: number): void {
    this.#entries.set(key, { level, atMs: Math.min(atMs, nowMs), pending: 0 });
  }
}
