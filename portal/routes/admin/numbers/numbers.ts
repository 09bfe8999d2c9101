import { languageSchema } from '../../../i18n/languages.js';
import { texts } from '../../../../languages/languages.js';
import { z } from 'zod';
import { country, e164 } from '../../../../bridge/application/directory/directory-input.js';
import { PartylineError } from '../../../../bridge/kernel/errors.js';
import { accepts } from '../../../http/accepts.js';
import { redirect } from '../../../http/answer.js';
import { type FormState, emptyForm } from '../../../http/form.js';
import type { Resource } from '../../../http/routes.js';
import type { SignedInVisit } from '../../../http/visit.js';
import { forAccount } from '../../../auth/acting.js';
import { type NumberFields, numbersPage } from './numbers-page.js';

const schema = z.object({
  number: z.string().max(40).refine(accepts(e164), { error: 'phone' }),
  country: z.string().trim().refine(accepts(country), { error: 'country' }),
  kind: z.enum(['toll', 'toll-free', 'international-toll-free']),
  language: languageSchema,
});

/** The numbers that callers dial, and what each is: the table of A2. */
export const adminNumbers: Resource = (routes) => {
  const { administration } = routes.portal;
  const page = async (visit: SignedInVisit, form: FormState<NumberFields>) => {
    forAccount(visit.principal, 'number.change');
    return numbersPage(visit, await administration.numbers(), form);
  };

  routes.page('/admin/numbers', (visit) => page(visit, emptyForm));

  routes.form<NumberFields>('/admin/numbers', {
    schema,
    accept: async (visit, value) => {
      const by = forAccount(visit.principal, 'number.change');
      try {
        await administration.addNumber(by, value);
      } catch (error) {
        if (!(error instanceof PartylineError) || error.code !== 'already-exists') throw error;
        return { refused: { number: texts(visit.language).numbers.taken }, status: 409 };
      }
      return redirect('/admin/numbers');
    },
    show: page,
  });

  routes.form<{ readonly number: string }>('/admin/numbers/remove', {
    schema: z.object({ number: z.string().max(40) }),
    accept: async (visit, { number }) => {
      await administration.removeNumber(forAccount(visit.principal, 'number.change'), number);
      return redirect('/admin/numbers');
    },
    show: (visit) => page(visit, emptyForm),
  });
};
