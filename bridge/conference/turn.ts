import { floorWithout } from './floor.js';
import type { ConferenceEffect } from './effect.js';
import type { ConferenceEvent, EventFact } from './event.js';
import type { ConferenceState, Member } from './state.js';

export interface Outcome {
  readonly state: ConferenceState;
  readonly events: readonly ConferenceEvent[];
  readonly effects: readonly ConferenceEffect[];
}

/**
 * One command being carried out: the state as it becomes, with the events and effects so far.
 * It lives for one call of `apply`; the state given to it is never changed in place.
 */
export class Turn {
  readonly nowMs: number;
  #state: ConferenceState;
  readonly #events: ConferenceEvent[] = [];
  readonly #effects: ConferenceEffect[] = [];

  constructor(state: ConferenceState, nowMs: number) {
    this.#state = state;
    this.nowMs = nowMs;
  }

  get state(): ConferenceState {
    return this.#state;
  }

  change(part: Partial<ConferenceState>): void {
    this.#state = { ...this.#state, ...part };
  }

  member(memberId: string): Member | undefined {
    return this.#state.members.find((member) => member.id === memberId);
  }

  replaceMember(changed: Member): void {
    this.change({
      members: this.#state.members.map((member) => (member.id === changed.id ? changed : member)),
    });
  }

  removeMembers(gone: readonly Member[]): void {
    const ids = new Set(gone.map((member) => member.id));
    this.change({
      members: this.#state.members.filter((member) => !ids.has(member.id)),
      floor: floorWithout(this.#state.floor, ids),
      noiseMutes: this.#state.noiseMutes.filter((id) => !ids.has(id)),
    });
  }

  emit(fact: EventFact): void {
    const seq = this.#state.lastEventSeq + 1;
    this.change({ lastEventSeq: seq });
    this.#events.push({ ...fact, conferenceId: this.#state.id, seq, atMs: this.nowMs });
  }

  effect(effect: ConferenceEffect): void {
    this.#effects.push(effect);
  }

  outcome(): Outcome {
    return { state: this.#state, events: this.#events, effects: this.#effects };
  }
}
