import { texts } from '../../../languages/languages.js';
import { z } from 'zod';
import { PartylineError } from '../../../bridge/kernel/errors.js';
import { authorize, ownedBy } from '../../auth/authorize.js';
import { tokenScopes } from '../../auth/principal.js';
import { redirect } from '../../http/answer.js';
import { type FormState, emptyForm, severalOf } from '../../http/form.js';
import type { Routes } from '../../http/routes.js';
import type { SignedInVisit } from '../../http/visit.js';
import { settingsHead } from './settings-head.js';
import { newTokenPage, tokensPage, type TokenFields } from './tokens-page.js';

const schema = z.object({
  name: z.string().trim().min(1).max(100),
  scopes: severalOf(z.enum(tokenScopes)),
  days: z.enum(['30', '90', '365', 'never']),
});

/** Personal tokens, for programs (`/api/v1`). */
export function tokenSettings(routes: Routes): void {
  const { portal } = routes;
  const page = async (visit: SignedInVisit, form: FormState<TokenFields>) =>
    tokensPage(visit, {
      head: await settingsHead(portal, visit),
      tokens: await portal.tokens.listOf(visit.principal.person),
      form,
    });

  routes.page('/settings/tokens', (visit) => page(visit, emptyForm));

  routes.form<TokenFields>('/settings/tokens', {
    schema,
    accept: async (visit, { name, scopes, days }) => {
      authorize(visit.principal, 'token.change', ownedBy(visit.principal));
      const validDays = days === 'never' ? null : Number(days);
      try {
        const { person } = visit.principal;
        const { secret } = await portal.tokens.create(person, { name, scopes, validDays });
        return newTokenPage(visit, name, secret);
      } catch (error) {
        if (!(error instanceof PartylineError) || error.code !== 'wrong-state') throw error;
        return { refused: {}, message: texts(visit.language).tokens.tooMany, status: 409 };
      }
    },
    show: page,
  });

  routes.form<{ readonly id: string }>('/settings/tokens/revoke', {
    schema: z.object({ id: z.string().max(40) }),
    accept: async (visit, { id }) => {
      authorize(visit.principal, 'token.change', ownedBy(visit.principal));
      await portal.tokens.revoke(visit.principal.person, id);
      return redirect('/settings/tokens');
    },
    show: (visit) => page(visit, emptyForm),
  });
}
