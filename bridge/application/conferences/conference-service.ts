import { createConference } from '../../conference/conference.js';
import type { DialOutDecision } from '../../conference/dial-plan.js';
import type { ConferenceCommand } from '../../conference/command.js';
import type { ConferenceEvent } from '../../conference/event.js';
import type { ConferenceState } from '../../conference/state.js';
import type { Actor } from '../../conference/words.js';
import { PartylineError } from '../../kernel/errors.js';
import { Emitter, type Listenable } from '../../kernel/events.js';
import type { MemberLevel } from '../../ports/media-server.js';
import type { Random } from '../../ports/random.js';
import type { RoomRecord } from '../../ports/directory.js';
import type { HistoryWriter } from '../../ports/history.js';
import { ConferenceSession, type ConferenceSessionDependencies } from './conference-session.js';
import type { DialOuts } from './dial-outs.js';
import type { Conferences, DialOutAsked } from './conferences.js';
import { recordEvent } from '../history/history-recorder.js';
import { roomOptionsOf } from '../directory/room-changes.js';

export type ConferenceServiceEvents = {
  /** Every fact of every conference, after it has been carried out. */
  event: [room: RoomRecord, event: ConferenceEvent];
  /** Levels and line quality of those in the mix, at 10 Hz. */
  levels: [room: RoomRecord, levels: readonly MemberLevel[]];
};

export interface ConferenceCounts {
  readonly conferences: number;
  readonly members: number;
}

export interface ConferenceServiceDependencies extends ConferenceSessionDependencies {
  readonly random: Random;
  readonly history: HistoryWriter;
  readonly dialOut: DialOuts;
}

/** The living conferences, at most one to a room. */
export class ConferenceService implements Conferences {
  readonly #deps: ConferenceServiceDependencies;
  readonly #sessions = new Map<string, ConferenceSession>();
  readonly #events: Emitter<ConferenceServiceEvents>;

  constructor(deps: ConferenceServiceDependencies) {
    this.#deps = deps;
    this.#events = new Emitter((error, event) => {
      deps.logger.error({ error: String(error), event }, 'a listener of conference events failed');
    });
  }

  get events(): Listenable<ConferenceServiceEvents> {
    return this.#events;
  }

  sessionOf(room: RoomRecord): ConferenceSession {
    const session = this.#sessions.get(room.id);
    // One that nobody has joined yet may have been opened with the options of long ago.
    return session === undefined || session.state.phase.kind === 'idle'
      ? this.#open(room)
      : session;
  }

  /** Null while there is no conference in the room. */
  stateOf(roomId: string): ConferenceState | null {
    const state = this.#sessions.get(roomId)?.state;
    return state === undefined || state.phase.kind === 'idle' ? null : state;
  }

  command(roomId: string, command: ConferenceCommand): boolean {
    const session = this.#sessions.get(roomId);
    session?.command(command);
    return session !== undefined;
  }

  async dialOut(
    room: RoomRecord,
    { number, name = null, by }: DialOutAsked,
  ): Promise<{ readonly dialOutId: string; readonly decision: DialOutDecision }> {
    const { dialOut, random } = this.#deps;
    const keyed = dialOut.read(number);
    const isOurs = await dialOut.isOurs(keyed);
    const session = this.#sessions.get(room.id);
    if (session === undefined || session.state.phase.kind === 'idle') {
      throw new PartylineError('not-found', 'there is no conference in the room');
    }
    const decision = dialOut.decide(room, keyed, isOurs);
    const dialOutId = random.uuid();
    session.command({ kind: 'dial-out', dialOutId, decision, name, by });
    return { dialOutId, decision };
  }

  /** `mute-noisiest`, with what is measured of the members now. */
  muteNoisiest(roomId: string, by: Actor): boolean {
    const session = this.#sessions.get(roomId);
    session?.muteNoisiest(by);
    return session !== undefined;
  }

  counts(): ConferenceCounts {
    const sessions = [...this.#sessions.values()].filter(
      ({ state }) => state.phase.kind !== 'idle',
    );
    return {
      conferences: sessions.length,
      members: sessions.reduce((sum, { state }) => sum + state.members.length, 0),
    };
  }

  /** Every conference ends with a notice to its members. */
  endAll(): void {
    for (const session of [...this.#sessions.values()]) {
      session.command({ kind: 'end', by: { kind: 'system' } });
    }
  }

  #open(room: RoomRecord): ConferenceSession {
    const { random, dialOut } = this.#deps;
    const asked = roomOptionsOf(room);
    const options = { ...asked, dialOut: asked.dialOut && dialOut.isOffered(room) };
    const initial = createConference(random.uuid(), options);
    const language = options.language ?? room.language;
    const recorded = { accountId: room.accountId, roomId: room.id, roomNumber: room.number };
    const sessionRoom = { language, recorded };
    const session = new ConferenceSession(this.#deps, initial, sessionRoom, {
      event: (event) => {
        recordEvent(this.#deps.history, room, event);
        if (event.kind === 'conference-ended') this.#sessions.delete(room.id);
        this.#events.emit('event', room, event);
      },
      levels: (levels) => this.#events.emit('levels', room, levels),
      dialOut: (call) => dialOut.place({ ...call, room, language, conferenceId: initial.id }, this),
    });
    this.#sessions.set(room.id, session);
    return session;
  }
}
