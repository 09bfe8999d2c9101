import type { Clock, Timer } from '../../ports/clock.js';
import type { Random } from '../../ports/random.js';
import type { ConferenceService } from '../conferences/conference-service.js';
import { LiveRoom } from './live-room.js';
import { parsePosition } from './message.js';
import type { LiveView } from './view.js';
import type { LiveSink } from './watcher.js';

/** A room that nobody watches any more is followed for so long: a lost connection comes back. */
const lingerMs = 30_000;

export interface LiveRoomsDependencies {
  readonly clock: Clock;
  readonly random: Random;
  readonly conferences: Pick<ConferenceService, 'events' | 'stateOf'>;
}

/** One who watches a room. */
export interface LiveSubscription {
  /** The sink takes more again. */
  drained(): void;
  /** Idempotent. */
  close(): void;
}

interface Watched {
  readonly room: LiveRoom;
  lingering: Timer | null;
}

/**
 * The rooms that someone watches on a page. A room costs nothing while nobody does.
 */
export class LiveRooms {
  readonly #deps: LiveRoomsDependencies;
  readonly #rooms = new Map<string, Watched>();

  constructor(deps: LiveRoomsDependencies) {
    this.#deps = deps;
    const { events } = deps.conferences;
    events.on('event', ({ id }) => this.#rooms.get(id)?.room.changed());
    events.on('levels', ({ id }, levels) => this.#rooms.get(id)?.room.levels(levels));
  }

  /** What the room looks like now. */
  look(roomId: string): LiveView & { readonly atMs: number } {
    const watched = this.#rooms.get(roomId)?.room;
    return (watched ?? this.#newRoom(roomId)).snapshot();
  }

  /**
   * Begins with a snapshot; or, where `lastSeen` is the position of a message not long ago, with
   * the changes since.
   */
  watch(roomId: string, sink: LiveSink, lastSeen: string | null): LiveSubscription {
    const watched = this.#watched(roomId);
    watched.lingering?.cancel();
    watched.lingering = null;
    const watcher = watched.room.watch(sink, parsePosition(lastSeen ?? ''));
    return {
      drained: () => watcher.drained(),
      close: () => {
        watched.room.unwatch(watcher);
        if (watched.room.watchers > 0 || watched.lingering !== null) return;
        watched.lingering = this.#deps.clock.after(lingerMs, 'live room', () => {
          watched.room.close();
          this.#rooms.delete(roomId);
        });
      },
    };
  }

  get watchedRooms(): number {
    return this.#rooms.size;
  }

  #watched(roomId: string): Watched {
    const known = this.#rooms.get(roomId);
    if (known !== undefined) return known;
    const watched: Watched = { room: this.#newRoom(roomId), lingering: null };
    this.#rooms.set(roomId, watched);
    return watched;
  }

  #newRoom(roomId: string): LiveRoom {
    const { clock, random, conferences } = this.#deps;
    const epoch = random.uuid().replaceAll('-', '');
    return new LiveRoom(epoch, clock, () => conferences.stateOf(roomId));
  }
}
