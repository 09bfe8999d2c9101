import type { OrganizerRow } from '../../../../bridge/ports/administration.js';
import type { Routes } from '../../../http/routes.js';
import type { SignedInVisit } from '../../../http/visit.js';
import { type Reach, inReach } from '../reach.js';

/** The organizer that the path names. @throws PartylineError `not-found` */
export async function organizerOf(
  { portal }: Routes,
  visit: SignedInVisit,
  reach: Reach,
): Promise<OrganizerRow> {
  const id = visit.params['organizer'] ?? '';
  return inReach(reach, await portal.administration.organizer(reach.by.accountId, id));
}
