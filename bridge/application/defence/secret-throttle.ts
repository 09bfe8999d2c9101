import { unreachable } from '../../kernel/errors.js';
import type { Tally } from '../../ports/tallies.js';
import { RecentMap } from './recent-map.js';
import { WrongTriesBook, type WrongTries } from './wrong-tries.js';

/** What is guessed at a room. */
export type SecretKind = 'pin' | 'security-code';

/** Whom a try is counted against. */
export interface TrySource {
  /** The authenticated user, or the caller's number; null when it is withheld. */
  readonly caller: string | null;
  /** The trunk that the call came through, else the user or the address. */
  readonly via: string;
}

export interface SecretTry extends TrySource {
  readonly roomId: string;
}

/** A try that is being checked, and where it counts when it is wrong. */
export interface Ticket {
  readonly attempt: SecretTry;
  readonly counted: readonly Count[];
}

interface Count {
  readonly book: WrongTriesBook;
  readonly key: string;
}

export type TryVerdict =
  | { readonly kind: 'check'; readonly ticket: Ticket }
  /** Not to be checked: ask again after this time. */
  | { readonly kind: 'wait'; readonly delayMs: number };

/** How many wrong tries are free, and how soon they are forgotten. */
export interface TryBudgets {
  /** Wrong tries of one caller before it has to wait. */
  readonly callerTries: number;
  /** Its waits double up to this. */
  readonly longestWaitMs: number;
  /** The same for a caller who has keyed the room's right PIN before. */
  readonly knownLongestWaitMs: number;
  /** Wrong tries that all strangers to a room have together; one comes back in this time. */
  readonly roomTries: number;
  readonly roomRefillMs: number;
  /** Wrong tries that all strangers have together who come through one trunk. */
  readonly trunkTries: number;
  readonly trunkRefillMs: number;
}

const firstWaitMs = 2_000;
/** Where only tries that are being checked stand in the way, the wait is for their outcome. */
export const pendingWaitMs = 250;
/** A caller's wrong tries are forgotten one by one, at this pace; more than these are not held. */
const forgetOneMs = 300_000;
const mostRemembered = 10;
/** So long a phone is known to the room that it entered. */
const knownForMs = 180 * 86_400_000;

/** Bounds of memory; the long unused is forgotten first. */
const mostKeys = 20_000;
const mostKnown = 50_000;

/**
 * Slows the guessing of one kind of secret across calls, without letting a stranger lock a room's
 * owner out (decision record 0004). Time is given by the caller: wall time that never goes back.
 *
 * A caller has a few wrong tries, then waits ever longer. All strangers to a room share a budget
 * there, so that a thousand forged callers guess no faster than a few; and all strangers of one
 * trunk share another, so that they cannot try a thousand rooms instead. A caller who has entered
 * the room before is no stranger: only its own waits apply, and they are short.
 */
export class SecretThrottle {
  readonly #secret: SecretKind | 'password';
  readonly #budgets: TryBudgets;
  readonly #callers: WrongTriesBook;
  readonly #rooms: WrongTriesBook;
  readonly #trunks: WrongTriesBook;
  readonly #known = new RecentMap<true>(mostKnown);
  readonly #keep: (tally: Tally) => void;

  constructor(secret: SecretKind | 'password', budgets: TryBudgets, keep: (tally: Tally) => void) {
    this.#secret = secret;
    this.#budgets = budgets;
    this.#keep = keep;
    const book = (kind: Tally['kind'], oneMs: number, most: number) =>
      new WrongTriesBook({ kind, forgetOneMs: oneMs, most, mostKeys, keep });
    this.#callers = book('tries-of-caller', forgetOneMs, mostRemembered);
    this.#rooms = book('tries-at-room', budgets.roomRefillMs, budgets.roomTries);
    this.#trunks = book('tries-of-trunk', budgets.trunkRefillMs, budgets.trunkTries);
  }

  /** Asks to check a secret. One that may go ahead must be settled by `right`, `wrong` or `dropped`. */
  begin(attempt: SecretTry, nowMs: number): TryVerdict {
    const counted = this.#countedAt(attempt);
    const delayMs = this.#waitOf(attempt, counted, nowMs);
    if (delayMs > 0) return { kind: 'wait', delayMs };
    for (const { book, key } of counted) book.begin(key, nowMs);
    return { kind: 'check', ticket: { attempt, counted } };
  }

  /** It costs nothing, and the caller is known to the room from now on. */
  right({ attempt, counted }: Ticket, nowMs: number): void {
    for (const { book, key } of counted) book.settle(key, this.#forgives(book), nowMs);
    if (attempt.caller === null) return;
    const key = this.#pair(attempt.roomId, attempt.caller);
    const untilMs = nowMs + knownForMs;
    this.#keep({ kind: 'known-caller', key, level: 0, atMs: nowMs, untilMs });
    this.#known.set(key, true);
  }

  /** @returns whether strangers of its trunk have used up what they may together */
  wrong({ counted }: Ticket, nowMs: number): { readonly trunkExhausted: boolean } {
    let trunkExhausted = false;
    for (const { book, key } of counted) {
      const { level } = book.settle(key, 1, nowMs);
      if (book === this.#trunks) trunkExhausted = level > this.#budgets.trunkTries - 1;
    }
    return { trunkExhausted };
  }

  /** It could not be checked. */
  dropped({ counted }: Ticket, nowMs: number): void {
    for (const { book, key } of counted) book.settle(key, 0, nowMs);
  }

  /** What an earlier run had kept; what is of the other secret or of others is left alone. */
  restore(tally: Tally, nowMs: number): void {
    if (!tally.key.startsWith(`${this.#secret} `)) return;
    switch (tally.kind) {
      case 'tries-of-caller':
        this.#callers.restore(tally, nowMs);
        return;
      case 'tries-at-room':
        this.#rooms.restore(tally, nowMs);
        return;
      case 'tries-of-trunk':
        this.#trunks.restore(tally, nowMs);
        return;
      case 'known-caller':
        this.#known.set(tally.key, true);
        return;
      case 'idle-calls':
      case 'useful-calls':
        return;
      default:
        unreachable(tally.kind);
    }
  }

  #waitOf(attempt: SecretTry, counted: readonly Count[], nowMs: number): number {
    const { callerTries, roomTries, roomRefillMs, trunkTries, trunkRefillMs } = this.#budgets;
    const known = this.#isKnown(attempt);
    const waits = counted.map(({ book, key }) => {
      const tries = book.at(key, nowMs);
      if (book === this.#callers) return this.#callerWait(tries, callerTries, known, nowMs);
      if (book === this.#rooms) return shareWait(tries, roomTries, roomRefillMs);
      return shareWait(tries, trunkTries, trunkRefillMs);
    });
    return Math.ceil(Math.max(0, ...waits));
  }

  #callerWait(tries: WrongTries, free: number, known: boolean, nowMs: number): number {
    const { longestWaitMs, knownLongestWaitMs } = this.#budgets;
    const wrong = Math.ceil(tries.level);
    if (wrong < free) return wrong + tries.pending < free ? 0 : pendingWaitMs;
    const longest = known ? knownLongestWaitMs : longestWaitMs;
    const waitMs = Math.min(longest, firstWaitMs * 2 ** (wrong - free)) - (nowMs - tries.atMs);
    if (waitMs > 0) return waitMs;
    return tries.pending === 0 ? 0 : pendingWaitMs;
  }

  /** Strangers' tries count at the caller, the room and the trunk; others at the caller alone. */
  #countedAt(attempt: SecretTry): readonly Count[] {
    const { caller, roomId, via } = attempt;
    const atCaller =
      caller === null ? [] : [{ book: this.#callers, key: this.#callerKey(roomId, caller) }];
    if (this.#isKnown(attempt)) return atCaller;
    const atRoom = { book: this.#rooms, key: `${this.#secret} ${roomId}` };
    return [...atCaller, atRoom, { book: this.#trunks, key: `${this.#secret} ${via}` }];
  }

  #isKnown({ roomId, caller }: SecretTry): boolean {
    return caller !== null && this.#known.get(this.#pair(roomId, caller)) === true;
  }

  #pair(roomId: string, caller: string): string {
    return `${this.#secret} ${roomId} ${caller}`;
  }

  /**
   * PINs are counted against a caller wherever it tries them. Security codes by room: an office
   * whose hundred participants show one number mistypes often, and is right far more often.
   */
  #callerKey(roomId: string, caller: string): string {
    return this.#secret === 'security-code'
      ? this.#pair(roomId, caller)
      : `${this.#secret} ${caller}`;
  }

  /** A right security code pays for a wrong one; a guesser of PINs could pay with a room of its own. */
  #forgives(book: WrongTriesBook): 0 | -1 {
    return this.#secret === 'security-code' && book === this.#callers ? -1 : 0;
  }
}

/** The budget is a bucket of tries that fills again at a steady pace. */
function shareWait({ level, pending }: WrongTries, tries: number, refillMs: number): number {
  if (level + pending + 1 <= tries) return 0;
  return level + 1 <= tries ? pendingWaitMs : (level + 1 - tries) * refillMs;
}
