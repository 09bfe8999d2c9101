import { texts } from '../../../../languages/languages.js';
import { z } from 'zod';
import type { Administers } from '../../../../bridge/application/directory/admins.js';
import * as input from '../../../../bridge/application/directory/directory-input.js';
import { PartylineError } from '../../../../bridge/kernel/errors.js';
import { accepts } from '../../../http/accepts.js';
import { redirect } from '../../../http/answer.js';
import { type FormState, emptyForm, severalOf } from '../../../http/form.js';
import type { Resource } from '../../../http/routes.js';
import type { SignedInVisit } from '../../../http/visit.js';
import { sendWelcomes } from '../../../mails/send-welcome.js';
import { forAccount } from '../../../auth/acting.js';
import { type AdminFields, type ReachFields, adminPage, adminsPage } from './admins-page.js';

const words = severalOf(z.string().max(40));
const reach = { reach: z.enum(['account', 'groups']), groups: words.optional() };
const schema = z.object({
  name: z.string().trim().min(1).max(200).refine(accepts(input.personName), {
    error: 'characters',
  }),
  email: z.string().trim().max(254).refine(accepts(input.emailAddress), { error: 'email' }),
  ...reach,
});

/** Those who administer the account, or groups of it (M1). */
export const adminAdmins: Resource = (routes) => {
  const { admins, administration } = routes.portal;

  const list = async (visit: SignedInVisit, form: FormState<AdminFields>) => {
    const { accountId } = forAccount(visit.principal, 'admin.change');
    const groups = await administration.groups(accountId);
    return adminsPage(visit, await admins.list(accountId), groups, form);
  };
  const one = async (visit: SignedInVisit, form: FormState<ReachFields>) => {
    const { accountId } = forAccount(visit.principal, 'admin.change');
    const person = (await admins.list(accountId)).find(({ id }) => id === visit.params['admin']);
    if (person === undefined) throw new PartylineError('not-found', 'there is no such admin');
    return adminPage(visit, person, await administration.groups(accountId), form);
  };

  routes.page('/admin/admins', (visit) => list(visit, emptyForm));

  routes.form<AdminFields>('/admin/admins', {
    schema,
    accept: async (visit, fields) => {
      const by = forAccount(visit.principal, 'admin.change');
      const text = texts(visit.language).admins;
      try {
        const added = await admins.add(by, fields, administers(fields));
        if (added.passwordHash === null) {
          await sendWelcomes(routes.portal, [{ ...added, room: null }], visit.language);
        }
      } catch (error) {
        if (!(error instanceof PartylineError)) throw error;
        if (error.code === 'already-exists') {
          return { refused: { email: text.isAdmin }, status: 409 };
        }
        if (error.code === 'not-found') return { refused: { groups: text.chooseGroup } };
        throw error;
      }
      return redirect('/admin/admins');
    },
    show: list,
  });

  routes.page('/admin/admins/:admin', (visit) => one(visit, emptyForm));

  routes.form<ReachFields>('/admin/admins/:admin', {
    schema: z.object(reach),
    accept: async (visit, fields) => {
      const by = forAccount(visit.principal, 'admin.change');
      const text = texts(visit.language).admins;
      try {
        await admins.change(by, visit.params['admin'] ?? '', administers(fields));
      } catch (error) {
        if (!(error instanceof PartylineError)) throw error;
        if (error.code === 'wrong-state') return { refused: { reach: text.last }, status: 409 };
        if (error.code === 'not-found' && fields.reach === 'groups') {
          return { refused: { groups: text.chooseGroup } };
        }
        throw error;
      }
      return redirect('/admin/admins');
    },
    show: one,
  });

  routes.form<object>('/admin/admins/:admin/remove', {
    schema: z.object({}),
    accept: async (visit) => {
      const by = forAccount(visit.principal, 'admin.change');
      try {
        await admins.remove(by, visit.params['admin'] ?? '');
      } catch (error) {
        if (!(error instanceof PartylineError) || error.code !== 'wrong-state') throw error;
        return { refused: {}, message: texts(visit.language).admins.last, status: 409 };
      }
      return redirect('/admin/admins');
    },
    show: (visit, { message }) =>
      one(visit, { values: {}, problems: {}, ...(message === undefined ? {} : { message }) }),
  });
};

function administers({ reach: kind, groups = [] }: ReachFields): Administers {
  return kind === 'account' ? { kind } : { kind, groupIds: groups };
}
