import { z } from 'zod';
import { authorize } from '../../auth/authorize.js';
import { asTime, endpoint, time } from '../endpoint.js';

export const audit = [
  endpoint({
    method: 'get',
    path: '/audit',
    id: 'listAudit',
    tag: 'administration',
    summary: 'Who changed what, the newest first',
    query: z.object({
      before: z.coerce.number().int().min(1).optional().describe('`next` of the page before'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    result: z.object({
      items: z.array(
        z.object({
          sequence: z.int(),
          at: time,
          actor: z.object({ kind: z.string(), id: z.string(), name: z.string() }).partial(),
          action: z.string(),
          subject: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
          detail: z.record(z.string(), z.unknown()),
        }),
      ),
      next: z.int().nullable(),
    }),
    run: async ({ principal, query }, { administration }) => {
      const { accountId, admin, adminGroupIds } = principal.person;
      const groupIds = admin === 'groups' ? adminGroupIds : null;
      for (const groupId of groupIds ?? [null]) {
        authorize(principal, 'audit.see', { accountId, groupId, personId: null });
      }
      const rows = await administration.audit({
        accountId,
        ...(groupIds === null ? {} : { groupIds }),
        ...(query.before === undefined ? {} : { before: query.before }),
        limit: query.limit + 1,
      });
      const items = rows.slice(0, query.limit);
      const more = rows.length > items.length;
      return {
        items: items.map(({ sequence, atMs, actor, action, subject, detail }) => {
          return { sequence, at: asTime(atMs), actor, action, subject, detail: { ...detail } };
        }),
        next: more ? (items.at(-1)?.sequence ?? null) : null,
      };
    },
  }),
];
