import { givenNumbers } from '../../../bridge/application/directory/given-numbers.js';
import type { Inviter } from '../../../bridge/application/schedule/joining-lines.js';
import { PartylineError } from '../../../bridge/kernel/errors.js';
import type { Principal } from '../../auth/principal.js';
import type { Portal } from '../../portal.js';

/**
 * Who invites: the person, with the numbers given to them.
 * @throws PartylineError `not-allowed` for who has no room
 */
export async function inviterOf(
  { store }: Pick<Portal, 'store'>,
  { person }: Principal,
): Promise<Inviter & { readonly roomId: string }> {
  const organizer = await store.administration.findOrganizer(person.id);
  if (organizer === null) throw new PartylineError('not-allowed', 'there is no room to invite to');
  const all = await store.directory.listAccessNumbers();
  const numbers = givenNumbers(organizer, all);
  const { name, email } = person;
  const { roomId, roomNumber } = organizer;
  return { name, email, roomNumber, numbers, roomId };
}
