import type {
  ConferenceService,
  ConferenceServiceEvents,
} from '../../bridge/application/conferences/conference-service.js';
import { apply, createConference } from '../../bridge/conference/conference.js';
import { resolveRoomOptions } from '../../bridge/conference/room-option-values.js';
import type { ConferenceCommand } from '../../bridge/conference/command.js';
import type { ConferenceState } from '../../bridge/conference/state.js';
import { Emitter } from '../../bridge/kernel/events.js';
import type { MemberLevel } from '../../bridge/ports/media-server.js';
import type { RoomRecord } from '../../bridge/ports/directory.js';
import { someQuality } from './fake-media-server.js';

const firstNames = ['Ann', 'Bob', 'Carla', 'Dirk', 'Élise', 'Farid', 'Greta', 'Hélène', 'Ivan'];
const lastNames = ['Arbor', 'Baker', 'Castel', 'Dubois', 'Evans', 'Fontaine', 'Garnier', 'Huang'];

/** A conference of the room core alone, without calls: as many lines as one likes, at once. */
export class SyntheticConference {
  readonly room: RoomRecord = {
    id: 'room-1',
    number: '700100',
    organizerId: 'organizer-1',
    accountId: 'account-1',
    pinHash: '',
    securityCodeHash: null,
    language: 'en',
    enabled: true,
    options: {},
    optionPolicy: {},
    dialOutPolicy: {},
  };
  readonly events = new Emitter<ConferenceServiceEvents>((error) => {
    throw error;
  });
  readonly #now: () => number;
  #state: ConferenceState;
  #mos = new Map<string, number>();

  constructor(now: () => number, options: Readonly<Record<string, unknown>> = {}) {
    this.#now = now;
    this.#state = createConference('conference-1', resolveRoomOptions(options));
  }

  stateOf(roomId: string): ConferenceState | null {
    const { kind } = this.#state.phase;
    return roomId === this.room.id && kind !== 'idle' && kind !== 'ended' ? this.#state : null;
  }

  command(roomId: string, command: ConferenceCommand): boolean {
    if (roomId !== this.room.id) return false;
    const { state, events } = apply(this.#state, command, this.#now());
    this.#state = state;
    for (const event of events) this.events.emit('event', this.room, event);
    return true;
  }

  muteNoisiest(): boolean {
    return false;
  }

  dialOut(): ReturnType<ConferenceService['dialOut']> {
    const decision = { allowed: false, number: null, reason: 'not-a-number' } as const;
    return Promise.resolve({ dialOutId: 'call-1', decision });
  }

  /** The first is an organizer; one in four has a number only. */
  fill(members: number): void {
    for (let n = 0; n < members; n++) {
      const named = n % 4 !== 3;
      const first = firstNames[n % firstNames.length]!;
      const last = lastNames[Math.floor(n / firstNames.length) % lastNames.length]!;
      this.command(this.room.id, {
        kind: 'join',
        memberId: `member-${n}`,
        role: n === 0 ? 'organizer' : 'participant',
        name: named ? `${first} ${last}` : null,
        number: `+32255${String(50_100 + n * 37).padStart(5, '0')}`,
        answers: {},
      });
    }
  }

  get memberIds(): readonly string[] {
    return this.#state.members.map(({ id }) => id);
  }

  setMos(memberId: string, mos: number): void {
    this.#mos.set(memberId, mos);
  }

  /** What the media server tells ten times a second. */
  levels(levelOf: (memberId: string, index: number) => number | null): void {
    const levels = this.#state.members.map(({ id }, index): MemberLevel => {
      const levelDbov = levelOf(id, index);
      const quality = { ...someQuality, packetsLost: 0, mos: this.#mos.get(id) ?? 4.3 };
      const talking = levelDbov !== null;
      const level = { memberId: id, levelDbov: levelDbov ?? -90, talking };
      return { ...level, noiseDbov: -62, echo: 0, quality };
    });
    this.events.emit('levels', this.room, levels);
  }
}
