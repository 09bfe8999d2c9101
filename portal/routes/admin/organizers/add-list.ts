import { z } from 'zod';
import type { ListRow } from '../../../../bridge/application/directory/organizer-list.js';
import { PartylineError } from '../../../../bridge/kernel/errors.js';
import { type FormState, emptyForm } from '../../../http/form.js';
import type { Routes } from '../../../http/routes.js';
import type { SignedInVisit } from '../../../http/visit.js';
import { sendWelcomes } from '../../../mails/send-welcome.js';
import { reachOf } from '../reach.js';
import { checkedList } from './checked-list.js';
import { type ListFields, checkedListPage, listPage, unreadableListPage } from './add-list-page.js';
import { addedPage } from './add-organizer-page.js';

const schema = z.object({
  csv: z.string().min(1).max(500_000),
  step: z.enum(['check', 'add']),
});

/** A CSV of organizers: each line's problems first, then all or none (M3). */
export function addListRoutes(routes: Routes): void {
  const { administration } = routes.portal;
  const page = (visit: SignedInVisit, form: FormState<ListFields>) => {
    reachOf(visit);
    return listPage(visit, form);
  };

  routes.page('/admin/organizers/list', (visit) => page(visit, emptyForm));

  routes.form<ListFields>('/admin/organizers/list', {
    schema,
    accept: async (visit, { csv, step }) => {
      const reach = reachOf(visit);
      let rows: readonly ListRow[];
      try {
        rows = await checkedList(routes.portal, reach, csv);
      } catch (error) {
        if (!(error instanceof PartylineError) || error.code !== 'bad-value') throw error;
        return { ...unreadableListPage(visit, csv), status: 400 };
      }
      const right = rows.every(({ problems }) => problems.length === 0);
      if (step === 'add' && right) {
        const added = await administration.addList(reach.by, csv);
        await sendWelcomes(routes.portal, added, visit.language);
        return addedPage(visit, added);
      }
      return { ...checkedListPage(visit, rows, csv), status: right ? 200 : 422 };
    },
    show: page,
  });
}
