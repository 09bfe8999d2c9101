import type {
  LiveChange,
  LiveLevels,
  LiveMember,
  LiveSnapshot,
} from '../../bridge/application/live/view.js';
import { asExpected, expecting, unsettled, type Expectation } from './expectations.js';
import type { LiveCommand } from './live-command.js';
import { emptyState, handPlaces, newsOf, stateOf, withChange } from './live-state.js';
import type { LiveNews, LiveState } from './live-state.js';
import { ordered, type SortOrder } from './member-order.js';

export interface LiveModelEvents {
  /** Something is to be drawn anew. */
  readonly changed: () => void;
  readonly levels: () => void;
  readonly news: (news: LiveNews) => void;
  /** A change is missing. */
  readonly gap: () => void;
}

/** Levels come ten times a second: when they have not for so long, nobody talks. */
const levelsHoldMs = 700;

/** Everything that the page shows, and what the reader has chosen to see of it. */
export class LiveModel {
  readonly #events: LiveModelEvents;
  readonly #monotonicMs: () => number;
  readonly #compareText: (a: string, b: string) => number;
  #known: LiveState = emptyState;
  #expected: readonly Expectation[] = [];
  #state: LiveState = emptyState;
  #levels: ReadonlyMap<number, number> = new Map();
  #levelsAtMs = 0;
  /** The server's time minus the page's own. */
  #offsetMs = 0;
  #filter = '';
  #order: SortOrder = 'role';
  connected = true;

  /** @param monotonicMs the page's own time, which only goes forward */
  constructor(language: string, monotonicMs: () => number, events: LiveModelEvents) {
    this.#monotonicMs = monotonicMs;
    this.#events = events;
    this.#compareText = new Intl.Collator(language, { numeric: true }).compare;
  }

  /** As it is, and as what was just asked for will make it. */
  get state(): LiveState {
    return this.#state;
  }

  get filter(): string {
    return this.#filter;
  }

  get order(): SortOrder {
    return this.#order;
  }

  /** Nothing has been received yet. */
  get blank(): boolean {
    return this.#known === emptyState;
  }

  /** The server's time. */
  nowMs(): number {
    return this.#monotonicMs() + this.#offsetMs;
  }

  members(): readonly LiveMember[] {
    return ordered(this.#state.members.values(), this.#filter, this.#order, {
      hands: handPlaces(this.#state),
      compareText: this.#compareText,
    });
  }

  member(id: string): LiveMember | undefined {
    for (const member of this.#state.members.values()) if (member.id === id) return member;
    return undefined;
  }

  /** 0 for who does not talk. */
  level(n: number): number {
    return this.#levels.get(n) ?? 0;
  }

  /** Numbers of the members that talk. */
  talkers(): Iterable<number> {
    return this.#levels.keys();
  }

  look(filter: string, order: SortOrder): void {
    this.#filter = filter;
    this.#order = order;
    this.#events.changed();
  }

  snapshot(snapshot: LiveSnapshot): void {
    this.#offsetMs = snapshot.atMs - this.#monotonicMs();
    const first = this.blank;
    const before = this.#known;
    this.#know(stateOf(snapshot));
    // Who has been there all along is no news.
    if (!first) this.#events.news(newsOf(before, this.#known));
  }

  change(change: LiveChange): void {
    const next = withChange(this.#known, change);
    if (next === null) {
      this.#events.gap();
      return;
    }
    const before = this.#known;
    this.#know(next);
    this.#events.news(newsOf(before, next));
  }

  levels(levels: LiveLevels): void {
    const heard = new Map<number, number>();
    for (let at = 0; at + 1 < levels.length; at += 2) heard.set(levels[at]!, levels[at + 1]!);
    this.#levels = heard;
    this.#levelsAtMs = this.#monotonicMs();
    this.#events.levels();
  }

  expect(commandId: string, command: LiveCommand): void {
    this.#expected = expecting(this.#expected, commandId, command, this.#monotonicMs());
    this.#derive();
  }

  refused(commandId: string): void {
    this.#expected = this.#expected.filter((one) => one.commandId !== commandId);
    this.#derive();
  }

  /** From time to time: what was expected too long ago, and who was heard last long ago. */
  tick(): void {
    this.#derive();
    if (this.#levels.size > 0 && this.#monotonicMs() - this.#levelsAtMs > levelsHoldMs)
      this.levels([]);
  }

  #know(state: LiveState): void {
    this.#known = state;
    this.#derive();
  }

  #derive(): void {
    this.#expected = unsettled(this.#expected, this.#known, this.#monotonicMs());
    const state = asExpected(this.#known, this.#expected);
    if (state === this.#state) return;
    this.#state = state;
    this.#events.changed();
  }
}
