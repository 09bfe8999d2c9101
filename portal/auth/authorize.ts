import { PartylineError } from '../../bridge/kernel/errors.js';
import type { Principal, TokenScope } from './principal.js';

/** Whose something is. */
export interface Owner {
  readonly accountId: string;
  /** The group of the person it belongs to. */
  readonly groupId: string | null;
  /** Null for what is the account's own: policies, numbers, groups. */
  readonly personId: string | null;
}

interface Rule {
  /** What a personal token must have to do it. */
  readonly scope: TokenScope;
  /** To what is one's own; everybody who signs in. */
  readonly self: boolean;
  /** To what belongs to people of the groups that one administers. */
  readonly groupAdmin: boolean;
  /** To everything of the account. */
  readonly accountAdmin: boolean;
}

const ownOnly = { self: true, groupAdmin: false, accountAdmin: false } as const;
const ownAndAdmins = { self: true, groupAdmin: true, accountAdmin: true } as const;
const admins = { self: false, groupAdmin: true, accountAdmin: true } as const;
const accountAdmins = { self: false, groupAdmin: false, accountAdmin: true } as const;

/** Who may do what, to whose. There is no other place where this is decided. */
export const rules = {
  'room.see': { scope: 'read', ...ownAndAdmins },
  'room.control': { scope: 'control', ...ownAndAdmins },
  'room.change': { scope: 'manage', ...ownAndAdmins },
  'pin.set': { scope: 'manage', ...ownAndAdmins },
  'schedule.see': { scope: 'read', ...ownOnly },
  'schedule.change': { scope: 'manage', ...ownOnly },
  'usage.see': { scope: 'read', ...ownAndAdmins },
  // What was said is the organizer's; an admin may keep it from being kept.
  'recording.listen': { scope: 'read', ...ownOnly },
  'recording.change': { scope: 'manage', ...ownOnly },
  'recording.delete': { scope: 'manage', ...ownAndAdmins },
  'profile.change': { scope: 'manage', ...ownOnly },
  'token.change': { scope: 'manage', ...ownOnly },
  'organizer.see': { scope: 'read', ...admins },
  'organizer.change': { scope: 'manage', ...admins },
  'audit.see': { scope: 'read', ...admins },
  'group.change': { scope: 'manage', ...accountAdmins },
  'policy.change': { scope: 'manage', ...accountAdmins },
  'number.change': { scope: 'manage', ...accountAdmins },
  'price.change': { scope: 'manage', ...accountAdmins },
  'admin.change': { scope: 'manage', ...accountAdmins },
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof rules;

export function may(principal: Principal, action: Action, owner: Owner): boolean {
  const { person } = principal;
  const rule: Rule = rules[action];
  if (person.disabled || person.accountId !== owner.accountId) return false;
  if (principal.kind === 'token' && !principal.scopes.includes(rule.scope)) return false;
  const isOwn = owner.personId === person.id;
  const inOwnGroups =
    person.admin === 'groups' &&
    owner.groupId !== null &&
    person.adminGroupIds.includes(owner.groupId);
  return (
    (rule.self && isOwn) ||
    (rule.groupAdmin && inOwnGroups) ||
    (rule.accountAdmin && person.admin === 'account')
  );
}

/** @throws PartylineError `not-allowed` */
export function authorize(principal: Principal, action: Action, owner: Owner): void {
  if (!may(principal, action, owner)) {
    throw new PartylineError('not-allowed', `${action} is not allowed here`);
  }
}

/** What belongs to the principal. */
export function ownedBy({ person }: Principal): Owner {
  return { accountId: person.accountId, groupId: person.groupId, personId: person.id };
}
