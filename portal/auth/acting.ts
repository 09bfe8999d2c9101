import type { By } from '../../bridge/application/directory/administration.js';
import { type Action, authorize } from './authorize.js';
import type { Principal } from './principal.js';

/** For whom a change is made, as the audit log has it. Whether they may is decided apart. */
export function byOf({ person }: Principal): By {
  const { accountId, id, name } = person;
  return { accountId, actor: { kind: 'person', id, name } };
}

/** For what is the account's own. @throws PartylineError `not-allowed` */
export function forAccount(principal: Principal, action: Action): By {
  const by = byOf(principal);
  authorize(principal, action, { accountId: by.accountId, groupId: null, personId: null });
  return by;
}
