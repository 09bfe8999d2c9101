import { defaultLanguage } from '../../../bridge/conference/languages.js';
import { z } from 'zod';
import { listColumns } from '../../../bridge/application/directory/organizer-list.js';
import { sendWelcomes } from '../../mails/send-welcome.js';
import { checkedList } from '../../routes/admin/organizers/checked-list.js';
import { reachOf } from '../../routes/admin/reach.js';
import { endpoint } from '../endpoint.js';

/** Many at once, from a CSV. */
export const organizerList = [
  endpoint({
    method: 'post',
    path: '/organizers/list',
    id: 'addOrganizers',
    tag: 'administration',
    summary:
      'Checks a CSV of organizers, and adds them, all or none, when `add` says so and no line has ' +
      'a problem; PINs are told this once',
    body: z.object({
      csv: z
        .string()
        .min(1)
        .max(500_000)
        .describe(`columns: ${listColumns.join(', ')}`),
      add: z.boolean().default(false),
    }),
    result: z.object({
      rows: z.array(
        z.object({
          line: z.int(),
          name: z.string(),
          email: z.string(),
          problems: z.array(
            z.object({ column: z.enum(listColumns), message: z.string(), mend: z.string() }),
          ),
        }),
      ),
      added: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          email: z.string(),
          room: z.string(),
          pin: z.string(),
        }),
      ),
    }),
    run: async ({ principal, body: { csv, add } }, portal) => {
      const reach = reachOf({ principal });
      const rows = await checkedList(portal, reach, csv);
      const isRight = rows.every(({ problems }) => problems.length === 0);
      const added = add && isRight ? await portal.administration.addList(reach.by, csv) : [];
      await sendWelcomes(portal, added, principal.person.language ?? defaultLanguage);
      return {
        rows: rows.map(({ line, name, email, problems }) => {
          return { line, name, email, problems: problems.map((one) => ({ ...one })) };
        }),
        added: added.map((one) => ({ ...one })),
      };
    },
  }),
];
