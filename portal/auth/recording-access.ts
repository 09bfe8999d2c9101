import type { RecordingAccess, RecordingAction } from '../routes/recordings/api/recording-api.js';
import type { Portal } from '../portal.js';
import { byOf } from './acting.js';
import { type Action, may, ownedBy } from './authorize.js';
import type { Principal } from './principal.js';

const actions: Readonly<Record<RecordingAction, Action>> = {
  listen: 'recording.listen',
  change: 'recording.change',
  delete: 'recording.delete',
};
const organizersAtOnce = 500;

/** The rooms whose recordings somebody may do this with: their own, and those they administer. */
export async function recordingAccess(
  { store }: Pick<Portal, 'store'>,
  principal: Principal,
  action: RecordingAction,
): Promise<RecordingAccess> {
  const { person } = principal;
  const { accountId } = person;
  const rule = actions[action];
  const { actor } = byOf(principal);
  // What belongs to nobody in particular is the whole account's.
  if (may(principal, rule, { accountId, groupId: null, personId: null })) {
    return { accountId, roomIds: 'all', actor };
  }
  const own = may(principal, rule, ownedBy(principal))
    ? (await store.directory.listRoomsOf(person.id)).map(({ id }) => id)
    : [];
  const administered = person.admin === 'groups' ? await roomsOfGroups(store, principal, rule) : [];
  return { accountId, roomIds: [...new Set([...own, ...administered])], actor };
}

async function roomsOfGroups(
  { administration }: Portal['store'],
  principal: Principal,
  rule: Action,
): Promise<readonly string[]> {
  const { accountId, adminGroupIds: groupIds } = principal.person;
  const rooms: string[] = [];
  let after: { readonly name: string; readonly id: string } | undefined;
  for (;;) {
    const position = after === undefined ? {} : { after };
    const filter = { accountId, groupIds, ...position, limit: organizersAtOnce };
    const page = await administration.listOrganizers(filter);
    for (const { id, groupId, roomId } of page) {
      if (may(principal, rule, { accountId, groupId, personId: id })) rooms.push(roomId);
    }
    after = page.at(-1);
    if (after === undefined || page.length < organizersAtOnce) return rooms;
  }
}
