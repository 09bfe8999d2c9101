import type { By } from '../../../bridge/application/directory/administration.js';
import { PartylineError } from '../../../bridge/kernel/errors.js';
import type { OrganizerRow } from '../../../bridge/ports/administration.js';
import { byOf } from '../../auth/acting.js';
import { type Action, authorize } from '../../auth/authorize.js';
import type { SignedInVisit } from '../../http/visit.js';
import type { Portal } from '../../portal.js';

/** Which part of the account an admin sees. */
export interface Reach {
  readonly by: By;
  /** Null for the whole account. */
  readonly groupIds: readonly string[] | null;
}

/** @throws PartylineError `not-allowed` for who administers nothing */
export function reachOf(
  { principal }: Pick<SignedInVisit, 'principal'>,
  action: Action = 'organizer.change',
): Reach {
  const { accountId, admin, adminGroupIds } = principal.person;
  const groupIds = admin === 'groups' ? adminGroupIds : null;
  const [groupId = null] = groupIds ?? [];
  authorize(principal, action, { accountId, groupId, personId: null });
  return { by: byOf(principal), groupIds };
}

/** @throws PartylineError `not-found`, for those of other groups too */
export function inReach(reach: Reach, row: OrganizerRow): OrganizerRow {
  if (coversGroup(reach, row.groupId)) return row;
  throw new PartylineError('not-found', 'there is no such organizer');
}

export function coversGroup({ groupIds }: Reach, groupId: string | null): boolean {
  return groupIds === null || (groupId !== null && groupIds.includes(groupId));
}

/** The groups that it covers. */
export async function groupsIn(
  { administration }: Pick<Portal, 'administration'>,
  reach: Reach,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const groups = await administration.groups(reach.by.accountId);
  return groups.filter(({ id }) => coversGroup(reach, id));
}
