import { PartylineError } from '../../../bridge/kernel/errors.js';
import type { ScheduledConference } from '../../../bridge/ports/schedule.js';
import { type Action, authorize, ownedBy } from '../../auth/authorize.js';
import type { Principal } from '../../auth/principal.js';
import type { Portal } from '../../portal.js';

/** One that the principal has scheduled. @throws PartylineError `not-found`, `not-allowed` */
export async function ownConference(
  { store }: Pick<Portal, 'store'>,
  principal: Principal,
  action: Extract<Action, `schedule.${string}`>,
  id: string,
): Promise<ScheduledConference> {
  authorize(principal, action, ownedBy(principal));
  const found = await store.schedule.find(id);
  if (found?.organizerId === principal.person.id && found.cancelledAtMs === null) return found;
  throw new PartylineError('not-found', 'there is no such conference');
}
