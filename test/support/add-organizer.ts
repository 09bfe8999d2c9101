import type { NewRoom, OrganizerRecord } from '../../bridge/ports/directory.js';
import type { Store } from '../../bridge/ports/store.js';

/** Puts an organizer and a room into a store, as the command line does; every number is theirs. */
export function addOrganizer(
  { administration }: Pick<Store, 'administration'>,
  organizer: OrganizerRecord,
  room: NewRoom,
  passwordHash?: string,
): Promise<void> {
  const { id, name, accountId, groupId } = organizer;
  return administration.createOrganizers([
    {
      organizer,
      room,
      assignedNumbers: null,
      ...(passwordHash === undefined ? {} : { passwordHash }),
      audit: {
        accountId,
        atMs: 0,
        actor: { kind: 'command-line' },
        action: 'organizer-created',
        subject: { kind: 'organizer', id, name },
        groupId,
        detail: {},
      },
    },
  ]);
}
