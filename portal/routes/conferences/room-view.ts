import { givenNumbers } from '../../../bridge/application/directory/given-numbers.js';
import type { AccessNumberRecord } from '../../../bridge/ports/access-numbers.js';
import type { RoomRecord } from '../../../bridge/ports/directory.js';
import type { ConferenceRecord } from '../../../bridge/ports/history.js';
import type { Portal } from '../../portal.js';
import type { DialIn } from '../../dial-in.js';

/** What an organizer sees of a room. */
export interface RoomView {
  readonly room: RoomRecord;
  readonly live: LiveView | null;
  readonly last: readonly PastConference[];
  /** Those that the organizer was given. */
  readonly numbers: readonly AccessNumberRecord[];
  readonly addresses: DialIn['addresses'];
}

interface LiveView {
  readonly startedAtMs: number | null;
  readonly members: number;
  readonly waiting: boolean;
  readonly locked: boolean;
}

export interface PastConference {
  readonly conference: ConferenceRecord;
  readonly calls: number;
}

const lastShown = 5;

export async function roomView(portal: Portal, room: RoomRecord): Promise<RoomView> {
  const { store, conferences } = portal;
  const [{ addresses, numbers }, organizer, held] = await Promise.all([
    portal.dialIn(),
    store.administration.findOrganizer(room.organizerId),
    store.history.conferences({ roomId: room.id, open: false, limit: lastShown }),
  ]);
  const state = conferences.stateOf(room.id);
  return {
    room,
    live: state && {
      startedAtMs: state.startedAtMs,
      members: state.members.length,
      waiting: state.phase.kind === 'waiting',
      locked: state.locked,
    },
    last: await Promise.all(
      held.map(async (conference) => ({
        conference,
        calls: (await store.history.legsOf(conference.id)).length,
      })),
    ),
    numbers: organizer === null ? numbers : givenNumbers(organizer, numbers),
    addresses,
  };
}
