import { z } from 'zod';
import { forAccount } from '../../auth/acting.js';
import { endpoint } from '../endpoint.js';

const name = z.string().trim().min(1).max(100);
const params = z.object({ id: z.string().max(40) });

export const groups = [
  endpoint({
    method: 'get',
    path: '/groups',
    id: 'listGroups',
    tag: 'administration',
    summary: 'The groups of the account, with how many organizers each has',
    result: z.object({
      items: z.array(z.object({ id: z.string(), name: z.string(), organizers: z.int() })),
    }),
    run: async ({ principal }, { administration }) => {
      const by = forAccount(principal, 'group.change');
      const rows = await administration.groups(by.accountId);
      return { items: rows.map(({ id, name, organizers }) => ({ id, name, organizers })) };
    },
  }),
  endpoint({
    method: 'post',
    path: '/groups',
    id: 'createGroup',
    tag: 'administration',
    summary: 'Adds a group',
    body: z.object({ name }),
    result: z.object({ id: z.string(), name: z.string() }),
    status: 201,
    run: async ({ principal, body }, { administration }) => {
      const group = await administration.addGroup(forAccount(principal, 'group.change'), body.name);
      return { id: group.id, name: group.name };
    },
  }),
  endpoint({
    method: 'patch',
    path: '/groups/{id}',
    id: 'renameGroup',
    tag: 'administration',
    summary: 'Renames a group',
    params,
    body: z.object({ name }),
    run: async ({ principal, params, body }, { administration }) => {
      await administration.renameGroup(forAccount(principal, 'group.change'), params.id, body.name);
    },
  }),
  endpoint({
    method: 'delete',
    path: '/groups/{id}',
    id: 'deleteGroup',
    tag: 'administration',
    summary: 'Deletes a group that has no organizers',
    params,
    run: async ({ principal, params }, { administration }) => {
      await administration.deleteGroup(forAccount(principal, 'group.change'), params.id);
    },
  }),
];
