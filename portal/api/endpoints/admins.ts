import { defaultLanguage } from '../../../bridge/conference/languages.js';
import { z } from 'zod';
import type { Administers } from '../../../bridge/application/directory/admins.js';
import * as input from '../../../bridge/application/directory/directory-input.js';
import { PartylineError } from '../../../bridge/kernel/errors.js';
import type { PersonRecord } from '../../../bridge/ports/identity-store.js';
import { forAccount } from '../../auth/acting.js';
import { accepts } from '../../http/accepts.js';
import { sendWelcomes } from '../../mails/send-welcome.js';
import { endpoint } from '../endpoint.js';

const administers = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('account') }),
  z.strictObject({ kind: z.literal('groups'), groupIds: z.array(z.string().max(40)).min(1) }),
]);
const admin = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  disabled: z.boolean(),
  administers,
});
const params = z.object({ id: z.string().max(40) });

/** Those who administer the account, or groups of it (M1). */
export const admins = [
  endpoint({
    method: 'get',
    path: '/admins',
    id: 'listAdmins',
    tag: 'administration',
    summary: 'The admins, by name',
    result: z.object({ items: z.array(admin) }),
    run: async ({ principal }, portal) => {
      const { accountId } = forAccount(principal, 'admin.change');
      return { items: (await portal.admins.list(accountId)).map(shown) };
    },
  }),
  endpoint({
    method: 'post',
    path: '/admins',
    id: 'addAdmin',
    tag: 'administration',
    summary: 'Adds an admin; somebody new is mailed a link to choose a password',
    body: z.object({
      name: z.string().refine(accepts(input.personName), '1 to 200 characters'),
      email: z.string().refine(accepts(input.emailAddress), 'an e-mail address'),
      administers,
    }),
    result: admin,
    status: 201,
    run: async ({ principal, body }, portal) => {
      const by = forAccount(principal, 'admin.change');
      const added = await portal.admins.add(by, body, body.administers);
      if (added.passwordHash === null) {
        await sendWelcomes(
          portal,
          [{ ...added, room: null }],
          principal.person.language ?? defaultLanguage,
        );
      }
      return shown(added);
    },
  }),
  endpoint({
    method: 'patch',
    path: '/admins/{id}',
    id: 'changeAdmin',
    tag: 'administration',
    summary: 'Changes what an admin administers',
    params,
    body: z.object({ administers }),
    result: admin,
    run: async ({ principal, params: { id }, body }, portal) => {
      const by = forAccount(principal, 'admin.change');
      await portal.admins.change(by, id, body.administers);
      const changed = (await portal.admins.list(by.accountId)).find((one) => one.id === id);
      if (changed === undefined) throw new PartylineError('not-found', 'there is no such admin');
      return shown(changed);
    },
  }),
  endpoint({
    method: 'delete',
    path: '/admins/{id}',
    id: 'removeAdmin',
    tag: 'administration',
    summary: 'Takes the administration from an admin; an organizer stays one',
    params,
    run: async ({ principal, params }, portal) => {
      await portal.admins.remove(forAccount(principal, 'admin.change'), params.id);
    },
  }),
];

function shown(person: PersonRecord): z.input<typeof admin> {
  const { id, name, email, disabled } = person;
  return { id, name, email, disabled, administers: administersOf(person) };
}

function administersOf({ admin: reach, adminGroupIds }: PersonRecord): Mutable<Administers> {
  return reach === 'account' ? { kind: reach } : { kind: 'groups', groupIds: [...adminGroupIds] };
}

type Mutable<Union> = Union extends { readonly groupIds: readonly string[] }
  ? { kind: 'groups'; groupIds: string[] }
  : Union;
