import { PartylineError } from '../../kernel/errors.js';
import type { AdministrationStore, AuditAction, AuditEntry } from '../../ports/administration.js';
import type { Audited, ChangedStores } from '../../ports/audited.js';
import type { Clock } from '../../ports/clock.js';
import type { AdminReach, IdentityStore, PersonRecord } from '../../ports/identity-store.js';
import type { Random } from '../../ports/random.js';
import type { AccessChanges } from './access-changes.js';
import type { By } from './administration.js';
import * as input from './directory-input.js';

export interface AdminsDependencies {
  readonly identity: IdentityStore;
  readonly store: Pick<AdministrationStore, 'listGroups'>;
  readonly audited: Audited;
  readonly access: AccessChanges;
  readonly clock: Clock;
  readonly random: Random;
}

/** What an admin may administer: the account, or some of its groups. */
export type Administers =
  { readonly kind: 'account' } | { readonly kind: 'groups'; readonly groupIds: readonly string[] };

/** Those who administer an account, or groups of it (M1). There is always one for the account. */
export class Admins {
  readonly #deps: AdminsDependencies;

  constructor(deps: AdminsDependencies) {
    this.#deps = deps;
  }

  list(accountId: string): Promise<readonly PersonRecord[]> {
    return this.#deps.identity.listAdmins(accountId);
  }

  /**
   * Somebody new, without a password yet; or one of the account's own people, by their e-mail.
   * @throws PartylineError `bad-value`, `not-found` for a group, `already-exists` for an admin
   */
  async add(
    by: By,
    asked: { readonly name: string; readonly email: string },
    administers: Administers,
  ): Promise<PersonRecord> {
    const { identity, random } = this.#deps;
    const name = input.personName(asked.name);
    const email = input.emailAddress(asked.email);
    await this.#checkGroups(by, administers);
    const known = await identity.findPersonByEmail(email);
    if (known !== null && (known.accountId !== by.accountId || known.admin !== 'none')) {
      throw new PartylineError('already-exists', `${email} is an admin already`, {
        mend: 'change what they administer',
      });
    }
    const person = known ?? { id: random.uuid(), name, admin: 'none' as const };
    await this.#set(by, person, 'admin-created', administers, async (stores) => {
      if (known !== null) return;
      await stores.identity.createPerson({
        id: person.id,
        accountId: by.accountId,
        name,
        email,
        language: null,
        disabled: false,
        passwordHash: null,
        admin: 'none',
      });
    });
    return (await identity.findPerson(person.id))!;
  }

  /** @throws PartylineError `not-found`, `wrong-state` when nobody would administer the account */
  async change(by: By, id: string, administers: Administers): Promise<void> {
    const person = await this.#admin(by, id);
    await this.#checkGroups(by, administers);
    if (administers.kind !== 'account') await this.#refuseLast(by, person);
    await this.#set(by, person, 'admin-changed', administers);
  }

  /** Organizers stay organizers. @throws PartylineError `not-found`, `wrong-state` */
  async remove(by: By, id: string): Promise<void> {
    const person = await this.#admin(by, id);
    await this.#refuseLast(by, person);
    await this.#set(by, person, 'admin-removed', null, ({ identity }) =>
      identity.deleteSessions(id, null),
    );
  }

  async #admin(by: By, id: string): Promise<PersonRecord> {
    const person = await this.#deps.identity.findPerson(id);
    if (person?.accountId === by.accountId && person.admin !== 'none') return person;
    throw new PartylineError('not-found', 'there is no such admin');
  }

  async #refuseLast(by: By, person: PersonRecord): Promise<void> {
    const others = (await this.list(by.accountId)).filter(
      ({ id, admin, disabled }) => id !== person.id && admin === 'account' && !disabled,
    );
    if (others.length > 0) return;
    throw new PartylineError('wrong-state', 'nobody else administers the whole account', {
      mend: 'add another admin of the account first',
    });
  }

  async #checkGroups(by: By, administers: Administers): Promise<void> {
    if (administers.kind === 'account') return;
    const groups = await this.#deps.store.listGroups(by.accountId);
    const known = (groupId: string): boolean => groups.some(({ id }) => id === groupId);
    if (administers.groupIds.length > 0 && administers.groupIds.every(known)) return;
    throw new PartylineError('not-found', 'there is no such group', { mend: 'choose a group' });
  }

  async #set(
    by: By,
    person: Pick<PersonRecord, 'id' | 'name' | 'admin'>,
    action: AuditAction,
    administers: Administers | null,
    besides: (stores: ChangedStores) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const { audited, access, clock } = this.#deps;
    const reach: AdminReach = administers?.kind ?? 'none';
    const groupIds = administers?.kind === 'groups' ? administers.groupIds : [];
    const entry: AuditEntry = {
      accountId: by.accountId,
      atMs: clock.now(),
      actor: by.actor,
      action,
      subject: { kind: 'admin', id: person.id, name: person.name },
      groupId: null,
      detail: { from: person.admin, to: reach, groupIds },
    };
    await audited(entry, async (stores) => {
      await besides(stores);
      await stores.identity.setAdmin(person.id, reach, groupIds);
    });
    access.changed(person.id);
  }
}
