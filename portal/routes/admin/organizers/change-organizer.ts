import { texts } from '../../../../languages/languages.js';
import { z } from 'zod';
import * as input from '../../../../bridge/application/directory/directory-input.js';
import { PartylineError } from '../../../../bridge/kernel/errors.js';
import { redirect } from '../../../http/answer.js';
import { type FormState, emptyForm, severalOf } from '../../../http/form.js';
import type { Routes } from '../../../http/routes.js';
import type { SignedInVisit } from '../../../http/visit.js';
import { problem } from '../../../i18n/problems.js';
import { groupsIn, reachOf } from '../reach.js';
import { organizerFields } from './add-organizer.js';
import type { OrganizerFields } from './add-organizer-page.js';
import { type NumbersFields, newPinPage, organizerPage } from './change-organizer-page.js';
import { organizerOf } from './organizer-of.js';

const path = '/admin/organizers/:organizer';
const nothing = z.object({});
const words = severalOf(z.string().max(40));

export function changeOrganizerRoutes(routes: Routes): void {
  const { administration } = routes.portal;

  const page = async (
    visit: SignedInVisit,
    form: FormState<OrganizerFields>,
    numbersForm: FormState<NumbersFields> = emptyForm,
  ) => {
    const reach = reachOf(visit);
    const row = await organizerOf(routes, visit, reach);
    const groups = await groupsIn(routes.portal, reach);
    const numbers = { all: await administration.numbers(), form: numbersForm };
    return organizerPage(visit, row, groups, numbers, form);
  };
  const again = (visit: SignedInVisit) => page(visit, emptyForm);

  routes.page(path, again);

  routes.form<OrganizerFields>(path, {
    schema: z.object(organizerFields),
    accept: async (visit, fields) => {
      const reach = reachOf(visit);
      const row = await organizerOf(routes, visit, reach);
      const groups = await groupsIn(routes.portal, reach);
      const known = groups.some(({ id }) => id === fields.group);
      const text = texts(visit.language).organizers;
      if (!known && (fields.group !== '' || reach.groupIds !== null)) {
        return { refused: { group: text.chooseGroup } };
      }
      try {
        await administration.changeOrganizer(reach.by, row.id, {
          name: input.personName(fields.name),
          email: input.emailAddress(fields.email),
          groupId: fields.group === '' ? null : fields.group,
          language: fields.language === '' ? null : fields.language,
        });
      } catch (error) {
        if (!(error instanceof PartylineError) || error.code !== 'already-exists') throw error;
        return { refused: { email: text.emailTaken }, status: 409 };
      }
      return redirect(`/admin/organizers/${row.id}?saved=1`);
    },
    show: page,
  });

  routes.form<{ readonly disabled: 'yes' | 'no' }>(`${path}/disabled`, {
    schema: z.object({ disabled: z.enum(['yes', 'no']) }),
    accept: async (visit, { disabled }) => {
      const reach = reachOf(visit);
      const row = await organizerOf(routes, visit, reach);
      await administration.changeOrganizer(reach.by, row.id, { disabled: disabled === 'yes' });
      return redirect(`/admin/organizers/${row.id}?saved=1`);
    },
    show: again,
  });

  routes.form<object>(`${path}/pin`, {
    schema: nothing,
    accept: async (visit) => {
      const reach = reachOf(visit);
      const row = await organizerOf(routes, visit, reach);
      return newPinPage(visit, row, await administration.resetPin(reach.by, row.id, null));
    },
    show: again,
  });

  routes.form<NumbersFields>(`${path}/numbers`, {
    schema: z.object({ range: z.enum(['all', 'chosen']).optional(), numbers: words.optional() }),
    accept: async (visit, { range, numbers = [] }) => {
      const reach = reachOf(visit);
      const row = await organizerOf(routes, visit, reach);
      const all = await administration.numbers();
      const known = numbers.every((one) => all.some(({ number }) => number === one));
      if (range === undefined || !known) {
        return { refused: { numbers: problem('choice', visit.language) } };
      }
      // Who had all and ticks some means these, whatever stands above them.
      const isAll = range === 'all' && (row.assignedNumbers !== null || numbers.length === 0);
      await administration.assignNumbers(reach.by, row.id, isAll ? null : numbers);
      return redirect(`/admin/organizers/${row.id}?saved=1`);
    },
    show: (visit, form) => page(visit, emptyForm, form),
  });
}
