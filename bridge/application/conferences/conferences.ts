import type { ConferenceCommand } from '../../conference/command.js';
import type { DialOutDecision } from '../../conference/dial-plan.js';
import type { Actor } from '../../conference/words.js';
import type { RoomRecord } from '../../ports/directory.js';
import type { ConferenceSession } from './conference-session.js';

/** The living conferences, as calls use them. */
export interface Conferences {
  /** The room's conference: the one that goes on, or a new one for the first to join. */
  sessionOf(room: RoomRecord): ConferenceSession;
  /** False when there is no conference in the room. */
  command(roomId: string, command: ConferenceCommand): boolean;
  /**
   * Calls a number, as it is keyed or in full, and invites who answers (K3). Its events tell how the
   * call goes; the member that comes of it has the id `dialOutId`.
   * @throws PartylineError `not-found` when there is no conference in the room
   */
  dialOut(
    room: RoomRecord,
    asked: DialOutAsked,
  ): Promise<{ readonly dialOutId: string; readonly decision: DialOutDecision }>;
}

export interface DialOutAsked {
  readonly number: string;
  /** What the others will know the called one by. */
  readonly name?: string | null;
  readonly by: Actor;
}
