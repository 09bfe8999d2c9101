import { texts } from '../../../../languages/languages.js';
import { z } from 'zod';
import { groupName } from '../../../../bridge/application/directory/directory-input.js';
import { PartylineError } from '../../../../bridge/kernel/errors.js';
import { accepts } from '../../../http/accepts.js';
import type { Language } from '../../../../bridge/ports/language.js';
import { redirect } from '../../../http/answer.js';
import { type FormState, type Refusal, emptyForm } from '../../../http/form.js';
import type { Resource } from '../../../http/routes.js';
import type { SignedInVisit } from '../../../http/visit.js';
import { forAccount } from '../../../auth/acting.js';
import { groupsPage, groupPage } from './groups-page.js';

interface GroupFields {
  readonly name: string;
}

const schema = z.object({
  name: z.string().trim().min(1).max(100).refine(accepts(groupName), { error: 'characters' }),
});

/** Departments, cost centres: an account's own names for sets of organizers (M2). */
export const adminGroups: Resource = (routes) => {
  const { administration } = routes.portal;

  const list = async (visit: SignedInVisit, form: FormState<GroupFields>) =>
    groupsPage(visit, await administration.groups(visit.principal.person.accountId), form);

  const one = async (visit: SignedInVisit, form: FormState<GroupFields>) => {
    const by = forAccount(visit.principal, 'group.change');
    const groups = await administration.groups(by.accountId);
    const group = groups.find(({ id }) => id === visit.params['group']);
    if (group === undefined) throw new PartylineError('not-found', 'there is no such group');
    return groupPage(visit, group, form);
  };

  routes.page('/admin/groups', (visit) => {
    forAccount(visit.principal, 'group.change');
    return list(visit, emptyForm);
  });

  routes.form<GroupFields>('/admin/groups', {
    schema,
    accept: async (visit, { name }) => {
      const by = forAccount(visit.principal, 'group.change');
      try {
        await administration.addGroup(by, name);
      } catch (error) {
        return nameRefused(error, visit.language);
      }
      return redirect('/admin/groups');
    },
    show: list,
  });

  routes.page('/admin/groups/:group', (visit) => one(visit, emptyForm));

  routes.form<GroupFields>('/admin/groups/:group', {
    schema,
    accept: async (visit, { name }) => {
      const by = forAccount(visit.principal, 'group.change');
      try {
        await administration.renameGroup(by, visit.params['group'] ?? '', name);
      } catch (error) {
        return nameRefused(error, visit.language);
      }
      return redirect('/admin/groups');
    },
    show: one,
  });

  routes.form<object>('/admin/groups/:group/delete', {
    schema: z.object({}),
    accept: async (visit) => {
      const by = forAccount(visit.principal, 'group.change');
      try {
        await administration.deleteGroup(by, visit.params['group'] ?? '');
      } catch (error) {
        if (!(error instanceof PartylineError) || error.code !== 'wrong-state') throw error;
        return { refused: {}, message: texts(visit.language).groups.notEmpty, status: 409 };
      }
      return redirect('/admin/groups');
    },
    show: (visit, { message }) =>
      one(visit, { values: {}, problems: {}, ...(message === undefined ? {} : { message }) }),
  });
};

function nameRefused(error: unknown, language: Language): Refusal<GroupFields> {
  if (!(error instanceof PartylineError) || error.code !== 'already-exists') throw error;
  return { refused: { name: texts(language).groups.taken }, status: 409 };
}
