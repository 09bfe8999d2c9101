import type { RoomOptions } from '../../conference/room-options.js';
import type { ConferenceState, Member } from '../../conference/state.js';
import type { Clock, Timer } from '../../ports/clock.js';
import type { MemberLevel } from '../../ports/media-server.js';
import { difference } from './changes.js';
import { liveLevels } from './levels.js';
import { LineQuality } from './line-quality.js';
import { LineTrouble } from './line-trouble.js';
import { positionText, type LiveMessage, type LivePosition } from './message.js';
import { conferenceView, handsView, memberView } from './view-of.js';
import type { LiveChange, LiveMember, LiveSnapshot, LiveView } from './view.js';
import { Watcher, type LiveSink } from './watcher.js';

/** What happens within this time goes into one change: muting all is one message, not hundreds. */
const gatherMs = 20;
/** So many changes can be made up for after a lost connection. */
const changesKept = 256;

/** A member as last shown, and what it was made of: an unchanged member keeps its view. */
interface Shown {
  readonly member: Member;
  readonly view: LiveMember;
}

/** What the media server's figures say of one member. */
interface Measured {
  readonly quality: LineQuality;
  readonly trouble: LineTrouble;
}

/** One room that is being watched: what it looks like, numbered changes of that, and the watchers. */
export class LiveRoom {
  readonly #epoch: string;
  readonly #clock: Clock;
  readonly #state: () => ConferenceState | null;
  readonly #watchers = new Set<Watcher>();
  #shown = new Map<string, Shown>();
  readonly #measured = new Map<string, Measured>();
  #lastLine = 0;
  #seq = 0;
  #view: LiveView;
  #recent: LiveMessage[] = [];
  #snapshot: LiveMessage | null = null;
  #gathering: Timer | null = null;
  #silent = true;

  constructor(epoch: string, clock: Clock, state: () => ConferenceState | null) {
    this.#epoch = epoch;
    this.#clock = clock;
    this.#state = state;
    this.#view = this.#look();
  }

  get watchers(): number {
    return this.#watchers.size;
  }

  /** @param seen where it was before its connection was lost; null for a new one */
  watch(sink: LiveSink, seen: LivePosition | null): Watcher {
    this.#show();
    const watcher = new Watcher(sink, () => this.#wholeMessage());
    this.#watchers.add(watcher);
    watcher.begin(seen === null ? null : this.#since(seen));
    return watcher;
  }

  unwatch(watcher: Watcher): void {
    this.#watchers.delete(watcher);
  }

  /** Something has changed in the room: it is shown with what else changes now. */
  changed(): void {
    this.#gathering ??= this.#clock.after(gatherMs, 'live changes', () => this.#show());
  }

  levels(levels: readonly MemberLevel[]): void {
    if (this.#watchers.size === 0) return;
    for (const level of levels) {
      const line = this.#measured.get(level.memberId);
      if (line === undefined) continue;
      const better = line.quality.update(level.quality);
      if (line.trouble.update(level) || better) this.changed();
    }
    const told = liveLevels(levels, (memberId) => this.#shown.get(memberId)?.view.n);
    this.#tellLevels(told);
  }

  snapshot(): LiveSnapshot {
    return { seq: this.#seq, atMs: this.#clock.now(), ...this.#view };
  }

  close(): void {
    this.#gathering?.cancel();
  }

  #tellLevels(told: readonly number[]): void {
    // That all are silent is told once.
    if (told.length === 0 && this.#silent) return;
    this.#silent = told.length === 0;
    this.#tell({ kind: 'levels', position: null, data: JSON.stringify(told) });
  }

  #show(): void {
    this.#gathering?.cancel();
    this.#gathering = null;
    const view = this.#look();
    const changed = difference(this.#view, view);
    this.#view = view;
    if (changed === null) return;
    this.#seq += 1;
    this.#snapshot = null;
    const change: LiveChange = { seq: this.#seq, atMs: this.#clock.now(), ...changed };
    const message = { kind: 'change', ...this.#message(change) } as const;
    this.#recent.push(message);
    if (this.#recent.length > changesKept) this.#recent.shift();
    this.#tell(message);
    // Whoever talked last may have gone, and nobody is left whose levels would say so.
    if (view.lines.length === 0) this.#tellLevels([]);
  }

  #look(): LiveView {
    const state = this.#state();
    const conference = conferenceView(state);
    const before = this.#shown;
    this.#shown = new Map();
    if (conference !== null && state !== null) {
      for (const member of state.members) {
        this.#shown.set(member.id, this.#lineOf(member, state.options, before));
      }
    }
    for (const id of this.#measured.keys()) if (!this.#shown.has(id)) this.#measured.delete(id);
    const members = [...this.#shown.values()].map(({ view }) => view);
    return { conference, hands: handsView(state), lines: members };
  }

  #lineOf(member: Member, options: RoomOptions, before: ReadonlyMap<string, Shown>): Shown {
    const was = before.get(member.id);
    const { quality, trouble } = this.#measuredOf(member.id);
    const figures = { quality: quality.marks, trouble: trouble.cause };
    const { view } = was ?? {};
    const same = view?.quality === figures.quality && view.trouble === figures.trouble;
    if (was?.member === member && same) return was;
    return { member, view: memberView(member, options, view?.n ?? ++this.#lastLine, figures) };
  }

  #measuredOf(memberId: string): Measured {
    let known = this.#measured.get(memberId);
    if (known === undefined) {
      known = { quality: new LineQuality(), trouble: new LineTrouble() };
      this.#measured.set(memberId, known);
    }
    return known;
  }

  /** The changes after a position; null when not all of them are known any more. */
  #since({ epoch, seq }: LivePosition): readonly LiveMessage[] | null {
    const missed = this.#seq - seq;
    if (epoch !== this.#epoch || missed < 0 || missed > this.#recent.length) return null;
    return missed === 0 ? [] : this.#recent.slice(-missed);
  }

  #wholeMessage(): LiveMessage {
    this.#snapshot ??= { kind: 'snapshot', ...this.#message(this.snapshot()) };
    return this.#snapshot;
  }

  #message(content: LiveChange | LiveSnapshot): Pick<LiveMessage, 'position' | 'data'> {
    const position = positionText({ epoch: this.#epoch, seq: content.seq });
    return { position, data: JSON.stringify(content) };
  }

  #tell(message: LiveMessage): void {
    for (const watcher of this.#watchers) watcher.tell(message);
  }
}
