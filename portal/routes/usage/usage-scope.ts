import { roomOptionsOf } from '../../../bridge/application/directory/room-changes.js';
import type { UsageScope } from '../../../bridge/ports/usage.js';
import { authorize, ownedBy } from '../../auth/authorize.js';
import type { Principal } from '../../auth/principal.js';
import type { Portal } from '../../portal.js';
import { reachOf } from '../admin/reach.js';

/** An organizer's own conferences (P5). @throws PartylineError `not-allowed` */
export function ownUsage(principal: Principal): UsageScope {
  authorize(principal, 'usage.see', ownedBy(principal));
  return { accountId: principal.person.accountId, organizerId: principal.person.id };
}

/** Those that one administers (M5). @throws PartylineError `not-allowed` */
export function administeredUsage(principal: Principal): UsageScope {
  const { by, groupIds } = reachOf({ principal }, 'usage.see');
  return { accountId: by.accountId, ...(groupIds === null ? {} : { groupIds }) };
}

/** Numbers of rooms whose callers the principal sees masked as their organizer. */
export async function maskedRoomsOf(
  { store }: Pick<Portal, 'store'>,
  { person }: Principal,
): Promise<ReadonlySet<string>> {
  const rooms = await store.directory.listRoomsOf(person.id);
  const masked = rooms.filter((room) => roomOptionsOf(room).maskNumbers);
  return new Set(masked.map(({ number }) => number));
}
