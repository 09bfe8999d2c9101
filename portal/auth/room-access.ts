import { PartylineError } from '../../bridge/kernel/errors.js';
import type { RoomRecord } from '../../bridge/ports/directory.js';
import type { Portal } from '../portal.js';
import { type Action, authorize, may } from './authorize.js';
import type { Principal } from './principal.js';

/**
 * The room of a number in a path, for somebody who may do this with it.
 * @throws PartylineError `not-found` where there is none, or none to be seen; `not-allowed`
 */
export async function roomFor(
  { store }: Pick<Portal, 'store'>,
  principal: Principal,
  action: Action,
  number: string,
): Promise<RoomRecord> {
  const room = await store.directory.findRoomByNumber(number);
  const organizer = room === null ? null : await store.directory.organizerOfRoom(room.id);
  if (room === null || organizer === null) throw noSuchRoom();
  const { accountId, groupId, id } = organizer;
  const owner = { accountId, groupId, personId: id };
  // Others' rooms look like no rooms at all: numbers are not to be found out here.
  if (!may(principal, 'room.see', owner)) throw noSuchRoom();
  authorize(principal, action, owner);
  return room;
}

const noSuchRoom = () => new PartylineError('not-found', 'there is no such room');
