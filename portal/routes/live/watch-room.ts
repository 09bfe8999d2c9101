import type { Response } from 'express';
import { PartylineError } from '../../../bridge/kernel/errors.js';
import type { RoomRecord } from '../../../bridge/ports/directory.js';
import type { Principal } from '../../auth/principal.js';
import { roomFor } from '../../auth/room-access.js';
import type { Portal } from '../../portal.js';
import { EventStream } from './event-stream.js';

export interface Watching {
  readonly response: Response;
  /** The event that was seen last, where somebody comes back; null to begin anew. */
  readonly after: string | null;
  /** Who asks, asked again while they watch; null for nobody any more. */
  readonly identify: () => Promise<Principal | null>;
}

/** Streams what happens in a room to who may control it, for as long as they may. */
export function watchRoom(
  portal: Portal,
  room: RoomRecord,
  { person }: Principal,
  { response, after, identify }: Watching,
): void {
  const stream = new EventStream(response, {
    clock: portal.clock,
    stillAllowed: async () => {
      const principal = await identify();
      return principal !== null && mayControl(portal, principal, room.number);
    },
  });
  stream.onClose(portal.access.watch(person.id, () => void stream.look()));
  const subscription = portal.live.rooms.watch(room.id, stream, after);
  stream.onDrain(() => subscription.drained());
  stream.onClose(() => subscription.close());
}

async function mayControl(portal: Portal, principal: Principal, number: string): Promise<boolean> {
  try {
    await roomFor(portal, principal, 'room.control', number);
    return true;
  } catch (error) {
    if (error instanceof PartylineError && error.verdict.httpStatus < 500) return false;
    throw error;
  }
}
